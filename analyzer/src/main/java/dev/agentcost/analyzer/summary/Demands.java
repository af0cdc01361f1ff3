package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.ir.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a test demands for control to take one of its sides: both sides of {@code a && b}, neither one of {@code a || b}, and what a
 * test that is a method of its own demands to give that answer.
 */
final class Demands {

    /** How many methods away from the test a demand is looked for, at most. */
    private static final int DEPTH = 4;

    private final Engine engine;

    Demands(Engine engine) {
        this.engine = engine;
    }

    /**
     * One condition of several that all must be met.
     *
     * @param holds whether it must hold, or must not
     */
    record Demand(Expression condition, boolean holds) {}

    /** All demands of the side of the test where the condition holds, or where it does not. */
    List<Demand> of(Procedure code, Expression condition, boolean holds) {
        List<Demand> found = new ArrayList<>();
        collect(code, new Demand(condition, holds), DEPTH, found);
        return found;
    }

    /** Those of a test that are comparisons of two numbers. */
    Stream<Comparison> comparisons(Procedure code, NeededTests.Test test) {
        return of(code, test.condition(), test.holds()).stream()
                .flatMap(demand -> Comparison.of(demand.condition(), demand.holds()).stream());
    }

    private void collect(Procedure code, Demand demand, int depth, List<Demand> found) {
        Expression condition = demand.condition();
        if (condition instanceof Expression.Not not) {
            collect(code, new Demand(not.operand(), !demand.holds()), depth, found);
        } else if (condition instanceof Expression.Binary binary
                && binary.operator() == (demand.holds() ? Expression.Operator.AND : Expression.Operator.OR)) {
            collect(code, new Demand(binary.left(), demand.holds()), depth, found);
            collect(code, new Demand(binary.right(), demand.holds()), depth, found);
        } else {
            found.add(demand);
            if (condition instanceof Expression.Result result && depth > 0) {
                engine.facts()
                        .verdict(code, engine.origins().call(code, result.call()), demand.holds())
                        .forEach(part -> collect(code, new Demand(part, true), depth - 1, found));
            }
        }
    }
}
