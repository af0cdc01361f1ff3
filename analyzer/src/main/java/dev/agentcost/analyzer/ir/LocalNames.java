package dev.agentcost.analyzer.ir;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Unique names for the locals of a method, its lambdas and the local classes in it; their types. */
public final class LocalNames {

    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, String> types = new TreeMap<>();

    /** The name itself for the first local that is called so, {@code name#2} for the second. */
    public String local(String name, String type) {
        return typed(types.containsKey(name) ? numbered(name, 2) : name, type);
    }

    /** A name that no source can contain, for a value that has none: {@code name#1}. */
    public String hidden(String name, String type) {
        return typed(numbered(name, 1), type);
    }

    private String numbered(String name, int first) {
        String unique;
        do {
            int number = counts.merge(name, 1, Integer::sum);
            unique = name + "#" + Math.max(number, first);
        } while (types.containsKey(unique));
        return unique;
    }

    /** The type of a local, with type arguments; "" where unknown. */
    public String type(String unique) {
        return types.getOrDefault(unique, "");
    }

    /** States the type of a local once it is known. */
    public void retype(String unique, String type) {
        types.put(unique, type);
    }

    private String typed(String unique, String type) {
        types.put(unique, type);
        return unique;
    }
}
