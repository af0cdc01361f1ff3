package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the counters of the loops around a loop may hold where it begins. */
final class OuterCounters {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Values values;
    private final Invariants invariants;
    private final Starts starts;
    private final Function<Loop, LoopPaths> paths;

    OuterCounters(
            Procedure procedure,
            ControlFlow flow,
            Values values,
            Invariants invariants,
            Starts starts,
            Function<Loop, LoopPaths> paths) {
        this.procedure = procedure;
        this.flow = flow;
        this.values = values;
        this.invariants = invariants;
        this.starts = starts;
        this.paths = paths;
    }

    /** What the counters of the loops around may hold where the loop begins. */
    void assume(Loop loop, Map<Loop, LoopBound> bounds) {
        for (Loop outer = loop.parent(); outer != null; outer = outer.parent()) {
            LoopBound bound = bounds.get(outer);
            if (bound != null && bound.guard() >= 0) {
                assumeCounter(outer, bound.guard(), loop);
            }
        }
    }

    private void assumeCounter(Loop outer, int guard, Loop inner) {
        if (!(flow.body().blocks().get(guard).terminator() instanceof Terminator.Branch branch)
                || !flow.dominates(guard, inner.header())) {
            return;
        }
        boolean stayWhen = outer.contains(branch.whenTrue());
        if (stayWhen && outer.contains(branch.whenFalse())) {
            return;
        }
        LoopPaths turns = paths.apply(outer);
        Comparison comparison = Comparison.of(branch.condition(), stayWhen).orElse(null);
        if (comparison == null
                || comparison.form() == Comparison.Form.UNEQUAL
                || comparison.form() == Comparison.Form.EQUAL) {
            return;
        }
        long strict = comparison.form() == Comparison.Form.STRICT ? 1 : 0;
        if (comparison.less() instanceof Expression.Local local && isStill(turns, inner, local)) {
            Range limit = values.range(procedure, comparison.more());
            boolean rises = neverDown(turns, local);
            Range start = starts.of(outer, turns, new Variable(Variable.Kind.VALUE, local));
            if (limit.upper() != null && invariants.holds(outer, turns, comparison.more())) {
                values.assume(
                        procedure,
                        local,
                        Range.between(
                                rises ? start.lower() : null, limit.upper().minus(Formula.of(strict))));
            }
        } else if (comparison.more() instanceof Expression.Local local && isStill(turns, inner, local)) {
            Range limit = values.range(procedure, comparison.less());
            boolean falls =
                    turns.of(new Variable(Variable.Kind.VALUE, local)).turn().neverUp();
            Range start = starts.of(outer, turns, new Variable(Variable.Kind.VALUE, local));
            if (falls && lasting(start.upper()) != null && invariants.holds(outer, turns, comparison.less())) {
                values.assume(
                        procedure,
                        local,
                        Range.between(
                                limit.lower() == null ? null : limit.lower().plus(Formula.of(strict)), start.upper()));
            }
        }
    }

    /** The limit, unless it speaks of a local as it was when the outer loop began, which may have changed since. */
    private static @Nullable Formula lasting(@Nullable Formula limit) {
        return limit == null
                        || limit.symbols().stream()
                                .anyMatch(symbol -> symbol.origin().isEmpty())
                ? null
                : limit;
    }

    private static boolean neverDown(LoopPaths turns, Expression.Local local) {
        return turns.of(new Variable(Variable.Kind.VALUE, local)).turn().neverDown();
    }

    /** From the head of the outer loop to the inner one, and in there, nothing moves the local. */
    private static boolean isStill(LoopPaths turns, Loop inner, Expression.Local local) {
        Variable variable = new Variable(Variable.Kind.VALUE, local);
        LoopPaths.Changes changes = turns.of(variable);
        return Change.NONE.equals(changes.before().get(inner.header()))
                && changes.steps().stream().noneMatch(inner::contains)
                && changes.turn().kind() == Change.Kind.ADD;
    }
}
