package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The depth of a recursion that hands one object along and counts in a field of it, which the methods of the cycle only ever
 * move towards the limit.
 */
final class CarriedDepth {

    private final Engine engine;
    private final Procedure member;
    private final Expression.Local object;
    private final List<Procedure> cycle;
    private final Set<Instruction.Invoke> inside;

    /**
     * A recursion.
     *
     * @param object the parameter with the object, the same one in each further call
     * @param cycle the procedures that call each other
     * @param inside the calls in them that make the cycle
     */
    CarriedDepth(
            Engine engine,
            Procedure member,
            Expression.Local object,
            List<Procedure> cycle,
            Set<Instruction.Invoke> inside) {
        this.engine = engine;
        this.member = member;
        this.object = object;
        this.cycle = cycle;
        this.inside = inside;
    }

    /** A call of the member from the cycle. */
    record Again(Procedure from, Instruction.Invoke call) {}

    /** Activations that make a further call, one inside the other, at most, where each stands behind the test. */
    Optional<Formula> calls(Comparison test, List<Again> again) {
        if (test.form() != Comparison.Form.STRICT && test.form() != Comparison.Form.LOOSE) {
            return Optional.empty();
        }
        Expression.Field rising = counter(test.less());
        Expression.Field falling = counter(test.more());
        if ((rising == null) == (falling == null)) {
            return Optional.empty();
        }
        Expression.Field field = rising == null ? falling : rising;
        Expression limit = rising == null ? test.less() : test.more();
        if (field == null || !FieldRecursion.isFixed(engine, limit)) {
            return Optional.empty();
        }
        int sign = rising == null ? -1 : 1;
        long step = Long.MAX_VALUE;
        for (Again one : again) {
            step = Math.min(step, stepBefore(one, field, sign));
        }
        if (step < 1 || step > Change.UNLIMITED || !neverBack(field, sign)) {
            return Optional.empty();
        }
        long by = step;
        long loose = test.form() == Comparison.Form.LOOSE ? 1 : 0;
        return engine.values()
                .reach(member, field, limit, rising != null)
                .map(span -> span.plus(Formula.of(loose)).ceilDividedBy(by).atLeastZero());
    }

    private Expression.@Nullable Field counter(Expression side) {
        Expression value = side instanceof Expression.Result result
                ? engine.facts()
                        .inlined(member, engine.origins().call(member, result.call()))
                        .orElse(side)
                : side;
        return value instanceof Expression.Field field && object.equals(field.receiver()) ? field : null;
    }

    /** How far the field has moved at least when the call is made: by one statement that stands before it on every path. */
    private long stepBefore(Again again, Expression.Field field, int sign) {
        ControlFlow flow = engine.flows().of(again.from());
        long most = 0;
        int at = -1;
        for (Block block : flow.body().blocks()) {
            if (block.instructions().contains(again.call())) {
                at = block.id();
            }
        }
        for (Block block : flow.body().blocks()) {
            if (at < 0 || !flow.isReachable(block.id()) || !flow.dominates(block.id(), at)) {
                continue;
            }
            for (Instruction instruction : block.instructions()) {
                if (instruction == again.call()) {
                    break;
                }
                most = Math.max(
                        most, moved(again.from(), instruction, field, sign).least());
            }
        }
        return most;
    }

    private boolean neverBack(Expression.Field field, int sign) {
        for (Procedure procedure : cycle) {
            for (Block block : procedure.body().blocks()) {
                for (Instruction instruction : block.instructions()) {
                    if (!moved(procedure, instruction, field, sign).neverDown()) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private Change moved(Procedure procedure, Instruction instruction, Expression.Field field, int sign) {
        return instruction instanceof Instruction.Invoke call && inside.contains(call)
                ? Change.NONE
                : FieldRecursion.change(engine, procedure, instruction, field).times(sign);
    }
}
