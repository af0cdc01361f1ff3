package dev.agentcost.analyzer.cost;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number that the source does not give: a whole number, never negative.
 *
 * @param name what a reader calls it, such as {@code turns of the loop at ReActAgent:42}
 * @param unbounded whether nothing limits it, so that it has no value unless one is assumed
 * @param origin where it comes from as {@code file:line}, or empty
 * @param assumption key of the {@link Assumption} that gives it a value, or empty
 * @param given the value that the program gives it where nobody sets it otherwise, which holds over the assumption; null where there is
 *     none
 */
public record Symbol(
        String name,
        Kind kind,
        boolean unbounded,
        String origin,
        String assumption,
        @Nullable Long given) implements Comparable<Symbol> {
    public Symbol {
        Objects.requireNonNull(assumption, "assumption");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(origin, "origin");
    }

    /** A symbol to which no assumption gives a value. */
    public Symbol(String name, Kind kind, boolean unbounded, String origin) {
        this(name, kind, unbounded, origin, "", null);
    }

    /** A symbol to which the program gives no value. */
    public Symbol(String name, Kind kind, boolean unbounded, String origin, String assumption) {
        this(name, kind, unbounded, origin, assumption, null);
    }

    /** The number that an assumption gives, under the assumption's own name. */
    public static Symbol assumed(Assumption assumption) {
        return new Symbol(assumption.key(), Kind.SIZE, false, "", assumption.key());
    }

    /** One of 64 bits, the same for all symbols of an origin: where it is not set, none of them is there. */
    static long mark(String origin) {
        return 1L << origin.hashCode();
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
        if (order == 0) {
            order = Boolean.compare(unbounded, other.unbounded);
        }
        if (order == 0) {
            order = assumption.compareTo(other.assumption);
        }
        // a value is never negative
        return order == 0 ? Long.compare(given == null ? -1 : given, other.given == null ? -1 : other.given) : order;
    }
}
