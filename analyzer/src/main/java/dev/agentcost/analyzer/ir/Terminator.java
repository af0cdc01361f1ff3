package dev.agentcost.analyzer.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a basic block ends. Targets are block numbers. */
public sealed interface Terminator {

    /** Goes on at one block. */
    record Jump(int target) implements Terminator {}

    /** A condition without short-circuit operators: {@code a && b} are two branches. */
    record Branch(Expression condition, int whenTrue, int whenFalse, int line) implements Terminator {}

    /**
     * A switch statement.
     *
     * @param labels constants (or pattern texts as {@link Expression.Opaque}) by case, parallel to {@code targets}
     * @param otherwise the default, or the block behind the switch
     */
    record Switch(Expression selector, List<Expression> labels, List<Integer> targets, int otherwise, int line)
            implements Terminator {}

    /** Leaves the method. */
    record Return(@Nullable Expression value, int line) implements Terminator {}

    /** Throws; the block's handlers catch it, else it leaves the method. */
    record Throw(@Nullable Expression value, int line) implements Terminator {}
}
