package dev.agentcost.analyzer.lower;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The locals that are visible at a place: those of one pair of braces, and of what is round it. */
final class Scope {

    private final @Nullable Scope outer;
    private final Map<String, String> uniqueNames = new HashMap<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    void put(String name, String unique) {
        uniqueNames.put(name, unique);
    }

    /** The unique name of the local, or null. */
    @Nullable
    String find(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            String unique = scope.uniqueNames.get(name);
            if (unique != null) {
                return unique;
            }
        }
        return null;
    }
}
