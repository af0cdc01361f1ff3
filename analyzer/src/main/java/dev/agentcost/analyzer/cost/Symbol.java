package dev.agentcost.analyzer.cost;

import java.util.Objects;

/**
 * A number that the source does not give: a whole number, never negative.
 *
 * @param name what a reader calls it, such as {@code turns of the loop at ReActAgent:42}
 * @param unbounded whether nothing limits it, so that it has no value unless one is assumed
 * @param origin where it comes from as {@code file:line}, or empty
 */
public record Symbol(String name, Kind kind, boolean unbounded, String origin) implements Comparable<Symbol> {
    public Symbol {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(origin, "origin");
    }

    /** By name, then origin; kind and limit only break ties, so that the order agrees with equality. */
    @Override
    public int compareTo(Symbol other) {
        if (this == other) {
            return 0;
        }
        int order = name.compareTo(other.name);
        if (order == 0) {
            order = origin.compareTo(other.origin);
        }
        if (order == 0) {
            order = kind.compareTo(other.kind);
        }
        return order == 0 ? Boolean.compare(unbounded, other.unbounded) : order;
    }
}
