package dev.agentcost.analyzer.ir;

/** Types as text: fully qualified names with type arguments, {@code java.util.List<a.B>}. */
public final class Types {

    private Types() {}

    /** The type without its type arguments; arrays stay arrays. */
    public static String erasure(String type) {
        int open = type.indexOf('<');
        return open < 0 ? type : type.substring(0, open) + type.substring(type.lastIndexOf('>') + 1);
    }

    /** The name behind the last dot, without type arguments. */
    public static String simpleName(String type) {
        String erased = erasure(type);
        return erased.substring(erased.lastIndexOf('.') + 1);
    }
}
