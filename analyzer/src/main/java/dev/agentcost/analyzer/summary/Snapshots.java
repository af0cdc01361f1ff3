package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Texts that were made of a context before a loop: {@code prompt = history.toString()}, and then each turn sends the prompt and adds
 * to the history. A text does not change, so what the turns add is not sent by later turns of that loop.
 */
final class Snapshots {

    private static final int DEPTH = 8;

    private static final String BEFORE = " before the loop";

    private final Engine engine;
    private final Procedure procedure;
    private final ControlFlow flow;
    private final Function<Instruction, Effect> effects;

    /** @param effects of the instructions of the procedure */
    Snapshots(Engine engine, Procedure procedure, ControlFlow flow, Function<Instruction, Effect> effects) {
        this.engine = engine;
        this.procedure = procedure;
        this.flow = flow;
        this.effects = effects;
    }

    /** The effect of a turn, in which a context that is sent only as it was before the loop is one of its own. */
    Effect in(Loop loop, Effect turn) {
        Effect found = turn;
        for (ContextId context : turn.contexts().keySet()) {
            ContextEffect effect = turn.contexts().get(context);
            if (effect.growsUnpruned() && !effect.exponential() && isSentAsBefore(loop, context)) {
                found = found.withContext(
                                context,
                                new ContextEffect(
                                        effect.kept(),
                                        effect.grown(),
                                        effect.replaced(),
                                        Formula.ZERO,
                                        Formula.ZERO,
                                        Formula.ZERO,
                                        Formula.ZERO))
                        .withContext(
                                new ContextId(context.name() + BEFORE),
                                new ContextEffect(
                                        Formula.ONE,
                                        Formula.ZERO,
                                        effect.resent(),
                                        effect.sent(),
                                        effect.resentDollars(),
                                        effect.sentDollars()));
            }
        }
        return found;
    }

    /** What all turns do, in the names that hold round the loop: they send what was there before any of them. */
    static Effect outside(Effect turns) {
        Effect found = turns;
        for (ContextId context : turns.contexts().keySet()) {
            if (context.name().endsWith(BEFORE)) {
                ContextId whole =
                        new ContextId(context.name().substring(0, context.name().length() - BEFORE.length()));
                ContextEffect grown = found.contexts().getOrDefault(whole, ContextEffect.IDENTITY);
                found = found.withContext(whole, turns.contexts().get(context).then(grown))
                        .withContext(context, ContextEffect.IDENTITY);
            }
        }
        return found;
    }

    private boolean isSentAsBefore(Loop loop, ContextId context) {
        List<Instruction> sending = flow.instructions(loop).stream()
                .filter(instruction -> isSending(instruction, context))
                .toList();
        return !sending.isEmpty()
                && sending.stream()
                        .allMatch(instruction ->
                                instruction instanceof Instruction.Invoke call && isSentAsBefore(loop, call, context));
    }

    private boolean isSending(Instruction instruction, ContextId context) {
        ContextEffect effect = effects.apply(instruction).contexts().get(context);
        return effect != null
                && !(effect.resent().isZero() && effect.resentDollars().isZero());
    }

    /** Whether the context comes into the call by nothing but texts; a method of the program may find the object's own elsewhere. */
    private boolean isSentAsBefore(Loop loop, Instruction.Invoke call, ContextId context) {
        CallMeaning meaning = engine.calls().of(procedure, call);
        boolean found = !meaning.targets().isEmpty() && Contexts.isOwnState(context);
        return !found && meaning.functions().isEmpty() && areAsBefore(loop, call, context, DEPTH);
    }

    /** Whether the context comes from the call's operands, and each of them is one from before the loop. */
    private boolean areAsBefore(Loop loop, Instruction.Invoke call, ContextId context, int depth) {
        boolean carried = carries(call.receiver(), context)
                || call.arguments().stream().anyMatch(argument -> carries(argument, context));
        return carried
                && (call.receiver() == null || isAsBefore(loop, call.receiver(), context, depth))
                && call.arguments().stream().allMatch(argument -> isAsBefore(loop, argument, context, depth));
    }

    private boolean carries(@Nullable Expression value, ContextId context) {
        return value != null && engine.contexts().of(procedure, value).contains(context);
    }

    /** Whether the value has nothing of the context but what was in it before the loop. */
    private boolean isAsBefore(Loop loop, Expression value, ContextId context, int depth) {
        if (isHolder(value, context)) {
            return false;
        } else if (!carries(value, context)) {
            return true;
        } else if (depth == 0) {
            return false;
        } else if (value instanceof Expression.Local local) {
            return isText(local)
                    && (!flow.assigns(loop, local)
                            || areAsBefore(loop, engine.origins().assigned(procedure, local), context, depth - 1));
        } else if (value instanceof Expression.Binary binary) {
            return isAsBefore(loop, binary.left(), context, depth - 1)
                    && isAsBefore(loop, binary.right(), context, depth - 1);
        } else if (value instanceof Expression.Cast cast) {
            return isAsBefore(loop, cast.value(), context, depth - 1);
        } else if (value instanceof Expression.Choice choice) {
            return isAsBefore(loop, choice.then(), context, depth - 1)
                    && isAsBefore(loop, choice.otherwise(), context, depth - 1);
        } else if (value instanceof Expression.NewArray array) {
            return array.elements().stream().allMatch(one -> isAsBefore(loop, one, context, depth - 1));
        }
        return value instanceof Expression.Result result && isMadeOfTexts(loop, result, context, depth - 1);
    }

    private boolean areAsBefore(Loop loop, List<Origin> values, ContextId context, int depth) {
        return values.stream()
                .allMatch(one -> one.procedure() == procedure && isAsBefore(loop, one.expression(), context, depth));
    }

    /** {@code UserMessage.from(prompt)}. */
    private boolean isMadeOfTexts(Loop loop, Expression.Result result, ContextId context, int depth) {
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        CallMeaning meaning = engine.calls().of(procedure, call);
        return meaning.targets().isEmpty() && meaning.functions().isEmpty() && areAsBefore(loop, call, context, depth);
    }

    /** Whether the context is in the object that the value is, in which a method may find it whatever else it is given. */
    private static boolean isHolder(Expression value, ContextId context) {
        return value instanceof Expression.Local local && local.name().equals(context.head());
    }

    private boolean isText(Expression.Local local) {
        Procedure declaring = engine.origins().declaring(procedure, local);
        return engine.calls()
                .isImmutable(Types.erasure(declaring.body().localTypes().getOrDefault(local.name(), "")));
    }
}
