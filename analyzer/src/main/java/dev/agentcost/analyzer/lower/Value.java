package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.ir.Expression;

/**
 * A lowered expression with its static type.
 *
 * @param type with type arguments, "" where unknown
 */
record Value(Expression expression, String type) {

    /** The value that is not followed. */
    static Value opaque(String text) {
        return new Value(new Expression.Opaque(text), "");
    }
}
