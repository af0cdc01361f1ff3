package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that are one at least because a test right before them has found that something is left: {@code Math.min(rest.size(), 3)}
 * behind {@code !rest.isEmpty()}, {@code Math.min(size - i, 3)} behind {@code i < size}.
 */
final class Remainders {

    private static final Expression ZERO = new Expression.Constant(0L);

    /** Values that are looked through, and blocks that are walked back. */
    private static final int DEPTH = 4;

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;

    Remainders(Procedure procedure, ControlFlow flow, Origins origins, Values values, CallFacts facts) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
    }

    /** Where an instruction stands. */
    private record Place(Block block, int index) {}

    /** Whether the value is one at least, wherever it is used. */
    boolean isSome(Expression value) {
        if (value instanceof Expression.Local local) {
            return isAssignedSome(local, DEPTH);
        }
        return value instanceof Expression.Result result
                && Values.isExtreme(origins.call(procedure, result.call()))
                && isSome(result, null, DEPTH);
    }

    private boolean isAssignedSome(Expression.Local local, int depth) {
        Expression only = origins.only(procedure, local).orElse(null);
        return (only instanceof Expression.Result || only instanceof Expression.Binary)
                && !procedure.body().parameters().contains(local.name())
                && isSome(only, assignment(local), depth - 1);
    }

    /** @param at where the value is computed, or null where its call says so */
    private boolean isSome(Expression value, @Nullable Place at, int depth) {
        if (depth == 0) {
            return false;
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            if (Values.isExtreme(call)) {
                Place place = place(call);
                return call.target().name().equals("min")
                        && call.arguments().stream().allMatch(each -> isNumber(each) || isSome(each, place, depth - 1));
            }
            return isNumberOf(call) && isLess(ZERO, value, place(call));
        } else if (value instanceof Expression.Local local) {
            return isAssignedSome(local, depth);
        }
        return value instanceof Expression.Binary binary
                && binary.operator() == Expression.Operator.MINUS
                && isLess(binary.right(), binary.left(), at);
    }

    private boolean isNumber(Expression value) {
        Long least = values.range(procedure, value).leastNumber();
        return least != null && least >= 1;
    }

    // ---- the test

    /** Whether control comes to the place only through a test that has found one less than the other. */
    private boolean isLess(Expression less, Expression more, @Nullable Place at) {
        if (at == null || !(isKnown(less) && isKnown(more))) {
            return false;
        }
        int block = at.block().id();
        int end = at.index();
        for (int i = 0; i < DEPTH; i++) {
            List<Instruction> before =
                    flow.body().blocks().get(block).instructions().subList(0, end);
            List<FlowEdge> ways = flow.incoming(block).stream()
                    .filter(edge -> flow.isReachable(edge.from()))
                    .toList();
            if (before.stream().anyMatch(instruction -> mayMeet(instruction, less, more)) || ways.size() != 1) {
                return false;
            }
            FlowEdge way = ways.get(0);
            Block from = flow.body().blocks().get(way.from());
            boolean tested = way.isOfTest();
            if (tested
                    && from.terminator() instanceof Terminator.Branch branch
                    && says(branch.condition(), way.kind() == FlowEdge.Kind.WHEN_TRUE, less, more)) {
                return true;
            }
            if (way.kind() == FlowEdge.Kind.EXCEPTION) {
                return false;
            }
            block = from.id();
            end = from.instructions().size();
        }
        return false;
    }

    private boolean says(Expression condition, boolean holds, Expression less, Expression more) {
        if (condition instanceof Expression.Not not) {
            return says(not.operand(), !holds, less, more);
        }
        if (condition instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            return !holds
                    && less.equals(ZERO)
                    && call.target().name().equals("isEmpty")
                    && call.arguments().isEmpty()
                    && call.receiver() != null
                    && call.receiver().equals(measured(more));
        }
        Comparison test = Comparison.of(condition, holds).orElse(null);
        if (test == null || test.form() != Comparison.Form.STRICT && test.form() != Comparison.Form.LOOSE) {
            return false;
        }
        Expression limit =
                test.form() == Comparison.Form.LOOSE && less.equals(ZERO) ? new Expression.Constant(1L) : less;
        return isSame(test.less(), limit)
                && isSame(test.more(), more)
                && (test.form() == Comparison.Form.STRICT || limit != less);
    }

    private boolean isSame(Expression one, Expression other) {
        Expression data = measured(one);
        return one.equals(other) || data != null && data.equals(measured(other));
    }

    /** A number that the place of its parts alone decides: a local, a constant, or the size of what a local holds. */
    private boolean isKnown(Expression value) {
        return value instanceof Expression.Local || value instanceof Expression.Constant || measured(value) != null;
    }

    /** The local whose data the value is the size of. */
    private Expression.@Nullable Local measured(Expression value) {
        return value instanceof Expression.Result result
                        && isNumberOf(origins.call(procedure, result.call()))
                        && origins.call(procedure, result.call()).receiver() instanceof Expression.Local local
                ? local
                : null;
    }

    private boolean isNumberOf(Instruction.Invoke call) {
        return call.arguments().isEmpty() && facts.isNumberOf(procedure, call);
    }

    /** Whether the instruction may bring both together. */
    private boolean mayMeet(Instruction instruction, Expression less, Expression more) {
        if (instruction instanceof Instruction.Assign assign) {
            return assign.target().equals(less)
                    || assign.target().equals(more)
                    || assign.target().equals(measured(less))
                    || assign.target().equals(measured(more));
        }
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        return mayResize(call, measured(less)) || mayResize(call, measured(more));
    }

    private boolean mayResize(Instruction.Invoke call, Expression.@Nullable Local data) {
        return data != null
                && !values.sizeChanges().isFixed(procedure, data)
                && values.sizeChanges().aliases(procedure, data).stream()
                        .anyMatch(
                                name -> !facts.sizeChange(procedure, call, name).equals(Change.NONE));
    }

    // ---- where it stands

    private @Nullable Place assignment(Expression.Local local) {
        return find(instruction -> instruction instanceof Instruction.Assign assign
                && assign.target().equals(local));
    }

    private @Nullable Place place(Instruction.Invoke call) {
        return find(instruction -> instruction == call);
    }

    private @Nullable Place find(Predicate<Instruction> wanted) {
        for (Block block : flow.body().blocks()) {
            for (int i = 0; i < block.instructions().size(); i++) {
                if (wanted.test(block.instructions().get(i))) {
                    return new Place(block, i);
                }
            }
        }
        return null;
    }
}
