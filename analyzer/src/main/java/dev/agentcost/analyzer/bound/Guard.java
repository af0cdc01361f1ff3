package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;

/**
 * A test that may leave a loop.
 *
 * @param block the block that ends with the branch
 * @param point the number of instructions of the block that run before the value tested is read
 * @param condition what must hold for control to stay, as written
 * @param stayWhen the value of the condition with which control stays
 * @param line one-based line of the test
 * @param late whether the value tested was computed in the turn before
 */
record Guard(int block, int point, Expression condition, boolean stayWhen, int line, boolean late) {

    Guard(int block, int point, Expression condition, boolean stayWhen, int line) {
        this(block, point, condition, stayWhen, line, false);
    }

    /** Whether it is the loop's own condition, before its body: a turn begins only when it is passed. */
    boolean heads(Loop loop) {
        Block.LoopSyntax syntax = loop.syntax();
        return syntax != null && syntax.isBeforeTurn(line, block == loop.header());
    }

    /** What the same test asks of another condition. */
    Guard of(int point, Expression condition, boolean stayWhen) {
        return new Guard(block, point, condition, stayWhen, line, late);
    }
}
