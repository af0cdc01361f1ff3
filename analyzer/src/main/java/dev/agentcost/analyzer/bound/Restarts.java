package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Counters that begin again where another counter makes a step: {@code failures = 0; step++}. Between two such steps there are no more
 * turns than before the first one, as long as the counter begins again with what it began with.
 */
final class Restarts {

    private final ControlFlow flow;

    Restarts(ControlFlow flow) {
        this.flow = flow;
    }

    /**
     * Whether the turns that take one of the edges leave the counters that a test compares as they were, or set them back to what they
     * were before the loop. What the other turns do to them, the counters' own bound says.
     */
    boolean beginAgain(Loop loop, Expression test, Set<FlowEdge> steps) {
        Set<Expression.Local> counters = new HashSet<>();
        if (!collect(test, counters)) {
            return false;
        }
        return counters.stream().allMatch(counter -> beginsAgain(loop, counter, steps));
    }

    private boolean beginsAgain(Loop loop, Expression.Local counter, Set<FlowEdge> steps) {
        Set<Expression> first = new HashSet<>();
        Set<Expression> again = new HashSet<>();
        for (Block block : flow.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(counter)) {
                    if (!loop.contains(block.id())) {
                        first.add(assign.value());
                    } else if (assign.value() instanceof Expression.Constant || !isBetween(loop, block, steps)) {
                        again.add(assign.value());
                    }
                }
            }
        }
        return again.isEmpty()
                || first.equals(again) && again.size() == 1 && again.iterator().next() instanceof Expression.Constant;
    }

    /** Whether a turn that takes none of the edges goes through the block. */
    private boolean isBetween(Loop loop, Block block, Set<FlowEdge> steps) {
        Predicate<FlowEdge> on = edge -> !steps.contains(edge) && loop.contains(edge.to());
        boolean reached = flow.reachable(loop.header(), edge -> on.test(edge) && edge.to() != loop.header())
                .get(block.id());
        return reached
                && flow.outgoing(block.id()).stream()
                        .filter(on)
                        .anyMatch(edge -> edge.to() == loop.header()
                                || flow.reachable(edge.to(), on).get(loop.header()));
    }

    /** Whether the test compares nothing but numbers that the method itself holds. */
    private static boolean collect(Expression test, Set<Expression.Local> counters) {
        if (test instanceof Expression.Binary binary) {
            return collect(binary.left(), counters) && collect(binary.right(), counters);
        } else if (test instanceof Expression.Not not) {
            return collect(not.operand(), counters);
        } else if (test instanceof Expression.Local local) {
            counters.add(local);
            return true;
        }
        return test instanceof Expression.Constant
                || test instanceof Expression.Field field && field.receiver() == null;
    }
}
