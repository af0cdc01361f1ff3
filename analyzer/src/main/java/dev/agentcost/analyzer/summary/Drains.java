package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
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

    /** The first test that something was left; empty where there is none. */
    Optional<RecursionBounds.Needed> drained() {
        return recursions.needed(
                member,
                edges,
                (condition, holds) -> Optional.ofNullable(drained(condition, holds))
                        .filter(place -> isSame(place) && onlyShrinks(place)));
    }

    /** What is taken from before each further call, where the test says that there was something. */
    private @Nullable Expression drained(Expression condition, boolean holds) {
        if (condition instanceof Expression.Not not) {
            return drained(not.operand(), !holds);
        } else if (condition instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(member, result.call());
            Cursor asked = holds ? Cursor.TEST : Cursor.TEST_END;
            return is(call, asked::equals) && isTakenBeforeEach(call.receiver()) ? call.receiver() : null;
        }
        return Comparison.of(condition, holds)
                .map(test -> test.form() == Comparison.Form.UNEQUAL && test.more() instanceof Expression.Null
                        ? takenFrom(test.less())
                        : test.form() == Comparison.Form.STRICT
                                        && test.less().equals(new Expression.Constant(0L))
                                        && test.more() instanceof Expression.Result size
                                ? sized(engine.origins().call(member, size.call()))
                                : null)
                .orElse(null);
    }

    /** {@code !queue.isEmpty()} by its number. */
    private @Nullable Expression sized(Instruction.Invoke call) {
        return engine.facts().isNumberOf(member, call) && isTakenBeforeEach(call.receiver()) ? call.receiver() : null;
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

    private boolean isTakenBeforeEach(@Nullable Expression place) {
        return recursions.isBeforeEach(
                member,
                edges,
                instruction -> instruction instanceof Instruction.Invoke call && takes(member, call, place));
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
