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

    /** A name that tells a type from another one of the same name, by a number above 1. */
    public static String variant(String name, int number) {
        int simple = name.lastIndexOf('.') + 1;
        return name.substring(0, simple) + "$" + number + "." + name.substring(simple);
    }

    /** The name as the source has it: without what {@link #variant} put into it. */
    public static String asWritten(String name) {
        return VARIANT.matcher(name).replaceFirst("$1");
    }

    /** The name behind the last dot, without type arguments. */
    public static String simpleName(String type) {
        String erased = erasure(type);
        return erased.substring(erased.lastIndexOf('.') + 1);
    }
}
