package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.CallFacts;
import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The depth of a recursion that hands one object along, or is made on one, and counts in a field of it, which the methods of the
 * cycle only ever move towards the limit.
 */
final class CarriedDepth {

    private final Engine engine;
    private final Procedure member;
    private final Expression object;
    private final Map<Procedure, Expression> places;
    private final List<Procedure> cycle;
    private final Set<Instruction.Invoke> inside;

    /**
     * A recursion.
     *
     * @param object the parameter with the object, or the object that the method is called on: the same one in each activation
     * @param places what the object is in other methods of the cycle
     * @param cycle the procedures that call each other
     * @param inside the calls in them that make the cycle
     */
    CarriedDepth(
            Engine engine,
            Procedure member,
            Expression object,
            Map<Procedure, Expression> places,
            List<Procedure> cycle,
            Set<Instruction.Invoke> inside) {
        this.engine = engine;
        this.member = member;
        this.object = object;
        this.places = places;
        this.cycle = cycle;
        this.inside = inside;
    }

    /** A call of the cycle. */
    record Again(Procedure from, Instruction.Invoke call) {}

    /** What is known of the recursion as a whole. */
    interface Cycle {

        /** Whether the value is the same in each activation of the member. */
        boolean isFixed(Expression limit);

        /** Whether each way round the cycle makes one of the calls. */
        boolean isCutBy(Set<Instruction.Invoke> calls);
    }

    /** Activations that make a further call, one inside the other, at most, where each stands behind the test of the block. */
    Optional<Formula> calls(int block, Comparison test, List<Again> again, Cycle whole) {
        if (test.form() != Comparison.Form.STRICT && test.form() != Comparison.Form.LOOSE) {
            return Optional.empty();
        }
        return limited(block, test, true, again, whole).or(() -> limited(block, test, false, again, whole));
    }

    private Optional<Formula> limited(int block, Comparison test, boolean rises, List<Again> again, Cycle whole) {
        CallFacts.Left tested = counter(block, rises ? test.less() : test.more());
        Expression limit = rises ? test.more() : test.less();
        if (tested == null || !FieldRecursion.isFixed(engine, limit) && !whole.isFixed(limit)) {
            return Optional.empty();
        }
        int sign = rises ? 1 : -1;
        long step = Long.MAX_VALUE;
        Set<Instruction.Invoke> counted = new HashSet<>();
        for (Again one : again) {
            long before = stepBefore(one, tested.field(), sign);
            if (before >= 1) {
                step = Math.min(step, before);
                counted.add(one.call());
            }
        }
        if (!whole.isCutBy(counted) || step > Change.UNLIMITED || !neverBack(tested.field(), sign)) {
            return Optional.empty();
        }
        long by = step;
        // what the test saw is so far behind what the field holds then
        long behind = Math.max(0, sign * tested.since()) + (test.form() == Comparison.Form.LOOSE ? 1 : 0);
        return engine.values()
                .reach(member, tested.field(), limit, rises)
                .map(span -> span.plus(Formula.of(behind)).ceilDividedBy(by).atLeastZero());
    }

    /** The field of the object that is tested: itself, or what a method of the object gives of it that moves it. */
    private CallFacts.@Nullable Left counter(int block, Expression side) {
        if (side instanceof Expression.Local local) {
            return copied(block, local);
        }
        if (side instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(member, result.call());
            return engine.facts()
                    .inlined(member, call)
                    .map(value -> value instanceof Expression.Field field ? new CallFacts.Left(field, 0) : null)
                    .or(() -> engine.facts().left(member, call))
                    .filter(left -> isOfObject(left.field()))
                    .orElse(null);
        }
        return side instanceof Expression.Field field && isOfObject(field) ? new CallFacts.Left(field, 0) : null;
    }

    /** The field of the object of which the block has made a copy, and how far it has moved since: {@code n.getAndIncrement() > 5}. */
    private CallFacts.@Nullable Left copied(int block, Expression.Local local) {
        List<Instruction> instructions =
                engine.flows().of(member).body().blocks().get(block).instructions();
        for (int i = instructions.size() - 1; i >= 0; i--) {
            if (instructions.get(i) instanceof Instruction.Assign assign
                    && assign.target().equals(local)) {
                return assign.value() instanceof Expression.Field field && isOfObject(field)
                        ? left(field, instructions.subList(i + 1, instructions.size()))
                        : null;
            }
        }
        return null;
    }

    private CallFacts.@Nullable Left left(Expression.Field field, List<Instruction> since) {
        Change moved = Change.NONE;
        for (Instruction instruction : since) {
            moved = moved.then(FieldRecursion.change(engine, member, instruction, field));
        }
        return moved.kind() == Change.Kind.ADD && moved.least() == moved.most()
                ? new CallFacts.Left(field, moved.least())
                : null;
    }

    /** A field of the object, or of what the object holds for good. */
    private boolean isOfObject(Expression.Field field) {
        return object.equals(field.receiver())
                || object instanceof Expression.This && field.receiver() == null
                || field.receiver() instanceof Expression.Field holder
                        && isOfObject(holder)
                        && engine.values().isConstantField(holder);
    }

    /**
     * How far the field has moved at least when the call is made: by one statement that stands before it on every path, or before
     * the function is written that makes the call.
     */
    private long stepBefore(Again again, Expression.Field field, int sign) {
        Procedure at = again.from();
        long most = stepBefore(at, again.call()::equals, field, sign);
        while (at != member && at.isLambda() && at.parent() != null) {
            int lambda = at.lambdaIndex();
            at = at.parent();
            most = Math.max(most, stepBefore(at, written -> RecursionBounds.mentions(written, lambda), field, sign));
        }
        return most;
    }

    /** The field as another procedure of the cycle names it. */
    private Expression.Field in(Procedure procedure, Expression.Field field) {
        Expression place = places.get(procedure.root());
        Expression receiver = field.receiver();
        if (place == null || receiver == null) {
            return field;
        }
        Expression there = receiver.equals(object)
                ? place
                : receiver instanceof Expression.Field holder ? in(procedure, holder) : receiver;
        return new Expression.Field(there, field.owner(), field.name());
    }

    private long stepBefore(Procedure procedure, Predicate<Instruction> wanted, Expression.Field field, int sign) {
        ControlFlow flow = engine.flows().of(procedure);
        long most = 0;
        int at = -1;
        for (Block block : flow.body().blocks()) {
            if (block.instructions().stream().anyMatch(wanted)) {
                at = block.id();
            }
        }
        for (Block block : flow.body().blocks()) {
            if (at < 0 || !flow.isReachable(block.id()) || !flow.dominates(block.id(), at)) {
                continue;
            }
            for (Instruction instruction : block.instructions()) {
                if (wanted.test(instruction)) {
                    break;
                }
                most = Math.max(most, moved(procedure, instruction, field, sign).least());
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
        return instruction instanceof Instruction.Invoke call && (inside.contains(call) || isOnlyCycle(procedure, call))
                ? Change.NONE
                : FieldRecursion.change(engine, procedure, instruction, in(procedure, field))
                        .times(sign);
    }

    /** Whether a library's call runs nothing but functions of the cycle, which are looked at themselves. */
    private boolean isOnlyCycle(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = engine.calls().of(procedure, call);
        return meaning.targets().isEmpty()
                && !meaning.functions().isEmpty()
                && meaning.functions().stream().allMatch(function -> cycle.containsAll(function.procedures()));
    }
}
