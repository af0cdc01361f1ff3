package dev.agentcost.analyzer.catalog;

import org.jspecify.annotations.Nullable;

/**
 * How many elements the result of a call holds, or what a call that takes elements away leaves; for a call that returns a number of
 * elements, that number.
 *
 * @param relation the rule
 * @param operand what it refers to, or null
 * @param to the upper end for {@link Relation#RANGE}, otherwise null
 * @param plus added to the result (a closed range holds one more)
 */
public record Size(
        Relation relation,
        @Nullable Operand operand,
        @Nullable Operand to,
        long plus) {

    /** Whether the result holds nothing. */
    public boolean isNone() {
        return relation == Relation.CONSTANT && plus == 0;
    }

    /** The rule for the size of a result. */
    public enum Relation {
        /** As many as the operand holds. */
        SAME,
        /** At most as many as the operand holds. */
        AT_MOST,
        /** At most as many as the operand holds, the first ones: behind one that is left out comes no other. */
        FIRST,
        /** At most the operand's number, and at most as many as the receiver holds. */
        LIMIT,
        /** As many as the call has arguments. */
        ARGUMENTS,
        /** From the operand's number up to, not including, the number {@code to}. */
        RANGE,
        /** As many as the operand holds, times what each element gives. */
        MULTIPLY,
        /** The operand's own size, as a number: {@code size()}, {@code length()}. */
        NUMBER_OF,
        /** Without end. */
        INFINITE,
        /** A fixed number, given by {@code plus}. */
        CONSTANT
    }
}
