package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;

/** What is known of numbers in a loop, also from tests on the way to it. */
final class LoopNumbers {

    private final Procedure procedure;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final Starts starts;
    private final Defaults defaults;
    private final Remainders remainders;
    private final Emptiness emptiness;

    LoopNumbers(
            Procedure procedure,
            Origins origins,
            Values values,
            CallFacts facts,
            Starts starts,
            Defaults defaults,
            Remainders remainders,
            Emptiness emptiness) {
        this.procedure = procedure;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.starts = starts;
        this.defaults = defaults;
        this.remainders = remainders;
        this.emptiness = emptiness;
    }

    /** The range of a value, as far as it is known in the loop. */
    Range of(Loop loop, Expression value) {
        Range range = values.range(procedure, value);
        Long known = range.leastNumber();
        Long least = known == null ? starts.leastTested(loop, value) : null;
        if (least == null
                && (known == null || known == 0)
                && (defaults.isPositive(loop, value) || isSomething(loop, value) || remainders.isSome(value))) {
            least = 1L;
        }
        return least == null ? range : new Range(range.exact(), Formula.of(least), range.upper());
    }

    /** The same in one block of the loop, whose way there may have passed tests in the same turn. */
    Range of(Loop loop, int block, Expression value) {
        Range range = of(loop, value);
        Long least = range.leastNumber();
        boolean some = (least == null || least == 0) && emptiness.isNumberOfSome(block, value);
        return some ? new Range(range.exact(), Formula.ONE, range.upper()) : range;
    }

    /** The length of a text that was found not to be empty on every way to the loop. */
    private boolean isSomething(Loop loop, Expression value) {
        return value instanceof Expression.Result result
                && facts.isNumberOf(procedure, origins.call(procedure, result.call()))
                && origins.call(procedure, result.call()).receiver() instanceof Expression.Local holder
                && values.sizeChanges().isFixed(procedure, holder)
                && starts.isSomething(loop, holder);
    }
}
