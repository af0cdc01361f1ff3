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
     */
    public record LoopSyntax(Kind kind, int line, int column, int endLine) {}

    /** Loop statements. */
    public enum Kind {
        FOR,
        FOR_EACH,
        WHILE,
        DO
    }
}
