package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.ir.Expression;

/**
 * A number that a loop may change.
 *
 * @param kind what it is
 * @param place the local or field that holds it, or that holds the collection whose size it is
 */
public record Variable(Kind kind, Expression place) {

    /** What a variable is. */
    public enum Kind {
        /** The value of the local or field. */
        VALUE,
        /** The number of elements of the collection in it. */
        SIZE
    }
}
