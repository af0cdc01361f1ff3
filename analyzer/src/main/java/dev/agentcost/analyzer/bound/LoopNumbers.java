package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.Optional;

/** What is known of numbers in a loop, also from tests on the way to it. */
final class LoopNumbers {

    private final Procedure procedure;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final Starts starts;
    private final Defaults defaults;
    private final Remainders remainders;

    LoopNumbers(
            Procedure procedure,
            Origins origins,
            Values values,
            CallFacts facts,
            Starts starts,
            Defaults defaults,
            Remainders remainders) {
        this.procedure = procedure;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.starts = starts;
        this.defaults = defaults;
        this.remainders = remainders;
    }

    /** The range of a value, as far as it is known in the loop. */
    Range of(Loop loop, Expression value) {
        Range range = values.range(procedure, value);
        Long known = range.leastNumber();
        Long least = known == null ? starts.leastTested(loop, value) : null;
        if (least == null
                && (known == null || known == 0)
                && (defaults.isPositive(value) || isSomething(loop, value) || remainders.isSome(value))) {
            least = 1L;
        }
        return least == null ? range : new Range(range.exact(), Formula.of(least), range.upper());
    }

    /** The same in one block of the loop, whose way there may have passed tests in the same turn. */
    Range of(Loop loop, int block, Expression value) {
        Range range = of(loop, value);
        Long least = range.leastNumber();
        boolean some = (least == null || least == 0) && isSomething(block, value);
        return some ? new Range(range.exact(), Formula.ONE, range.upper()) : range;
    }

    /** {@code if (calls.isEmpty()) return; used += calls.size();}: the same list, since it has one assignment. */
    private boolean isSomething(int block, Expression value) {
        Expression size =
                value instanceof Expression.Local local ? onlyAssigned(local).orElse(value) : value;
        return size instanceof Expression.Result result
                && facts.size(procedure, origins.call(procedure, result.call()))
                        .filter(known -> known.relation() == Size.Relation.NUMBER_OF)
                        .isPresent()
                && origins.call(procedure, result.call()).receiver() instanceof Expression.Local holder
                && holdsSomething(block, holder);
    }

    private boolean holdsSomething(int block, Expression.Local holder) {
        return onlyAssigned(holder).isPresent()
                && !values.sizeChanges().mayShrink(procedure, holder)
                && starts.isSomething(block, holder);
    }

    /** Whether a loop goes over what was found not to be empty, in the same turn of the loop round it. */
    boolean turnsOnce(ControlFlow flow, Loop loop) {
        return flow.body().blocks().get(loop.header()).terminator() instanceof Terminator.Branch branch
                && branch.condition() instanceof Expression.HasNext test
                && test.cursor() instanceof Expression.Local cursor
                && onlyAssigned(cursor).orElse(cursor) instanceof Expression.Cursor over
                && over.collection() instanceof Expression.Local holder
                && holdsSomething(loop.header(), holder);
    }

    private Optional<Expression> onlyAssigned(Expression.Local local) {
        return procedure.body().parameters().contains(local.name()) ? Optional.empty() : origins.only(procedure, local);
    }

    /** The length of a text that was found not to be empty on every way to the loop. */
    private boolean isSomething(Loop loop, Expression value) {
        return value instanceof Expression.Result result
                && facts.size(procedure, origins.call(procedure, result.call()))
                        .filter(size -> size.relation() == Size.Relation.NUMBER_OF)
                        .isPresent()
                && origins.call(procedure, result.call()).receiver() instanceof Expression.Local holder
                && values.sizeChanges().isFixed(procedure, holder)
                && starts.isSomething(loop, holder);
    }
}
