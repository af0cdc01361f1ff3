package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Remade;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Work that is done level by level: {@code for (task : level) next.add(model.chat(task))}, and then {@code level = next}. Each turn
 * of the inner loop sends an element of the level, and what the turns before it have put into the next one is not in that.
 */
final class Levels {

    /** What gives one element of a list, or none. */
    private static final Set<String> SINGLE = Set.of("get", "size", "isEmpty", "iterator", "listIterator");

    private final Engine engine;
    private final Procedure procedure;
    private final ControlFlow flow;
    private final Remade remade;

    Levels(Engine engine, Procedure procedure, ControlFlow flow) {
        this.engine = engine;
        this.procedure = procedure;
        this.flow = flow;
        this.remade = new Remade(procedure, flow, engine.origins());
    }

    /** The effect of a turn, where lists that it only fills are in nothing that it sends. */
    Effect in(Loop loop, Effect turn) {
        Effect found = turn;
        for (Map.Entry<ContextId, ContextEffect> entry : turn.contexts().entrySet()) {
            ContextEffect effect = entry.getValue();
            if (effect.growsUnpruned() && isNextLevel(loop, entry.getKey())) {
                Formula element = engine.tokens().largestMessage();
                found = found.withContext(
                        entry.getKey(),
                        new ContextEffect(
                                effect.kept(),
                                effect.grown(),
                                effect.replaced(),
                                Formula.ZERO,
                                effect.sent().plus(effect.resent().times(element)),
                                Formula.ZERO,
                                effect.sentDollars().plus(effect.resentDollars().times(element))));
            }
        }
        return found;
    }

    /** Whether the context is a list that was made for the loop, which puts new content into it and looks at nothing there. */
    private boolean isNextLevel(Loop loop, ContextId context) {
        Expression.Local next = new Expression.Local(context.name());
        if (!context.head().equals(context.name()) || !remade.isAlone(loop, next)) {
            return false;
        }
        Set<Expression> levels = names(next);
        levels.remove(next);
        return !levels.isEmpty()
                && engine.calls()
                        .isCollection(
                                Types.erasure(procedure.body().localTypes().getOrDefault(next.name(), "")))
                && flow.instructions(loop).stream()
                        .allMatch(instruction -> keepsApart(instruction, context, next, levels))
                && procedure.body().lambdas().stream()
                        .allMatch(lambda -> lambda.body().blocks().stream()
                                .flatMap(block -> block.instructions().stream())
                                .noneMatch(instruction -> mentions(instruction, next)
                                        || levels.stream().anyMatch(level -> mentions(instruction, level))));
    }

    /** The locals that the list has been in, or will be. */
    private Set<Expression> names(Expression.Local next) {
        Set<Expression> found = new HashSet<>(Set.of(next));
        boolean more = true;
        while (more) {
            more = false;
            for (Block block : procedure.body().blocks()) {
                for (Instruction instruction : block.instructions()) {
                    if (instruction instanceof Instruction.Assign assign
                            && found.stream().anyMatch(name -> mentions(assign.value(), name))) {
                        more |= found.add(assign.target());
                    }
                }
            }
        }
        return found;
    }

    private boolean keepsApart(
            Instruction instruction, ContextId context, Expression.Local next, Set<Expression> levels) {
        if (instruction instanceof Instruction.Assign assign) {
            return !mentions(assign.value(), next)
                    && levels.stream().noneMatch(level -> mentions(assign.value(), level));
        }
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        if (next.equals(call.receiver())) {
            return fills(call, context);
        }
        boolean single = levels.contains(call.receiver())
                && SINGLE.contains(call.target().name());
        boolean handed = call.arguments().stream()
                .anyMatch(argument ->
                        mentions(argument, next) || levels.stream().anyMatch(level -> mentions(argument, level)));
        return !handed && (single || call.receiver() == null || !levels.contains(call.receiver()));
    }

    /** Whether the call only puts content into the list that holds nothing of any level. */
    private boolean fills(Instruction.Invoke call, ContextId context) {
        MethodRow row = engine.calls().of(procedure, call).row();
        return row != null
                && row.context() == ContextOperation.APPEND
                && !row.returnsReceiver()
                && !engine.facts().costs(procedure, call)
                && call.arguments().stream()
                        .noneMatch(argument ->
                                engine.contexts().of(procedure, argument).contains(context));
    }

    private static boolean mentions(Instruction instruction, Expression name) {
        if (instruction instanceof Instruction.Assign assign) {
            return mentions(assign.value(), name);
        }
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        return name.equals(call.receiver()) || call.arguments().stream().anyMatch(argument -> mentions(argument, name));
    }

    /** Whether the value is, or is put together from, what the name holds; one element of it is not. */
    private static boolean mentions(Expression value, Expression name) {
        List<Expression> parts = List.of();
        if (value instanceof Expression.Binary binary) {
            parts = List.of(binary.left(), binary.right());
        } else if (value instanceof Expression.Choice choice) {
            parts = List.of(choice.then(), choice.otherwise());
        } else if (value instanceof Expression.Cast cast) {
            parts = List.of(cast.value());
        } else if (value instanceof Expression.NewArray array) {
            parts = array.elements();
        }
        return value.equals(name) || parts.stream().anyMatch(part -> mentions(part, name));
    }
}
