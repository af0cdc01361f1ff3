package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collections that the way to a block has found not to be empty: {@code if (calls.isEmpty()) return;}. A collection is one that a local
 * holds, or what an object in a local says that it has: {@code while (answer.hasToolExecutionRequests())}.
 */
final class Emptiness {

    /** How the part of an answer is named that holds the tool calls which it asks for. */
    private static final String TOOLS = "tools:";

    private static final Set<ContextOperation> TAKING =
            Set.of(ContextOperation.PRUNE, ContextOperation.CLEAR, ContextOperation.REPLACE);

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Origins origins;
    private final Values values;
    private final CallFacts facts;
    private final Starts starts;
    private final Effort effort;

    Emptiness(
            Procedure procedure,
            ControlFlow flow,
            Origins origins,
            Values values,
            CallFacts facts,
            Starts starts,
            Effort effort) {
        this.procedure = procedure;
        this.flow = flow;
        this.origins = origins;
        this.values = values;
        this.facts = facts;
        this.starts = starts;
        this.effort = effort;
    }

    /**
     * A collection.
     *
     * @param holder the local that holds it, or whose object has it
     * @param part what the object calls it; empty where the local holds the collection itself
     */
    private record Held(Expression.Local holder, String part) {}

    /** Whether a loop goes over what was found not to be empty, in the same turn of the loop round it. */
    boolean turnsOnce(Loop loop) {
        return flow.body().blocks().get(loop.header()).terminator() instanceof Terminator.Branch branch
                && branch.condition() instanceof Expression.HasNext test
                && test.cursor() instanceof Expression.Local cursor
                && onlyAssigned(cursor).orElse(cursor) instanceof Expression.Cursor over
                && isSomething(loop.header(), over.collection());
    }

    /** Whether the value is the number of elements of a collection that has some. */
    boolean isNumberOfSome(int block, Expression value) {
        Expression counted = counted(value);
        return counted != null && isSomething(block, counted);
    }

    /** Whether every way to the block has found that the collection has elements, and nothing may have taken them away. */
    private boolean isSomething(int target, Expression collection) {
        if (!(collection instanceof Expression.Local local)) {
            Held part = part(collection);
            return part != null && isSomething(target, part, target, List.of(part));
        }
        Expression value = onlyAssigned(local).orElse(null);
        Held part = value == null ? null : part(value);
        List<Held> names = part == null ? List.of() : List.of(part);
        return !values.sizeChanges().mayShrink(procedure, local)
                && (isSomething(target, new Held(local, ""), target, names)
                        || part != null && isSomething(target, part, assigning(local), names));
    }

    private int assigning(Expression.Local local) {
        for (int block : flow.order()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(local)) {
                    return block;
                }
            }
        }
        return -1;
    }

    /**
     * Whether a test tells so.
     *
     * @param read where the collection is asked for: behind the test, unless its object is always the same one
     * @param names the objects that have the collection
     */
    private boolean isSomething(int target, Held held, int read, List<Held> names) {
        effort.spend(flow.order().length);
        for (int block : flow.order()) {
            if (!flow.dominates(block, target)
                    || !(flow.body().blocks().get(block).terminator() instanceof Terminator.Branch branch)) {
                continue;
            }
            for (FlowEdge edge : flow.outgoing(block)) {
                boolean tells = edge.kind() == FlowEdge.Kind.WHEN_TRUE && tells(branch.condition(), true, held)
                        || edge.kind() == FlowEdge.Kind.WHEN_FALSE && tells(branch.condition(), false, held);
                if (tells
                        && starts.isOnEveryWay(edge, target)
                        && (onlyAssigned(held.holder()).isPresent() || starts.isOnEveryWay(edge, read))
                        && isKept(edge, target, held, names)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the collection has elements where the condition has the value. */
    private boolean tells(Expression condition, boolean value, Held held) {
        if (condition instanceof Expression.Not not) {
            return tells(not.operand(), !value, held);
        } else if (condition instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            return value
                    ? held.holder().equals(call.receiver())
                            && held.part().startsWith(TOOLS)
                            && facts.asksForTools(procedure, call)
                    : call.target().name().equals("isEmpty") && isOf(call.receiver(), held);
        }
        return Comparison.of(condition, value)
                .filter(Emptiness::isAboveZero)
                .filter(test -> isOf(counted(test.more()), held) || isOf(counted(test.less()), held))
                .isPresent();
    }

    /** Of a number that is not negative. */
    private static boolean isAboveZero(Comparison test) {
        return switch (test.form()) {
            case STRICT -> isAtLeast(test.less(), 0);
            case LOOSE -> isAtLeast(test.less(), 1);
            case UNEQUAL -> isZero(test.less()) || isZero(test.more());
            case EQUAL -> isAtLeast(test.less(), 1) || isAtLeast(test.more(), 1);
        };
    }

    private static boolean isAtLeast(Expression value, long least) {
        return value instanceof Expression.Constant constant
                && constant.value() instanceof Long number
                && number >= least;
    }

    private static boolean isZero(Expression value) {
        return value instanceof Expression.Constant constant && Long.valueOf(0).equals(constant.value());
    }

    private boolean isOf(@Nullable Expression collection, Held held) {
        return held.part().isEmpty()
                ? held.holder().equals(collection)
                : collection instanceof Expression.Local local
                        ? onlyAssigned(held.holder()).isPresent()
                                && onlyAssigned(local)
                                        .filter(value -> held.equals(part(value)))
                                        .isPresent()
                        : collection != null && held.equals(part(collection));
    }

    /** The collection of which the value is the number of elements. */
    private @Nullable Expression counted(Expression value) {
        Expression size =
                value instanceof Expression.Local local ? onlyAssigned(local).orElse(value) : value;
        if (!(size instanceof Expression.Result result)) {
            return null;
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        return facts.isNumberOf(procedure, call) ? call.receiver() : null;
    }

    /** What an object in a local has for good, by a method that does nothing else than say it. */
    private @Nullable Held part(Expression value) {
        if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            if (facts.asksForTools(procedure, call)) {
                return call.receiver() instanceof Expression.Local holder
                        ? new Held(holder, TOOLS + call.target().name())
                        : null;
            }
            return facts.inlined(procedure, call).map(this::part).orElse(null);
        }
        return value instanceof Expression.Field field
                        && field.receiver() instanceof Expression.Local holder
                        && values.isConstantField(field)
                ? new Held(holder, field.owner() + "#" + field.name())
                : null;
    }

    private Optional<Expression> onlyAssigned(Expression.Local local) {
        return procedure.body().parameters().contains(local.name()) ? Optional.empty() : origins.only(procedure, local);
    }

    /** Whether nothing on the way from the test to the block takes another collection, or something out of this one. */
    private boolean isKept(FlowEdge edge, int target, Held held, List<Held> names) {
        BitSet behind = flow.reachable(edge.to(), out -> out != edge && out.from() != target);
        for (int block : flow.order()) {
            boolean between = behind.get(block)
                    && flow.reachable(block, out -> out != edge).get(target);
            if (between
                    && flow.body().blocks().get(block).instructions().stream()
                            .anyMatch(instruction -> instruction instanceof Instruction.Invoke call
                                    ? names.stream().anyMatch(name -> mayTake(call, name))
                                    : ((Instruction.Assign) instruction)
                                            .target()
                                            .equals(held.holder()))) {
                return false;
            }
        }
        return true;
    }

    private boolean mayTake(Instruction.Invoke call, Held held) {
        List<Expression> given = new ArrayList<>(call.arguments());
        Stream.ofNullable(call.receiver()).forEach(given::add);
        boolean takes =
                facts.operation(procedure, call).filter(TAKING::contains).isPresent();
        // a method of the program that is handed the object may take something out of what that has
        boolean unknown = !held.part().startsWith(TOOLS)
                && facts.isOfProgram(procedure, call)
                && facts.inlined(procedure, call).isEmpty();
        return unknown && given.contains(held.holder())
                || (takes || unknown) && given.stream().anyMatch(value -> isOf(value, held));
    }
}
