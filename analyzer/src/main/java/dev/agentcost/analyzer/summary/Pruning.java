package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import dev.agentcost.analyzer.ir.Types;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Code that takes content out of a context. It limits the context where every turn passes it, or passes a test of a size that
 * leads to it; a helper that nothing calls, or a branch that cannot be taken, limits nothing.
 */
final class Pruning {

    /** A limit that code keeps a context below. */
    record Limit(Formula tokens, SourceLocation where) {

        /** What a reader is told of it. */
        String text() {
            return "at most " + tokens + " tokens (" + where + ")";
        }
    }

    private static final int MEASURE_DEPTH = 5;

    private final Engine engine;
    private final Refills refills;
    private final Map<Procedure, Map<ContextId, Limit>> always = new HashMap<>();
    private final Map<Procedure, Set<ContextId>> sometimes = new HashMap<>();
    private final Set<Procedure> open = new HashSet<>();

    Pruning(Engine engine) {
        this.engine = engine;
        this.refills = new Refills(engine.calls(), engine.origins(), engine.flows());
    }

    /**
     * Contexts that each turn of a loop keeps below a limit.
     *
     * @param adds whether an instruction adds to a context
     */
    Map<ContextId, Limit> in(
            Procedure procedure, ControlFlow flow, Loop loop, BiPredicate<Instruction, ContextId> adds) {
        Map<ContextId, Limit> found = new LinkedHashMap<>();
        for (Block block : flow.body().blocks()) {
            if (loop.contains(block.id())) {
                collect(procedure, flow, loop, block, found);
                drained(procedure, flow, loop, block, adds).forEach(found::putIfAbsent);
            }
        }
        found.keySet().removeIf(context -> outgrows(procedure, flow, loop, context));
        return found;
    }

    /** A queue that is emptied before anything is added to it holds what one turn adds, whatever other turns do. */
    private Map<ContextId, Limit> drained(
            Procedure procedure, ControlFlow flow, Loop loop, Block block, BiPredicate<Instruction, ContextId> adds) {
        Map<ContextId, Limit> found = new LinkedHashMap<>();
        for (Instruction instruction : block.instructions()) {
            if (instruction instanceof Instruction.Invoke call) {
                kept(procedure, call).forEach((context, limit) -> {
                    if (isBeforeEvery(flow, loop, block, call, other -> adds.test(other, context))) {
                        found.putIfAbsent(context, limit);
                    }
                });
            }
        }
        return found;
    }

    /** Whether no turn comes to one of the others without having passed the call. */
    private static boolean isBeforeEvery(
            ControlFlow flow, Loop loop, Block block, Instruction call, Predicate<Instruction> others) {
        for (Block other : flow.body().blocks()) {
            if (!loop.contains(other.id()) || other != block && flow.dominates(block.id(), other.id())) {
                continue;
            }
            List<Instruction> before = other == block
                    ? block.instructions().subList(0, block.instructions().indexOf(call))
                    : other.instructions();
            if (before.stream().anyMatch(others)) {
                return false;
            }
        }
        return true;
    }

    /** Contexts that each run of a procedure keeps below a limit, in its own names. */
    Map<ContextId, Limit> always(Procedure procedure) {
        Map<ContextId, Limit> known = always.get(procedure);
        if (known != null) {
            return known;
        }
        if (!open.add(procedure)) {
            return Map.of();
        }
        Map<ContextId, Limit> found = new LinkedHashMap<>();
        ControlFlow flow = engine.flows().of(procedure);
        for (Block block : flow.body().blocks()) {
            if (flow.isReachable(block.id())) {
                collect(procedure, flow, null, block, found);
            }
        }
        open.remove(procedure);
        always.put(procedure, found);
        return found;
    }

    private void collect(
            Procedure procedure, ControlFlow flow, @Nullable Loop loop, Block block, Map<ContextId, Limit> found) {
        boolean passed = isPassed(flow, loop, block.id());
        for (Instruction instruction : block.instructions()) {
            if (passed && instruction instanceof Instruction.Invoke call) {
                kept(procedure, call).forEach(found::putIfAbsent);
            }
            Set<ContextId> pruned =
                    loop == null && isRebinding(instruction) ? Set.of() : pruned(procedure, instruction);
            if (pruned.isEmpty()) {
                continue;
            }
            Optional<Limit> limit = passed && loop == null
                    ? Optional.of(new Limit(Tokens.assumed(Assumption.WINDOW_TOKENS), procedure.at(instruction.line())))
                    : test(procedure, flow, loop, block.id(), instruction.line());
            limit.ifPresent(value -> pruned.forEach(context -> found.putIfAbsent(context, value)));
            if (passed && isCut(instruction)) {
                pruned.forEach(context -> found.putIfAbsent(
                        context,
                        new Limit(Tokens.assumed(Assumption.WINDOW_TOKENS), procedure.at(instruction.line()))));
            }
        }
    }

    /** {@code if (list.size() > 20) list.remove(0)} where each turn adds two: whether a turn adds more than it ever takes away. */
    private boolean outgrows(Procedure procedure, ControlFlow flow, Loop loop, ContextId context) {
        long more = 0;
        Optional<Expression> place = place(procedure, flow, loop, context);
        for (int block : loop.order()) {
            for (Instruction instruction : flow.body().blocks().get(block).instructions()) {
                boolean takes = pruned(procedure, instruction).contains(context);
                long least = place.map(holder -> leastChange(procedure, instruction, holder))
                        .orElse(0L);
                if (takes && (flow.loopOf(block) != loop || least >= 0 || least <= -Change.UNLIMITED)) {
                    return false;
                }
                boolean adds = least > 0 && flow.onEveryTurn(loop, block);
                more += takes || adds ? least : 0;
            }
        }
        return more > 0;
    }

    /** The local or field that holds the context in a loop. */
    private Optional<Expression> place(Procedure procedure, ControlFlow flow, Loop loop, ContextId context) {
        return Arrays.stream(loop.order())
                .mapToObj(block -> flow.body().blocks().get(block))
                .flatMap(block -> block.instructions().stream())
                .filter(Instruction.Invoke.class::isInstance)
                .map(instruction -> ((Instruction.Invoke) instruction).receiver())
                .filter(receiver -> receiver instanceof Expression.Local || receiver instanceof Expression.Field)
                .filter(receiver -> engine.contexts().of(procedure, receiver).stream()
                        .findFirst()
                        .filter(context::equals)
                        .isPresent())
                .findFirst();
    }

    /** How many elements an instruction adds at least; less than 0 where it may take that many away. */
    private long leastChange(Procedure procedure, Instruction instruction, Expression holder) {
        if (!(instruction instanceof Instruction.Invoke call)) {
            return 0;
        }
        Expression receiver = call.receiver();
        if (receiver != null
                && !receiver.equals(holder)
                && viewed(procedure, receiver).equals(holder)) {
            return -engine.values()
                    .size(procedure, receiver)
                    .constantValue()
                    .map(BigDecimal::longValue)
                    .orElse(Change.UNLIMITED);
        }
        Change change = engine.facts().sizeChange(procedure, call, holder);
        return change.kind() == Change.Kind.ADD ? change.least() : -Change.UNLIMITED;
    }

    /** A local that gets another object: nothing that the caller sees. */
    private static boolean isRebinding(Instruction instruction) {
        return instruction instanceof Instruction.Assign assign && assign.target() instanceof Expression.Local;
    }

    private static boolean isCut(Instruction instruction) {
        return instruction instanceof Instruction.Assign;
    }

    private static boolean isPassed(ControlFlow flow, @Nullable Loop loop, int block) {
        return loop == null ? flow.dominatesReturns(block) : flow.onEveryTurn(loop, block);
    }

    /**
     * A test of a size that every turn makes and that leads to the block. Where several must lead there at once, as both of
     * {@code size > 1 && tokens > 4000}, what any of them allows is left.
     */
    private Optional<Limit> test(Procedure procedure, ControlFlow flow, @Nullable Loop loop, int block, int line) {
        boolean passed = false;
        Formula tokens = Formula.ZERO;
        for (Block candidate : flow.body().blocks()) {
            boolean within = loop == null || loop.contains(candidate.id());
            if (within
                    && flow.isReachable(candidate.id())
                    && candidate.id() != block
                    && candidate.terminator() instanceof Terminator.Branch branch
                    && flow.dominates(candidate.id(), block)
                    && (flow.dominates(branch.whenTrue(), block) || flow.dominates(branch.whenFalse(), block))
                    && isSizeTest(procedure, branch.condition(), flow.dominates(branch.whenTrue(), block))) {
                passed |= isPassed(flow, loop, candidate.id());
                tokens = tokens.max(limit(procedure, branch.condition()));
            }
        }
        return passed ? Optional.of(new Limit(tokens, procedure.at(line))) : Optional.empty();
    }

    /** Whether the condition, where it has this value, tells that something measured exceeds a limit. */
    private boolean isSizeTest(Procedure procedure, Expression condition, boolean holds) {
        return isSizeTest(procedure, condition, holds, new HashSet<>());
    }

    private boolean isSizeTest(Procedure procedure, Expression condition, boolean holds, Set<Origin> seen) {
        if (condition instanceof Expression.Not not) {
            return isSizeTest(procedure, not.operand(), !holds, seen);
        }
        if (condition instanceof Expression.Binary binary) {
            boolean leftIsMore = switch (binary.operator()) {
                case GREATER, GREATER_EQUAL -> holds;
                default -> !holds;
            };
            return switch (binary.operator()) {
                case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
                    isMeasured(procedure, leftIsMore ? binary.left() : binary.right(), MEASURE_DEPTH);
                default -> false;
            };
        }
        if (condition instanceof Expression.Local local) {
            return engine.origins().assigned(procedure, local).stream()
                    .anyMatch(origin ->
                            seen.add(origin) && isSizeTest(origin.procedure(), origin.expression(), holds, seen));
        }
        if (condition instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            return engine.calls().of(procedure, call).targets().stream()
                    .anyMatch(target -> engine.origins().returned(target).stream()
                            .anyMatch(origin -> origin.expression() instanceof Expression.Binary
                                    && isSizeTest(origin.procedure(), origin.expression(), holds, seen)));
        }
        return false;
    }

    /** Whether a value is found out by looking at something, and is neither a number of the source nor a count of turns. */
    private boolean isMeasured(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return false;
        } else if (value instanceof Expression.Length) {
            return true;
        } else if (value instanceof Expression.Cast cast) {
            return isMeasured(procedure, cast.value(), depth);
        } else if (value instanceof Expression.Binary binary) {
            return isMeasured(procedure, binary.left(), depth) || isMeasured(procedure, binary.right(), depth);
        } else if (value instanceof Expression.Choice choice) {
            return isMeasured(procedure, choice.then(), depth) || isMeasured(procedure, choice.otherwise(), depth);
        } else if (value instanceof Expression.Local local) {
            return isOneMeasured(engine.origins().assigned(procedure, local), depth - 1);
        } else if (value instanceof Expression.Field field) {
            return isOneMeasured(engine.origins().assigned(field), depth - 1);
        } else if (value instanceof Expression.Result result) {
            return engine.facts()
                    .inlined(procedure, engine.origins().call(procedure, result.call()))
                    .map(inlined -> isMeasured(procedure, inlined, depth - 1))
                    .orElse(true);
        }
        return false;
    }

    private boolean isOneMeasured(List<Origin> values, int depth) {
        return values.stream().anyMatch(origin -> isMeasured(origin.procedure(), origin.expression(), depth));
    }

    private Formula limit(Procedure procedure, Expression condition) {
        if (condition instanceof Expression.Binary binary) {
            for (Expression side : new Expression[] {binary.right(), binary.left()}) {
                Optional<Formula> value = engine.values().most(procedure, side);
                if (value.filter(Formula::isConstant).isPresent()
                        && value.get().constantValue().orElse(BigDecimal.ZERO).signum() > 0) {
                    Expression other = side == binary.right() ? binary.left() : binary.right();
                    return countsElements(procedure, other)
                            ? value.get().times(engine.tokens().largestMessage())
                            : value.get();
                }
            }
        }
        return Tokens.assumed(Assumption.WINDOW_TOKENS);
    }

    private boolean countsElements(Procedure procedure, Expression side) {
        return side instanceof Expression.Result result
                && engine.facts()
                        .size(procedure, engine.origins().call(procedure, result.call()))
                        .isPresent();
    }

    /** Contexts that the called procedure always keeps below a limit, whichever it is of those that the call may run. */
    Map<ContextId, Limit> kept(Procedure procedure, Instruction.Invoke call) {
        Map<ContextId, Limit> common = null;
        for (Procedure target : engine.calls().of(procedure, call).targets()) {
            Map<ContextId, Limit> found = new LinkedHashMap<>();
            always(target)
                    .forEach((context, limit) -> taken(procedure, call, target, context)
                            .forEach(outside -> found.putIfAbsent(outside, limit)));
            if (common == null) {
                common = found;
            } else {
                common.keySet().retainAll(found.keySet());
            }
        }
        return common == null ? keptByFunction(procedure, call) : common;
    }

    /**
     * {@code histories.compute(id, (key, history) -> ...)}: the code that is given keeps what the container holds under a key below a
     * limit, and a library that runs it once does so wherever there is something under the key. A value that is handed beside the
     * key, as to {@code merge}, may be what the code takes from.
     */
    private Map<ContextId, Limit> keptByFunction(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = engine.calls().of(procedure, call);
        boolean holds = call.receiver() != null
                && call.arguments().size() == 2
                && meaning.row() != null
                && meaning.row().context() == ContextOperation.APPEND
                && Optional.ofNullable(meaning.row().runs())
                        .filter(runs -> runs.times() == Runs.Times.ONCE && !runs.lazy())
                        .isPresent();
        Map<ContextId, Limit> found = new LinkedHashMap<>();
        if (holds && meaning.functions().size() == 1) {
            List<Procedure> code = meaning.functions().get(0).procedures();
            Optional<ContextId> container =
                    engine.contexts().of(procedure, Objects.requireNonNull(call.receiver())).stream()
                            .findFirst();
            if (code.size() == 1 && container.isPresent()) {
                always(code.get(0)).forEach((context, limit) -> {
                    if (code.get(0).body().parameters().contains(context.name())) {
                        found.putIfAbsent(container.get(), limit);
                    }
                });
            }
        }
        return found;
    }

    /** Contexts from which the instruction may take content. */
    private Set<ContextId> pruned(Procedure procedure, Instruction instruction) {
        if (instruction instanceof Instruction.Assign assign) {
            return assigned(procedure, assign);
        }
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        CallMeaning meaning = engine.calls().of(procedure, call);
        Set<ContextId> found = new LinkedHashSet<>();
        if (meaning.row() != null && call.receiver() != null) {
            ContextOperation operation = meaning.row().context();
            if (operation == ContextOperation.PRUNE
                    || operation == ContextOperation.CLEAR && !refills.isRefilled(procedure, call)
                    || operation == ContextOperation.REPLACE) {
                Expression receiver = viewed(procedure, call.receiver());
                engine.contexts().of(procedure, receiver).stream().findFirst().ifPresent(found::add);
            }
        }
        for (Procedure target : meaning.targets()) {
            for (ContextId inside : sometimes(target)) {
                found.addAll(taken(procedure, call, target, inside));
            }
        }
        return found;
    }

    /**
     * The caller's context that loses content with one of the called procedure, which is the first of those that a value carries:
     * what it was filled with stays where that is. None where it is an element's own.
     */
    private Set<ContextId> taken(Procedure procedure, Instruction.Invoke call, Procedure target, ContextId inside) {
        if (Contexts.isOwnState(inside)
                && (engine.contexts().isCalledOnPart(procedure, call)
                        || refills.isRefilled(procedure, call, target, inside))) {
            return Set.of();
        }
        return engine.contexts().outside(procedure, call, target, inside).stream()
                .findFirst()
                .map(Set::of)
                .orElse(Set.of());
    }

    /** {@code list.subList(0, n).clear()} takes from the list. */
    private Expression viewed(Procedure procedure, Expression receiver) {
        if (receiver instanceof Expression.Result result) {
            Instruction.Invoke inner = engine.origins().call(procedure, result.call());
            CallMeaning meaning = engine.calls().of(procedure, inner);
            if (inner.receiver() != null
                    && meaning.row() != null
                    && meaning.row().context() == ContextOperation.CUT) {
                return inner.receiver();
            }
        }
        return receiver;
    }

    /** Whether a value is a list in a local of the method's own that holds nothing of a context: at most limited parts of one. */
    private boolean isOwnList(Procedure procedure, Expression value) {
        return value instanceof Expression.Local local
                && engine.calls()
                        .isCollection(
                                Types.erasure(procedure.body().localTypes().getOrDefault(local.name(), "")))
                && engine.contexts().of(procedure, local).equals(Set.of(new ContextId(local.name())))
                && Contexts.isLocal(procedure.root(), new ContextId(local.name()))
                && !isFilledElsewhere(procedure, local);
    }

    /** Whether a method of the program is handed the list and may put anything into it. */
    private boolean isFilledElsewhere(Procedure procedure, Expression.Local list) {
        return procedure.body().blocks().stream()
                .flatMap(block -> block.instructions().stream())
                .anyMatch(instruction -> instruction instanceof Instruction.Invoke call
                        && call.arguments().contains(list)
                        && !engine.calls().of(procedure, call).targets().isEmpty()
                        && !engine.facts().sizeChange(procedure, call, list).neverUp());
    }

    /** {@code messages = compact(messages)}: the place gets something else than what it held, made from it. */
    private Set<ContextId> assigned(Procedure procedure, Instruction.Assign assign) {
        Optional<ContextId> place =
                engine.contexts().place(procedure, assign.target()).map(ContextId::new);
        if (place.isPresent() && isOwnList(procedure, assign.value())) {
            return Set.of(place.get());
        }
        if (place.isEmpty() || !(assign.value() instanceof Expression.Result result)) {
            return Set.of();
        }
        boolean isPart = engine.contexts()
                .cutFrom(procedure, assign.value())
                .filter(whole -> engine.contexts().of(procedure, whole).contains(place.get()))
                .isPresent();
        if (isPart) {
            return Set.of(place.get());
        }
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        boolean madeFromIt = call.arguments().stream()
                .anyMatch(argument -> engine.contexts().of(procedure, argument).contains(place.get()));
        CallMeaning meaning = engine.calls().of(procedure, call);
        if (!madeFromIt || meaning.targets().isEmpty()) {
            return Set.of();
        }
        for (Procedure target : meaning.targets()) {
            for (Origin returned : engine.origins().returned(target)) {
                if (isSomethingElse(target, returned.expression())) {
                    return Set.of(place.get());
                }
            }
        }
        return Set.of();
    }

    /** {@code List.of()} or a new list: what is returned where there was nothing to keep. */
    private boolean isEmpty(Procedure target, Expression returned) {
        if (!(returned instanceof Expression.Result result)) {
            return false;
        }
        Instruction.Invoke call = engine.origins().call(target, result.call());
        return call.receiver() == null
                && call.arguments().isEmpty()
                && engine.calls().of(target, call).targets().isEmpty();
    }

    private boolean isSomethingElse(Procedure target, Expression returned) {
        if (returned instanceof Expression.Null || isEmpty(target, returned)) {
            return false;
        }
        if (engine.contexts().cutFrom(target, returned).isPresent()) {
            return true;
        }
        Expression wrapped = wrapped(target, returned);
        if (wrapped instanceof Expression.Local && !wrapped.equals(returned)) {
            return isSomethingElse(target, wrapped);
        }
        Set<ContextId> carried = engine.contexts().of(target, returned);
        boolean own = carried.stream()
                .findFirst()
                .filter(context -> Contexts.isLocal(target, context))
                .isPresent();
        return carried.isEmpty() || own && !(returned instanceof Expression.Local copy && keepsAll(target, copy));
    }

    /** {@code List.copyOf(copy)}: what a library's view or copy of one thing is made from; else the value itself. */
    Expression wrapped(Procedure procedure, Expression value) {
        if (!(value instanceof Expression.Result result)) {
            return value;
        }
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        CallMeaning meaning = engine.calls().of(procedure, call);
        boolean whole = meaning.row() != null
                && meaning.targets().isEmpty()
                && (meaning.row().context() == ContextOperation.CARRY
                        || meaning.row().context() == ContextOperation.COPY);
        return whole && call.receiver() == null && call.arguments().size() == 1
                ? call.arguments().get(0)
                : value;
    }

    /** Whether a local holds a copy of all that one of the method's parameters holds, from which the method takes nothing. */
    boolean keepsAll(Procedure target, Expression.Local copy) {
        return keepsAll(target, copy, value -> isGiven(target, copy, value));
    }

    /**
     * Whether a local holds a copy of all that something else holds, from which the method takes nothing.
     *
     * @param isWhole whether a value is that other thing, or holds all of it
     */
    boolean keepsAll(Procedure target, Expression.Local copy, Predicate<Expression> isWhole) {
        if (sometimes(target).contains(new ContextId(copy.name()))) {
            return false;
        }
        Optional<Expression> made = engine.origins().only(target, copy);
        boolean copied = made.isPresent()
                && made.get() instanceof Expression.Result result
                && engine.origins().call(target, result.call()).arguments().stream()
                        .anyMatch(isWhole);
        return made.isPresent()
                && (copied
                        || engine.origins().contents(target, copy).stream()
                                .anyMatch(content -> content.call() != null
                                        && content.value().procedure() == target
                                        && (isWhole.test(content.value().expression())
                                                || isEachOfGiven(target, copy, content))));
    }

    /** Whether a value is a parameter that holds many, as the copy does, and not one of those that are put into it. */
    private boolean isGiven(Procedure target, Expression.Local copy, Expression value) {
        if (!(value instanceof Expression.Local local)
                || !target.body().parameters().contains(local.name())) {
            return false;
        }
        String type = Types.erasure(target.body().localTypes().getOrDefault(local.name(), ""));
        String copied = Types.erasure(target.body().localTypes().getOrDefault(copy.name(), ""));
        return engine.calls().isContainer(type) || !type.isEmpty() && type.equals(copied);
    }

    /** {@code for (Message one : given) copy.add(one)}, with no way round it. */
    private boolean isEachOfGiven(Procedure target, Expression.Local copy, Origins.Content content) {
        ControlFlow flow = engine.flows().of(target);
        int block = flow.blockOf(Objects.requireNonNull(content.call()));
        Loop loop = flow.loopOf(block);
        return loop != null
                && flow.onEveryTurn(loop, block)
                && content.value().expression() instanceof Expression.Local element
                && engine.origins()
                        .only(target, element)
                        .filter(value -> value instanceof Expression.Next next
                                && cursorOf(target, next.cursor()) instanceof Expression.Cursor cursor
                                && isGiven(target, copy, cursor.collection()))
                        .isPresent();
    }

    private Expression cursorOf(Procedure target, Expression cursor) {
        return cursor instanceof Expression.Local local
                ? engine.origins().only(target, local).orElse(cursor)
                : cursor;
    }

    /** Whether some run of a procedure takes content from the context. */
    boolean isPruned(Procedure procedure, ContextId context) {
        return sometimes(procedure).contains(context);
    }

    /** Contexts from which some run of a procedure takes content, in its own names. */
    private Set<ContextId> sometimes(Procedure procedure) {
        Set<ContextId> known = sometimes.get(procedure);
        if (known != null) {
            return known;
        }
        Set<ContextId> found = new LinkedHashSet<>();
        sometimes.put(procedure, found);
        if (!isReal(procedure)) {
            return found;
        }
        for (Block block : procedure.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (!isRebinding(instruction)) {
                    found.addAll(pruned(procedure, instruction));
                }
            }
        }
        return found;
    }

    private boolean isReal(Procedure procedure) {
        return procedure.body().blocks().size() < 4_000;
    }

    /** Whether a value can only be null: code guarded by a test of it is never reached. */
    boolean isAlwaysNull(Procedure procedure, Expression value) {
        return engine.origins().of(procedure, value, Origins.Depth.VALUE).stream()
                .allMatch(origin -> origin.expression() instanceof Expression.Null);
    }
}
