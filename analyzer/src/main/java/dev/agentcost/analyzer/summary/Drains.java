package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.bound.ExpressionText;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Recursions that go on only while something is left of what each activation takes from: {@code String task = queue.poll(); if (task ==
 * null) return;}. Where nothing of the recursion adds to it, there are no more activations that go on than it held.
 */
final class Drains {

    private final Engine engine;
    private final RecursionBounds recursions;
    private final Procedure member;
    private final List<RecursionBounds.Edge> edges;

    /** @param edges all calls of the recursion, each cycle of which goes through the member */
    Drains(Engine engine, RecursionBounds recursions, Procedure member, List<RecursionBounds.Edge> edges) {
        this.engine = engine;
        this.recursions = recursions;
        this.member = member;
        this.edges = edges;
    }

    /**
     * A test that a further call needs.
     *
     * @param drained what is taken from, as written
     */
    record Found(SourceLocation at, String test, String drained) {}

    /** The first test that something was left; empty where there is none. */
    Optional<Found> drained() {
        ControlFlow flow = engine.flows().of(member);
        for (Block block : flow.body().blocks()) {
            if (block.terminator() instanceof Terminator.Branch branch && flow.isReachable(block.id())) {
                boolean onTrue = recursions.isBehind(member, edges, flow, block.id(), branch.whenTrue());
                boolean onFalse = recursions.isBehind(member, edges, flow, block.id(), branch.whenFalse());
                Expression drained = onTrue == onFalse ? null : drained(flow, branch.condition(), onTrue);
                if (drained != null && isSame(drained) && onlyShrinks(drained)) {
                    ExpressionText text = new ExpressionText(member, engine.origins());
                    return Optional.of(
                            new Found(member.at(branch.line()), text.of(branch.condition()), text.of(drained)));
                }
            }
        }
        return Optional.empty();
    }

    /** What is taken from before each further call, where the test says that there was something. */
    private @Nullable Expression drained(ControlFlow flow, Expression condition, boolean holds) {
        if (condition instanceof Expression.Not not) {
            return drained(flow, not.operand(), !holds);
        } else if (condition instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(member, result.call());
            Cursor asked = holds ? Cursor.TEST : Cursor.TEST_END;
            return is(call, asked::equals) && isTakenBeforeEach(flow, call.receiver()) ? call.receiver() : null;
        }
        return Comparison.of(condition, holds)
                .map(test -> test.form() == Comparison.Form.UNEQUAL && test.more() instanceof Expression.Null
                        ? takenFrom(test.less())
                        : test.form() == Comparison.Form.STRICT
                                        && test.less().equals(new Expression.Constant(0L))
                                        && test.more() instanceof Expression.Result size
                                ? sized(flow, engine.origins().call(member, size.call()))
                                : null)
                .orElse(null);
    }

    /** {@code !queue.isEmpty()} by its number. */
    private @Nullable Expression sized(ControlFlow flow, Instruction.Invoke call) {
        return engine.facts().isNumberOf(member, call) && isTakenBeforeEach(flow, call.receiver())
                ? call.receiver()
                : null;
    }

    /** The queue of which the value is what was taken, or null where there was nothing. */
    private @Nullable Expression takenFrom(Expression value) {
        Expression taken = value instanceof Expression.Local local
                ? engine.origins().only(member, local).orElse(value)
                : value;
        if (!(taken instanceof Expression.Result result)) {
            return null;
        }
        Instruction.Invoke call = engine.origins().call(member, result.call());
        return is(call, Cursor.ADVANCE_AND_TEST::equals)
                        && call.arguments().isEmpty()
                        && takes(member, call, call.receiver())
                ? call.receiver()
                : null;
    }

    private boolean is(Instruction.Invoke call, Predicate<Cursor> wanted) {
        return call.receiver() != null
                && engine.facts().cursor(member, call).filter(wanted).isPresent();
    }

    private boolean takes(Procedure code, Instruction.Invoke call, @Nullable Expression place) {
        if (place == null || !place.equals(call.receiver())) {
            return false;
        }
        Change change = engine.facts().sizeChange(code, call, place);
        return change.kind() == Change.Kind.ADD && change.most() <= -1;
    }

    private boolean isTakenBeforeEach(ControlFlow flow, @Nullable Expression place) {
        return edges.stream().filter(edge -> edge.from().root() == member).allMatch(edge -> {
            int at = RecursionBounds.blockOf(member, edge, flow);
            return at >= 0
                    && flow.body().blocks().stream()
                            .filter(block -> block.id() == at || flow.dominates(block.id(), at))
                            .flatMap(block -> block.instructions().stream()
                                    .takeWhile(one -> !RecursionBounds.isCall(member, edge, one)))
                            .anyMatch(one -> one instanceof Instruction.Invoke call && takes(member, call, place));
        });
    }

    /** Whether each activation takes from the same. */
    private boolean isSame(Expression drained) {
        return (drained instanceof Expression.Local || drained instanceof Expression.Field)
                && recursions.isFixed(member, drained, edges);
    }

    /** Whether neither the methods of the recursion nor a function in them adds anything. */
    private boolean onlyShrinks(Expression drained) {
        return engine.program().procedures().stream()
                .filter(code -> RecursionBounds.inside(edges).contains(code.root()))
                .allMatch(code -> engine.graph().calls(code).stream()
                        .allMatch(call -> edges.stream().anyMatch(edge -> edge.call() == call)
                                || engine.facts()
                                        .sizeChange(code, call, drained)
                                        .neverUp()));
    }
}
