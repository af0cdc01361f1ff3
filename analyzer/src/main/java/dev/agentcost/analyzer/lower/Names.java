package dev.agentcost.analyzer.lower;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Unique names for the locals of a method, its lambdas and the local classes in it; their types. */
final class Names {

    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, String> types = new TreeMap<>();

    /** The name itself for the first local that is called so, {@code name#2} for the second. */
    String local(String name, String type) {
        int count = counts.merge(name, 1, Integer::sum);
        return typed(count == 1 ? name : name + "#" + count, type);
    }

    /** A name that no source can contain, for a value that has none: {@code name#1}. */
    String hidden(String name, String type) {
        return typed(name + "#" + counts.merge(name, 1, Integer::sum), type);
    }

    String type(String unique) {
        return types.getOrDefault(unique, "");
    }

    void retype(String unique, String type) {
        types.put(unique, type);
    }

    private String typed(String unique, String type) {
        types.put(unique, type);
        return unique;
    }
}
