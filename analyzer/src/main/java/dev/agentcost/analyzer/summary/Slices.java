package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a context are no longer however long that gets: {@code history.subList(Math.max(0, history.size() - 20),
 * history.size())}, and the whole of it where a test has found it to be short enough. What is sent of it grows no more.
 */
final class Slices {

    /** How many locals and operators a number is looked through. */
    private static final int DEPTH = 6;

    private final Calls calls;
    private final Origins origins;
    private final Flows flows;
    private final BiFunction<Procedure, Expression, Set<ContextId>> contexts;
    // assignments whose uses are looked at: a use may ask for the same again
    private final Set<Origin> open = new HashSet<>();
    private final Map<Procedure, Map<FlowEdge, Expression>> shortEdges = new HashMap<>();
    private final Map<Assigned, Boolean> usedOnlyShort = new HashMap<>();

    /** @param edges on which the value has been found to be short */
    private record Assigned(Expression.Local local, Origin value, Set<FlowEdge> edges) {}

    Slices(Calls calls, Origins origins, Flows flows, BiFunction<Procedure, Expression, Set<ContextId>> contexts) {
        this.calls = calls;
        this.origins = origins;
        this.flows = flows;
        this.contexts = contexts;
    }

    /** The library's call that cuts a value out of another, also where a copy or view is made of the part; empty where it is no part. */
    Optional<Instruction.Invoke> cutting(Procedure procedure, Expression value) {
        return cutting(procedure, value, DEPTH);
    }

    private Optional<Instruction.Invoke> cutting(Procedure procedure, @Nullable Expression value, int depth) {
        if (depth > 0 && value instanceof Expression.Local local) {
            return origins.only(procedure, local).flatMap(only -> cutting(procedure, only, depth - 1));
        }
        if (depth == 0 || !(value instanceof Expression.Result result)) {
            return Optional.empty();
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        CallMeaning meaning = calls.of(procedure, call);
        ContextOperation operation =
                meaning.row() == null ? null : meaning.row().context();
        if (operation == null || !meaning.targets().isEmpty()) {
            return Optional.empty();
        } else if (operation == ContextOperation.CUT) {
            return Optional.of(call);
        } else if (!Additions.WHOLE.contains(operation)) {
            return Optional.empty();
        } else if (call.receiver() != null) {
            return cutting(procedure, call.receiver(), depth - 1);
        }
        return call.arguments().size() == 1
                ? cutting(procedure, call.arguments().get(0), depth - 1)
                : Optional.empty();
    }

    /** Whether a library's call gives a part of what it is called on that does not get longer with it. */
    boolean isLimited(Procedure procedure, Instruction.Invoke call) {
        MethodRow row = calls.of(procedure, call).row();
        Expression whole = call.receiver();
        if (row == null || whole == null || call.arguments().isEmpty()) {
            return false;
        }
        List<Expression> ends = call.arguments();
        Size.Relation relation = row.size() == null ? null : row.size().relation();
        if (row.context() == ContextOperation.READ && ends.size() == 1) {
            return isReadFromLast(procedure, ends.get(0)) || isOne(procedure, call, ends.get(0));
        } else if (row.context() != ContextOperation.CUT) {
            return false;
        } else if (relation == Size.Relation.LIMIT) {
            return isFixed(procedure, ends.get(0), DEPTH);
        } else if (ends.size() == 1) {
            return isLast(procedure, ends.get(0), Optional.empty(), DEPTH);
        }
        return isLast(procedure, ends.get(0), Optional.of(ends.get(1)), DEPTH)
                || isFirst(procedure, ends.get(0), ends.get(1), DEPTH);
    }

    /** {@code history.get(0)}, {@code history.get(history.size() - 1)}: one element, which does not grow itself. */
    private boolean isOne(Procedure procedure, Instruction.Invoke call, Expression index) {
        boolean fixed = index instanceof Expression.Constant constant && constant.value() instanceof Number
                || index instanceof Expression.Binary minus
                        && minus.operator() == Operator.MINUS
                        && minus.right() instanceof Expression.Constant
                        && isSize(procedure, minus.left(), DEPTH);
        return fixed && calls.isValue(call.target().returnType());
    }

    /**
     * {@code for (int i = Math.max(0, list.size() - 20); ...; i++) list.get(i)}: to read with an index that only counts up from
     * there reads no more than the last ones.
     */
    private boolean isReadFromLast(Procedure procedure, Expression index) {
        if (!(index instanceof Expression.Local local)) {
            return false;
        }
        boolean last = false;
        for (Origin origin : origins.assigned(procedure, local)) {
            boolean counts = origin.expression() instanceof Expression.Binary step
                    && step.operator() == Operator.PLUS
                    && step.left().equals(local)
                    && step.right() instanceof Expression.Constant;
            if (!counts && !isLast(origin.procedure(), origin.expression(), Optional.empty(), DEPTH)) {
                return false;
            }
            last |= !counts;
        }
        return last;
    }

    /** Whether a part that starts there, and ends at the end given or that of the whole, is limited. */
    private boolean isLast(Procedure procedure, Expression start, Optional<Expression> end, int depth) {
        if (depth == 0) {
            return false;
        } else if (start instanceof Expression.Local local) {
            List<Origin> assigned = origins.assigned(procedure, local);
            return !assigned.isEmpty()
                    && assigned.stream()
                            .allMatch(one -> isLast(one.procedure(), one.expression(), end, depth - 1)
                                    || assigned.size() > 1
                                            && one.expression() instanceof Expression.Constant
                                            && isFound(
                                                    one,
                                                    () -> isUsedOnlyWhere(
                                                            flows.of(one.procedure()),
                                                            local,
                                                            one,
                                                            edge -> isShortOn(one.procedure(), edge))));
        } else if (start instanceof Expression.Binary minus && minus.operator() == Operator.MINUS) {
            return isEnd(procedure, minus.left(), end, depth - 1) && isFixed(procedure, minus.right(), depth - 1);
        } else if (start instanceof Expression.Binary plus && plus.operator() == Operator.PLUS) {
            return isLast(procedure, plus.left(), end, depth - 1) && isFixed(procedure, plus.right(), depth - 1);
        } else if (start instanceof Expression.Choice choice) {
            return isLast(procedure, choice.then(), end, depth - 1)
                            && isShort(procedure, choice.test(), false, depth - 1)
                    || isLast(procedure, choice.otherwise(), end, depth - 1)
                            && isShort(procedure, choice.test(), true, depth - 1);
        }
        return ofMath(procedure, start, "max")
                .filter(most -> most.stream().anyMatch(one -> isLast(procedure, one, end, depth - 1)))
                .isPresent();
    }

    /** Whether a part ends a fixed number after its start. */
    private boolean isFirst(Procedure procedure, Expression start, Expression end, int depth) {
        if (depth == 0) {
            return false;
        } else if (start instanceof Expression.Constant && isFixed(procedure, end, depth - 1)) {
            return true;
        } else if (end instanceof Expression.Local local) {
            List<Origin> assigned = origins.assigned(procedure, local);
            return assigned.size() == 1
                    && isFirst(
                            assigned.get(0).procedure(), start, assigned.get(0).expression(), depth - 1);
        } else if (end instanceof Expression.Binary plus && plus.operator() == Operator.PLUS) {
            return plus.left().equals(start) && isFixed(procedure, plus.right(), depth - 1);
        }
        return ofMath(procedure, end, "min")
                .filter(least -> least.stream().anyMatch(one -> isFirst(procedure, start, one, depth - 1)))
                .isPresent();
    }

    private boolean isEnd(Procedure procedure, Expression value, Optional<Expression> end, int depth) {
        return end.isPresent()
                        && (value.equals(end.get())
                                || value instanceof Expression.Local local && isOnly(procedure, local, end.get())
                                || end.get() instanceof Expression.Local local && isOnly(procedure, local, value))
                || isSize(procedure, value, depth);
    }

    private boolean isOnly(Procedure procedure, Expression.Local local, Expression value) {
        return origins.only(procedure, local).filter(value::equals).isPresent();
    }

    /** Whether a value is how many a context holds. */
    private boolean isSize(Procedure procedure, Expression value, int depth) {
        return sized(procedure, value, depth).isPresent();
    }

    /** Whether a value is how many a place holds. */
    boolean isSizeOf(Procedure procedure, Expression value, Expression place) {
        return sized(procedure, value, DEPTH)
                .filter(new Origin(procedure, place)::equals)
                .isPresent();
    }

    /** What a number is the size of. */
    private Optional<Origin> sized(Procedure procedure, Expression value, int depth) {
        if (depth > 0 && value instanceof Expression.Local local) {
            List<Origin> assigned = origins.assigned(procedure, local);
            return assigned.size() == 1
                    ? sized(assigned.get(0).procedure(), assigned.get(0).expression(), depth - 1)
                    : Optional.empty();
        }
        if (!(value instanceof Expression.Result result)) {
            return Optional.empty();
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        MethodRow row = calls.of(procedure, call).row();
        return row != null
                        && call.receiver() != null
                        && row.size() != null
                        && row.size().relation() == Size.Relation.NUMBER_OF
                ? Optional.of(new Origin(procedure, call.receiver()))
                : Optional.empty();
    }

    /** Whether a number is said in the sources or set from outside, and is no count of what a context holds. */
    boolean isFixed(Procedure procedure, Expression number) {
        return isFixed(procedure, number, DEPTH);
    }

    private boolean isFixed(Procedure procedure, Expression number, int depth) {
        if (depth == 0) {
            return false;
        } else if (number instanceof Expression.Constant constant) {
            return constant.value() instanceof Number;
        } else if (number instanceof Expression.Local local) {
            List<Origin> assigned = origins.assigned(procedure, local);
            return assigned.isEmpty()
                    ? isHandedNoSize(origins.declaring(procedure, local), local, depth - 1)
                    : assigned.stream().allMatch(origin -> isFixed(origin.procedure(), origin.expression(), depth - 1));
        } else if (number instanceof Expression.Field field) {
            return origins.assigned(field).stream()
                    .allMatch(origin -> origin.procedure().method().name().startsWith("<")
                            || origin.expression() instanceof Expression.Constant
                            || origin.expression() instanceof Expression.Local set
                                    && origin.procedure().body().parameters().contains(set.name()));
        } else if (number instanceof Expression.Binary binary) {
            return (binary.operator() == Operator.TIMES
                            || binary.operator() == Operator.PLUS
                            || binary.operator() == Operator.MINUS)
                    && isFixed(procedure, binary.left(), depth - 1)
                    && isFixed(procedure, binary.right(), depth - 1);
        } else if (number instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            CallMeaning meaning = calls.of(procedure, call);
            return call.arguments().isEmpty()
                    && !meaning.targets().isEmpty()
                    && meaning.targets().stream()
                            .allMatch(target -> !origins.returned(target).isEmpty()
                                    && origins.returned(target).stream()
                                            .allMatch(value -> value.expression() instanceof Expression.Field
                                                    && isFixed(target, value.expression(), depth - 1)));
        }
        return false;
    }

    private boolean isHandedNoSize(Procedure declaring, Expression.Local local, int depth) {
        int parameter = declaring.body().parameters().indexOf(local.name());
        return parameter >= 0
                && !declaring.isLambda()
                && origins.callers(declaring.method()).stream()
                        .filter(site -> parameter < site.getValue().arguments().size())
                        .noneMatch(site -> isSize(
                                site.getKey(), site.getValue().arguments().get(parameter), depth));
    }

    private Optional<List<Expression>> ofMath(Procedure procedure, Expression value, String name) {
        if (!(value instanceof Expression.Result result)) {
            return Optional.empty();
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        return call.target().owner().equals("java.lang.Math")
                        && call.target().name().equals(name)
                ? Optional.of(call.arguments())
                : Optional.empty();
    }

    /** Whether a test that holds, or does not, says that a context is no longer than a fixed number. */
    private boolean isShort(Procedure procedure, Expression test, boolean holds, int depth) {
        return shortened(procedure, test, holds, depth).isPresent();
    }

    private Optional<Origin> shortened(Procedure procedure, Expression test, boolean holds, int depth) {
        return Comparison.of(test, holds)
                .filter(comparison ->
                        comparison.form() == Comparison.Form.STRICT || comparison.form() == Comparison.Form.LOOSE)
                .filter(comparison -> isFixed(procedure, comparison.more(), depth))
                .flatMap(comparison -> sized(procedure, comparison.less(), depth));
    }

    /** Whether the value of a branch of a choice is the whole of what the choice's test finds short. */
    boolean isShort(Procedure procedure, Expression test, boolean holds, Expression value) {
        return shortened(procedure, test, holds, DEPTH)
                .filter(whole -> whole.procedure() == procedure && isOf(procedure, value, whole.expression()))
                .isPresent();
    }

    private boolean isOf(Procedure procedure, Expression value, Expression whole) {
        return contexts.apply(procedure, whole).containsAll(contexts.apply(procedure, value));
    }

    /**
     * Whether each value that a method returns for a call is limited, or its own: where it gives the whole of a context, it has found
     * that to be short. Ways on that the numbers handed over do not take do not count.
     */
    boolean givesLimited(Instruction.Invoke call, Procedure target) {
        ControlFlow flow = flows.of(target);
        boolean any = false;
        for (Block end : flow.returns()) {
            Expression value = ((Terminator.Return) end.terminator()).value();
            if (value == null || isOwn(target, value)) {
                continue;
            }
            BitSet reached = flow.reachable(
                    0,
                    edge -> !(edge.isOfTest()
                            && (isShortOn(target, edge, value) || isClosed(target, flow, edge, call))));
            if (reached.get(end.id())) {
                return false;
            }
            any = true;
        }
        return any;
    }

    /**
     * {@code List<Message> sent = history; if (history.size() > 20) sent = history.subList(...)}: whether the whole that a local is
     * assigned is used only where a test has found it to be short.
     */
    boolean isUsedOnlyShort(Expression.Local local, Origin assigned) {
        return isFound(assigned, () -> {
            Procedure procedure = assigned.procedure();
            Set<FlowEdge> edges = shortEdges(procedure).entrySet().stream()
                    .filter(edge -> isOf(procedure, assigned.expression(), edge.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            Assigned asked = new Assigned(local, assigned, edges);
            Boolean known = usedOnlyShort.get(asked);
            if (known == null) {
                known = isUsedOnlyWhere(flows.of(procedure), local, assigned, edges::contains);
                // what is found within another question leans on that one's being open
                if (open.size() == 1) {
                    usedOnlyShort.put(asked, known);
                }
            }
            return known;
        });
    }

    /** The edges on which a test has found something to be no longer than a fixed number, and what that is. */
    private Map<FlowEdge, Expression> shortEdges(Procedure procedure) {
        return shortEdges.computeIfAbsent(procedure, key -> {
            ControlFlow flow = flows.of(key);
            Map<FlowEdge, Expression> found = new HashMap<>();
            for (Block block : flow.body().blocks()) {
                if (block.terminator() instanceof Terminator.Branch branch) {
                    flow.outgoing(block.id()).stream()
                            .filter(FlowEdge::isOfTest)
                            .forEach(edge -> shortened(
                                            key, branch.condition(), edge.kind() == FlowEdge.Kind.WHEN_TRUE, DEPTH)
                                    .filter(whole -> whole.procedure() == key)
                                    .ifPresent(whole -> found.put(edge, whole.expression())));
                }
            }
            return found;
        });
    }

    /** The answer of a question about an assignment; no, where it is asked again to answer it. */
    private boolean isFound(Origin assigned, BooleanSupplier answer) {
        if (!open.add(assigned)) {
            return false;
        }
        try {
            return answer.getAsBoolean();
        } finally {
            open.remove(assigned);
        }
    }

    /** Whether what a local is assigned is used on the ways only that pass such an edge. */
    private boolean isUsedOnlyWhere(
            ControlFlow flow, Expression.Local local, Origin assigned, Predicate<FlowEdge> where) {
        BitSet elsewhere = flow.reachable(0, edge -> !(edge.isOfTest() && where.test(edge)));
        for (Block block : flow.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target().equals(local)
                        && assign.value().equals(assigned.expression())
                        && elsewhere.get(block.id())
                        && mayBeUsed(assigned.procedure(), flow, block, assign, local, where)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the local is used behind the assignment, which stands in the block, without having passed such an edge. */
    private boolean mayBeUsed(
            Procedure procedure,
            ControlFlow flow,
            Block block,
            Instruction.Assign assign,
            Expression.Local local,
            Predicate<FlowEdge> where) {
        BitSet seen = new BitSet();
        Deque<Integer> work = new ArrayDeque<>();
        List<Instruction> rest = block.instructions()
                .subList(
                        block.instructions().indexOf(assign) + 1,
                        block.instructions().size());
        for (Block at = block; at != null; ) {
            Boolean used = used(procedure, rest, at.terminator(), local);
            if (used == null) {
                for (FlowEdge edge : flow.outgoing(at.id())) {
                    if (!(edge.isOfTest() && where.test(edge)) && !seen.get(edge.to())) {
                        seen.set(edge.to());
                        work.push(edge.to());
                    }
                }
            } else if (used) {
                return true;
            }
            at = work.isEmpty() ? null : flow.body().blocks().get(work.pop());
            rest = at == null ? List.of() : at.instructions();
        }
        return false;
    }

    /** Whether a block uses what the local holds, or first assigns it another value; null where it does neither. */
    private @Nullable Boolean used(
            Procedure procedure, List<Instruction> instructions, Terminator terminator, Expression.Local local) {
        for (Instruction instruction : instructions) {
            if (uses(procedure, instruction, local)) {
                return true;
            } else if (instruction instanceof Instruction.Assign other
                    && other.target().equals(local)) {
                return false;
            }
        }
        return uses(terminator, local) ? Boolean.TRUE : null;
    }

    /** To count it, and to take a limited part of it, uses no more than that. */
    private boolean uses(Procedure procedure, Instruction instruction, Expression.Local local) {
        if (instruction instanceof Instruction.Assign assign) {
            return mentions(assign.value(), local)
                    || !assign.target().equals(local) && mentions(assign.target(), local);
        }
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        return call.arguments().stream().anyMatch(argument -> mentions(argument, local))
                || call.receiver() != null
                        && mentions(call.receiver(), local)
                        && !isSize(procedure, new Expression.Result(call.id()), 0)
                        && !isLimited(procedure, call);
    }

    private static boolean uses(Terminator terminator, Expression.Local local) {
        return terminator instanceof Terminator.Branch branch && mentions(branch.condition(), local)
                || terminator instanceof Terminator.Switch choice && mentions(choice.selector(), local)
                || terminator instanceof Terminator.Return end && end.value() != null && mentions(end.value(), local)
                || terminator instanceof Terminator.Throw end && end.value() != null && mentions(end.value(), local);
    }

    /** Whether the value of the local is in the value; what it was handed to by a call, the call's instruction tells. */
    private static boolean mentions(Expression value, Expression.Local local) {
        if (value instanceof Expression.Field field) {
            return field.receiver() != null && mentions(field.receiver(), local);
        } else if (value instanceof Expression.Cast cast) {
            return mentions(cast.value(), local);
        } else if (value instanceof Expression.Binary binary) {
            return mentions(binary.left(), local) || mentions(binary.right(), local);
        } else if (value instanceof Expression.Not not) {
            return mentions(not.operand(), local);
        }
        return !(value instanceof Expression.Local
                        || value instanceof Expression.Constant
                        || value instanceof Expression.Null
                        || value instanceof Expression.This
                        || value instanceof Expression.Result)
                || value.equals(local);
    }

    /** Whether a value carries only what the method has made. */
    private boolean isOwn(Procedure target, Expression value) {
        return contexts.apply(target, value).stream().allMatch(context -> Contexts.isLocal(target, context));
    }

    /** Whether a branch is taken only where some context is short. */
    private boolean isShortOn(Procedure procedure, FlowEdge edge) {
        return flows.of(procedure).body().blocks().get(edge.from()).terminator() instanceof Terminator.Branch branch
                && isShort(procedure, branch.condition(), edge.kind() == FlowEdge.Kind.WHEN_TRUE, DEPTH);
    }

    private boolean isShortOn(Procedure target, FlowEdge edge, Expression value) {
        Expression whole = shortEdges(target).get(edge);
        return whole != null && isOf(target, value, whole);
    }

    /** Whether the numbers that a call hands over do not let it go that way. */
    private boolean isClosed(Procedure target, ControlFlow flow, FlowEdge edge, Instruction.Invoke call) {
        if (!(flow.body().blocks().get(edge.from()).terminator() instanceof Terminator.Branch branch)) {
            return false;
        }
        Optional<Comparison> test = Comparison.of(branch.condition(), edge.kind() == FlowEdge.Kind.WHEN_TRUE);
        Optional<Long> less = test.flatMap(one -> handed(target, one.less(), call));
        Optional<Long> more = test.flatMap(one -> handed(target, one.more(), call));
        if (less.isEmpty() || more.isEmpty()) {
            return false;
        }
        return switch (test.get().form()) {
            case STRICT -> less.get() >= more.get();
            case LOOSE -> less.get() > more.get();
            case UNEQUAL -> less.get().equals(more.get());
            case EQUAL -> !less.get().equals(more.get());
        };
    }

    private Optional<Long> handed(Procedure target, Expression number, Instruction.Invoke call) {
        Expression value = number;
        if (number instanceof Expression.Local local
                && origins.assigned(target, local).isEmpty()) {
            int parameter = target.body().parameters().indexOf(local.name());
            if (parameter >= 0 && parameter < call.arguments().size()) {
                value = call.arguments().get(parameter);
            }
        }
        if (value instanceof Expression.Field field && field.receiver() == null) {
            List<Origin> assigned = origins.assigned(field);
            value = assigned.size() == 1 ? assigned.get(0).expression() : value;
        }
        return value instanceof Expression.Constant constant && constant.value() instanceof Number said
                ? Optional.of(said.longValue())
                : Optional.empty();
    }
}
