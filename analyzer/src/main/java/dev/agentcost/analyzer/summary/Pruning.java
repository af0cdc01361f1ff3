package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private final Engine engine;
    private final Map<Procedure, Map<ContextId, Limit>> always = new HashMap<>();
    private final Map<Procedure, Set<ContextId>> sometimes = new HashMap<>();
    private final Set<Procedure> open = new HashSet<>();

    Pruning(Engine engine) {
        this.engine = engine;
    }

    /** Contexts that each turn of a loop keeps below a limit. */
    Map<ContextId, Limit> in(Procedure procedure, ControlFlow flow, Loop loop) {
        Map<ContextId, Limit> found = new LinkedHashMap<>();
        for (Block block : flow.body().blocks()) {
            if (loop.contains(block.id())) {
                collect(procedure, flow, loop, block, found);
            }
        }
        return found;
    }

    /** Contexts that each run of a procedure keeps below a limit, in its own names. */
    private Map<ContextId, Limit> always(Procedure procedure) {
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
            Set<ContextId> pruned = pruned(procedure, instruction);
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

    private static boolean isCut(Instruction instruction) {
        return instruction instanceof Instruction.Assign;
    }

    private static boolean isPassed(ControlFlow flow, @Nullable Loop loop, int block) {
        return loop == null
                ? flow.body().blocks().stream()
                        .filter(b -> b.terminator() instanceof Terminator.Return && flow.isReachable(b.id()))
                        .allMatch(b -> flow.dominates(block, b.id()))
                : flow.onEveryTurn(loop, block);
    }

    /** A test of a size that every turn makes and that leads to the block. */
    private Optional<Limit> test(Procedure procedure, ControlFlow flow, @Nullable Loop loop, int block, int line) {
        for (Block candidate : flow.body().blocks()) {
            boolean within = loop == null || loop.contains(candidate.id());
            if (within
                    && flow.isReachable(candidate.id())
                    && candidate.id() != block
                    && candidate.terminator() instanceof Terminator.Branch branch
                    && flow.dominates(candidate.id(), block)
                    && isPassed(flow, loop, candidate.id())
                    && isSizeTest(procedure, branch.condition())) {
                return Optional.of(new Limit(limit(procedure, branch.condition()), procedure.at(line)));
            }
        }
        return Optional.empty();
    }

    private boolean isSizeTest(Procedure procedure, Expression condition) {
        if (condition instanceof Expression.Not not) {
            return isSizeTest(procedure, not.operand());
        }
        if (condition instanceof Expression.Binary binary) {
            return switch (binary.operator()) {
                case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
                default -> false;
            };
        }
        if (condition instanceof Expression.Local local) {
            return engine.origins().assigned(procedure, local).stream()
                    .anyMatch(origin -> isSizeTest(origin.procedure(), origin.expression()));
        }
        if (condition instanceof Expression.Result result) {
            Instruction.Invoke call = engine.origins().call(procedure, result.call());
            return engine.calls().of(procedure, call).targets().stream()
                    .anyMatch(target -> engine.origins().returned(target).stream()
                            .anyMatch(origin -> origin.expression() instanceof Expression.Binary
                                    && isSizeTest(origin.procedure(), origin.expression())));
        }
        return false;
    }

    private Formula limit(Procedure procedure, Expression condition) {
        if (condition instanceof Expression.Binary binary) {
            for (Expression side : new Expression[] {binary.right(), binary.left()}) {
                Optional<Formula> value = engine.values().most(procedure, side);
                if (value.filter(Formula::isConstant).isPresent()
                        && value.get()
                                        .constantValue()
                                        .orElse(java.math.BigDecimal.ZERO)
                                        .signum()
                                > 0) {
                    Expression other = side == binary.right() ? binary.left() : binary.right();
                    return countsElements(procedure, other) ? value.get().times(Tokens.largestMessage()) : value.get();
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

    /** Contexts that the called procedures always keep below a limit. */
    private Map<ContextId, Limit> kept(Procedure procedure, Instruction.Invoke call) {
        CallMeaning meaning = engine.calls().of(procedure, call);
        Map<ContextId, Limit> found = new LinkedHashMap<>();
        for (Procedure target : meaning.targets()) {
            always(target)
                    .forEach((context, limit) -> engine.contexts()
                            .outside(procedure, call, target, context)
                            .forEach(outside -> found.putIfAbsent(outside, limit)));
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
                    || operation == ContextOperation.CLEAR
                    || operation == ContextOperation.REPLACE) {
                Expression receiver = viewed(procedure, call.receiver());
                engine.contexts().of(procedure, receiver).stream().findFirst().ifPresent(found::add);
            }
        }
        for (Procedure target : meaning.targets()) {
            for (ContextId inside : sometimes(target)) {
                found.addAll(engine.contexts().outside(procedure, call, target, inside));
            }
        }
        return found;
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

    /** {@code messages = compact(messages)}: the place gets something else than what it held, made from it. */
    private Set<ContextId> assigned(Procedure procedure, Instruction.Assign assign) {
        Optional<ContextId> place = Contexts.place(assign.target()).map(ContextId::new);
        if (place.isEmpty() || !(assign.value() instanceof Expression.Result result)) {
            return Set.of();
        }
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        boolean madeFromIt = call.arguments().stream()
                .anyMatch(argument -> engine.contexts().of(procedure, argument).contains(place.get()));
        CallMeaning meaning = engine.calls().of(procedure, call);
        if (call.receiver() != null
                && engine.contexts().of(procedure, call.receiver()).contains(place.get())
                && meaning.row() != null
                && meaning.row().context() == ContextOperation.CUT) {
            return Set.of(place.get());
        }
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

    private boolean isSomethingElse(Procedure target, Expression returned) {
        if (returned instanceof Expression.Null) {
            return false;
        }
        Set<ContextId> carried = engine.contexts().of(target, returned);
        boolean own = carried.stream()
                .findFirst()
                .filter(context -> Contexts.isLocal(target, context))
                .isPresent();
        return carried.isEmpty() || own;
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
                found.addAll(pruned(procedure, instruction));
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
