package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends of chunks: {@code end = Math.min(at + 1000, text.length())} is {@code at + 1000} in each turn that another one comes after, where
 * the loop ends as soon as the limit is reached: by {@code at < text.length()} where {@code at = end}, or by a test of {@code end}.
 */
final class ChunkEnds {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Loop loop;
    private final Origins origins;
    private final LoopSizes sizes;

    ChunkEnds(Procedure procedure, ControlFlow flow, Loop loop, Origins origins, LoopSizes sizes) {
        this.procedure = procedure;
        this.flow = flow;
        this.loop = loop;
        this.origins = origins;
        this.sizes = sizes;
    }

    /** What is assigned in a turn that another one comes after, as far as the value is the end of a chunk, or is reckoned from it. */
    Expression withoutLimit(Block block, Instruction.Assign assign, Expression value) {
        return assign.target() instanceof Expression.Local place && flow.assignments(loop, place) == 1
                ? withoutLimit(block, place, value, true)
                : value;
    }

    /** @param whole whether the place becomes just this value */
    private Expression withoutLimit(Block block, Expression.Local place, Expression value, boolean whole) {
        if (value instanceof Expression.Binary binary
                && (binary.operator() == Expression.Operator.PLUS || binary.operator() == Expression.Operator.MINUS)) {
            return new Expression.Binary(
                    binary.operator(), withoutLimit(block, place, binary.left(), false), binary.right());
        }
        Expression.Local end = value instanceof Expression.Local local && !local.equals(place) ? local : null;
        Expression made = end == null ? value : madeInTurn(block, end).orElse(value);
        if (!(made instanceof Expression.Result result)) {
            return value;
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        if (!Values.isExtreme(call) || !call.target().name().equals("min")) {
            return value;
        }
        for (int i = 0; i < 2; i++) {
            Expression next = call.arguments().get(i);
            Expression limit = call.arguments().get(1 - i);
            boolean isEnd = next instanceof Expression.Binary binary
                    && (binary.left().equals(place) || binary.right().equals(place))
                    && isFixed(limit);
            if (isEnd && (whole && isLeftAt(place, limit) || end != null && isBelow(block, end, limit))) {
                return next;
            }
        }
        return value;
    }

    /** What a local was given earlier in the turn, where it is given nothing else. */
    private Optional<Expression> madeInTurn(Block block, Expression.Local end) {
        return origins.only(procedure, end)
                .filter(only -> making(end)
                        .filter(made -> flow.loopOf(made.id()) == loop && flow.dominates(made.id(), block.id()))
                        .isPresent());
    }

    private Optional<Block> making(Expression.Local end) {
        return flow.body().blocks().stream()
                .filter(block -> loop.contains(block.id())
                        && block.instructions().stream()
                                .anyMatch(instruction -> instruction instanceof Instruction.Assign assign
                                        && assign.target().equals(end)))
                .findFirst();
    }

    /** Whether the loop leaves the value as it is. */
    private boolean isFixed(Expression limit) {
        Expression of = normal(limit);
        if (of instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            return call.arguments().isEmpty()
                    && call.receiver() instanceof Expression.Local holder
                    && !flow.assigns(loop, holder)
                    && flow.instructions(loop).stream()
                            .allMatch(instruction -> !(instruction instanceof Instruction.Invoke other)
                                    || sizes.ofCall(other, holder).equals(Change.NONE));
        }
        return of instanceof Expression.Constant
                || of instanceof Expression.Local local && !flow.assigns(loop, local)
                || of instanceof Expression.Length length
                        && length.array() instanceof Expression.Local array
                        && !flow.assigns(loop, array);
    }

    /** {@code int length = text.length()} before the loop. */
    private Expression normal(Expression limit) {
        return limit instanceof Expression.Local local && !flow.assigns(loop, local)
                ? origins.only(procedure, local)
                        .filter(Expression.Result.class::isInstance)
                        .orElse(limit)
                : limit;
    }

    private boolean isSame(Expression one, Expression other) {
        Expression first = normal(one);
        Expression second = normal(other);
        if (first instanceof Expression.Result left && second instanceof Expression.Result right) {
            Instruction.Invoke call = origins.call(procedure, left.call());
            Instruction.Invoke again = origins.call(procedure, right.call());
            return call.target().equals(again.target())
                    && call.receiver() != null
                    && call.receiver().equals(again.receiver())
                    && call.arguments().isEmpty();
        }
        return first.equals(second);
    }

    /** Whether each turn leaves the loop where the place has come to the limit. */
    private boolean isLeftAt(Expression.Local place, Expression limit) {
        return flow.body().blocks().stream().anyMatch(test -> leavesAt(test, place, limit));
    }

    /** Whether a test of the end, which is never beyond its limit, leaves the loop where it is there, before the block is come to. */
    private boolean isBelow(Block at, Expression.Local end, Expression limit) {
        return making(end).stream()
                .flatMap(made -> flow.body().blocks().stream()
                        .filter(test -> flow.dominates(made.id(), test.id()) && flow.dominates(test.id(), at.id())))
                .anyMatch(test -> leavesAt(test, end, limit));
    }

    private boolean leavesAt(Block test, Expression.Local value, Expression limit) {
        if (!loop.contains(test.id())
                || !flow.onEveryTurn(loop, test.id())
                || !(test.terminator() instanceof Terminator.Branch branch)) {
            return false;
        }
        Boolean below = below(branch.condition(), value, limit);
        return below != null && !loop.contains(below ? branch.whenFalse() : branch.whenTrue());
    }

    /** Whether the value is below the limit where the condition holds, or where it does not; null where it says neither. */
    private @Nullable Boolean below(Expression condition, Expression value, Expression limit) {
        if (condition instanceof Expression.Not not) {
            Boolean inside = below(not.operand(), value, limit);
            return inside == null ? null : !inside;
        }
        if (!(condition instanceof Expression.Binary binary)) {
            return null;
        }
        boolean straight = binary.left().equals(value) && isSame(binary.right(), limit);
        boolean turned = binary.right().equals(value) && isSame(binary.left(), limit);
        return switch (binary.operator()) {
            case LESS -> straight ? Boolean.TRUE : null;
            case GREATER -> turned ? Boolean.TRUE : null;
            case GREATER_EQUAL -> straight ? Boolean.FALSE : null;
            case LESS_EQUAL -> turned ? Boolean.FALSE : null;
            // an end is never beyond its limit
            case EQUAL -> straight || turned ? Boolean.FALSE : null;
            case NOT_EQUAL -> straight || turned ? Boolean.TRUE : null;
            default -> null;
        };
    }
}
