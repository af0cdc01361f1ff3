package dev.agentcost.analyzer.ir;

import java.util.Set;
import java.util.regex.Pattern;

/** Types as text: fully qualified names with type arguments, {@code java.util.List<a.B>}. */
public final class Types {

    private static final Pattern VARIANT = Pattern.compile("(^|\\.)\\$\\d+\\.");

    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double");

    private Types() {}

    /** Whether it is one of the eight primitive types. */
    public static boolean isPrimitive(String type) {
        return PRIMITIVES.contains(type);
    }

    /** The type without its type arguments; arrays stay arrays. */
    public static String erasure(String type) {
        int open = type.indexOf('<');
        return open < 0 ? type : type.substring(0, open) + type.substring(type.lastIndexOf('>') + 1);
    }

    /** The last type argument, such as the type of a map's values; "" where there is none. */
    public static String lastArgument(String type) {
        int open = type.indexOf('<');
        int close = type.lastIndexOf('>');
        int depth = 0;
        int start = open + 1;
        for (int i = open + 1; open >= 0 && i < close; i++) {
            char at = type.charAt(i);
            depth += at == '<' ? 1 : at == '>' ? -1 : 0;
            start = at == ',' && depth == 0 ? i + 1 : start;
        }
        return open < 0 || close < start ? "" : type.substring(start, close).strip();
    }

    /** A name that tells a type from another one of the same name, by a number above 1. */
    public static String variant(String name, int number) {
        int simple = name.lastIndexOf('.') + 1;
        return name.substring(0, simple) + "$" + number + "." + name.substring(simple);
    }

    /** The name as the source has it: without what {@link #variant} put into it. */
    public static String asWritten(String name) {
        return name.indexOf('$') < 0 ? name : VARIANT.matcher(name).replaceFirst("$1");
    }

    /** The name behind the last dot, without type arguments. */
    public static String simpleName(String type) {
        String erased = erasure(type);
        return erased.substring(erased.lastIndexOf('.') + 1);
    }
}
