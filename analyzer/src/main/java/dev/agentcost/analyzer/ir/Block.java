package dev.agentcost.analyzer.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A basic block. In a {@code try} a block ends after each call, so that each point where an exception may leave is the end
 * of a block.
 *
 * @param id index in {@link Body#blocks()}
 * @param instructions in order
 * @param terminator how it ends
 * @param handlers blocks of catch clauses and finally copies that an exception in this block may reach, in source order
 * @param loop the loop statement whose header (the block that each iteration begins with) this is, or null
 */
public record Block(
        int id,
        List<Instruction> instructions,
        Terminator terminator,
        List<Integer> handlers,
        @Nullable LoopSyntax loop) {

    /**
     * A loop statement of the source.
     *
     * @param kind the statement
     * @param line line of its first token
     * @param column column of its first token
     * @param endLine line of its last token
     * @param conditional whether a condition of its own stands before each turn
     * @param testLine line of the first test or jump in the body, {@link Integer#MAX_VALUE} for none
     */
    public record LoopSyntax(Kind kind, int line, int column, int endLine, boolean conditional, int testLine) {

        /**
         * Whether a test is the loop's own condition: before a turn, and not in one.
         *
         * @param atHeader whether it is the first test that each turn comes to
         */
        public boolean isBeforeTurn(int line, boolean atHeader) {
            return conditional && (atHeader || line < testLine);
        }
    }

    /** Loop statements. */
    public enum Kind {
        FOR,
        FOR_EACH,
        WHILE,
        DO
    }
}
