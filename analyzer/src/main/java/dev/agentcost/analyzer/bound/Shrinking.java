package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.catalog.Pace;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loops that no test of a size stops, although data becomes less in them: what takes from an empty list fails and so leaves the
 * loop, and a loop that goes on only where it found something to take has taken it.
 */
final class Shrinking {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final CallFacts facts;
    private final Starts starts;
    private final ExpressionText text;

    Shrinking(
            Procedure procedure,
            ControlFlow flow,
            Origins origins,
            CallFacts facts,
            Starts starts,
            ExpressionText text) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.facts = facts;
        this.starts = starts;
        this.text = text;
    }

    Optional<LoopBound> of(Loop loop, LoopPaths paths) {
        for (Expression place : taken(loop)) {
            Variable size = new Variable(Variable.Kind.SIZE, place);
            LoopPaths.Changes changes = paths.of(size);
            if (!changes.turn().neverUp() || changes.steps().isEmpty()) {
                continue;
            }
            Formula start = starts.of(loop, paths, size).upper();
            if (start == null) {
                continue;
            }
            int line = line(changes.steps().get(0));
            long least = -changes.turn().most();
            if (least > 0 && changes.steps().stream().allMatch(block -> failsWithoutElements(block, place))) {
                // the turn that fails has begun
                return Optional.of(bound(
                        loop.header(),
                        start.ceilDividedBy(least).plus(Formula.ONE),
                        line,
                        "each turn takes at least " + least + " of " + text.of(place)
                                + ", and fails where there are not as many"));
            }
            int guard = goesOnOnlyAfterTaking(loop, paths, size);
            if (guard >= 0) {
                return Optional.of(bound(
                        guard == loop.header() ? guard : -1,
                        guard == loop.header() ? start.plus(Formula.ONE) : start,
                        line,
                        "it goes on only where the turn before has taken something from " + text.of(place)));
            }
        }
        return Optional.empty();
    }

    private LoopBound bound(int head, Formula passes, int line, String why) {
        return new LoopBound(
                passes.isConstant() ? Driver.CONSTANT : Driver.DATA,
                passes,
                head,
                head >= 0,
                List.of(
                        new Step(procedure.at(line), why),
                        new Step(procedure.at(line), "at most " + passes + " passes")),
                "",
                false);
    }

    /** The first line of a block that has one. */
    private int line(int block) {
        return flow.body().blocks().get(block).instructions().stream()
                .mapToInt(Instruction::line)
                .findFirst()
                .orElse(0);
    }

    // ---- what is taken from

    /** The places whose content the loop's own calls and assignments change. */
    private Set<Expression> taken(Loop loop) {
        Set<Expression> found = new LinkedHashSet<>();
        for (Instruction instruction : flow.instructions(loop)) {
            Expression place = instruction instanceof Instruction.Assign assign ? assign.target() : holder(instruction);
            if (place != null && Invariants.isPlace(place)) {
                found.add(place);
            }
        }
        return found;
    }

    /** What a call takes from, directly, through a view of it or through a cursor on it. */
    private @Nullable Expression holder(Instruction instruction) {
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        ContextOperation operation = facts.operation(procedure, call).orElse(null);
        if (operation == ContextOperation.CLEAR && call.receiver() instanceof Expression.Result view) {
            return origins.call(procedure, view.call()).receiver();
        }
        if (operation != ContextOperation.PRUNE || call.receiver() == null) {
            return null;
        }
        return LoopSizes.underCursor(procedure, origins, facts, call.receiver()).orElse(call.receiver());
    }

    /**
     * Other than {@code poll}, which finds out that there is nothing left and says so, than {@code take}, which waits until others
     * put something there, and than code that may do the same.
     */
    private boolean failsWithoutElements(int block, Expression place) {
        return flow.body().blocks().get(block).instructions().stream()
                .noneMatch(instruction -> instruction instanceof Instruction.Invoke call
                        && (facts.cursor(procedure, call)
                                        .filter(Cursor.ADVANCE_AND_TEST::equals)
                                        .isPresent()
                                || facts.pace(procedure, call)
                                        .filter(pace -> pace != Pace.DELAY)
                                        .isPresent()
                                || facts.operation(procedure, call).isEmpty()
                                        && !facts.sizeChange(procedure, call, place)
                                                .equals(Change.NONE)));
    }

    // ---- loops that go on while something changes

    /** The block of the guard that a flag must be set for, which is set only where something was taken; -1 where there is none. */
    private int goesOnOnlyAfterTaking(Loop loop, LoopPaths paths, Variable size) {
        for (int block : loop.order()) {
            if (flow.loopOf(block) == loop
                    && flow.onEveryTurn(loop, block)
                    && flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch
                    && loop.contains(branch.whenTrue()) != loop.contains(branch.whenFalse())) {
                Expression condition = branch.condition();
                boolean holds = loop.contains(branch.whenTrue());
                while (condition instanceof Expression.Not not) {
                    condition = not.operand();
                    holds = !holds;
                }
                if (holds && condition instanceof Expression.Local flag && tellsOf(loop, paths, size, block, flag)) {
                    return block;
                }
            }
        }
        return -1;
    }

    /** Whether the flag is true at the guard only where the size has fallen since the guard was passed before. */
    private boolean tellsOf(Loop loop, LoopPaths paths, Variable size, int guard, Expression.Local flag) {
        Map<Integer, Boolean> after = new HashMap<>();
        for (int block : loop.order()) {
            boolean holds = block != loop.header();
            for (FlowEdge edge : flow.incoming(block)) {
                if (loop.contains(edge.from()) && block != loop.header()) {
                    // a back edge of an inner loop: what its header was entered with decides, or it is told inside
                    holds &= after.getOrDefault(edge.from(), true);
                }
            }
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(flag)) {
                    // where a failure is caught, the flag may be set and nothing taken
                    holds = !flow.isCaught(loop, block) && told(loop, paths, size, block, assign.value(), flag, holds);
                    if (!holds) {
                        return false;
                    }
                }
            }
            after.put(block, holds);
        }
        // a guard at the head tests what the turn before has left
        return guard == loop.header()
                ? loop.latches().stream().allMatch(latch -> after.getOrDefault(latch, false))
                : after.getOrDefault(guard, false);
    }

    private boolean told(
            Loop loop,
            LoopPaths paths,
            Variable size,
            int block,
            Expression value,
            Expression.Local flag,
            boolean before) {
        if (value instanceof Expression.Constant constant) {
            return constant.value().equals(false) || hasFallen(loop, paths, size, block);
        } else if (value.equals(flag)) {
            return before;
        } else if (value instanceof Expression.Binary binary
                && (binary.operator() == Expression.Operator.BIT_OR || binary.operator() == Expression.Operator.OR)) {
            return told(loop, paths, size, block, binary.left(), flag, before)
                    && told(loop, paths, size, block, binary.right(), flag, before);
        } else if (value instanceof Expression.Result result) {
            // remove, removeIf, removeAll, retainAll: true where something was removed
            Instruction.Invoke call = origins.call(procedure, result.call());
            return size.place().equals(call.receiver())
                    && call.target().returnType().equals("boolean")
                    && facts.operation(procedure, call)
                            .filter(ContextOperation.PRUNE::equals)
                            .isPresent();
        }
        return false;
    }

    /** Whether something was taken in this turn before the block ends. */
    private boolean hasFallen(Loop loop, LoopPaths paths, Variable size, int block) {
        return paths.of(size).steps().stream()
                .anyMatch(step -> loop.contains(step)
                        && flow.dominates(step, block)
                        && !flow.isCaught(loop, step)
                        && paths.within(step, Integer.MAX_VALUE, size).most() <= -1
                        && failsWithoutElements(step, size.place()));
    }
}
