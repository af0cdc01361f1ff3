package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Contexts to which some code adds only by way of code that keeps them below a limit whenever it adds: {@code wrap(() ->
 * memory.add(answer))}. They stay below it, whether that is run in a turn or not, and however often.
 */
final class LimitedAdditions {

    private final Engine engine;
    private final Pruning pruning;
    private final Function<Procedure, @Nullable Effect> summaries;
    private final Function<Procedure, Map<Instruction, Effect>> effects;
    // the same in every scenario: how much is added plays no part
    private final Map<Instruction.Invoke, Map<ContextId, Optional<Pruning.Limit>>> known = new IdentityHashMap<>();

    /**
     * In procedures that are summarised already; of others nothing is known.
     *
     * @param summaries the effects of procedures, null where it is not known yet
     * @param effects those of their instructions
     */
    LimitedAdditions(
            Engine engine,
            Pruning pruning,
            Function<Procedure, @Nullable Effect> summaries,
            Function<Procedure, Map<Instruction, Effect>> effects) {
        this.engine = engine;
        this.pruning = pruning;
        this.summaries = summaries;
        this.effects = effects;
    }

    /** The contexts that instructions of a procedure add to in no other way, each with its limit. */
    Map<ContextId, Pruning.Limit> in(
            Procedure procedure, Collection<Instruction> instructions, Function<Instruction, Effect> effectOf) {
        Set<ContextId> added = new LinkedHashSet<>();
        instructions.forEach(instruction -> effectOf.apply(instruction)
                .contexts()
                .forEach((context, effect) -> {
                    if (effect.adds()) {
                        added.add(context);
                    }
                }));
        Map<ContextId, Pruning.Limit> found = new LinkedHashMap<>();
        added.forEach(context ->
                of(procedure, instructions, effectOf, context).ifPresent(limit -> found.put(context, limit)));
        return found;
    }

    private Optional<Pruning.Limit> of(
            Procedure procedure,
            Collection<Instruction> instructions,
            Function<Instruction, Effect> effectOf,
            ContextId context) {
        Optional<Pruning.Limit> most = Optional.empty();
        for (Instruction instruction : instructions) {
            if (adds(effectOf.apply(instruction), context)) {
                Optional<Pruning.Limit> one = instruction instanceof Instruction.Invoke call
                        ? of(procedure, call, context)
                        : Optional.empty();
                if (one.isEmpty()) {
                    return one;
                }
                most = largest(most, one);
            }
        }
        return most;
    }

    private static boolean adds(Effect effect, ContextId context) {
        return effect.contexts().getOrDefault(context, ContextEffect.IDENTITY).adds();
    }

    /** The larger limit, of one that may not be there and one that is. */
    private static Optional<Pruning.Limit> largest(Optional<Pruning.Limit> before, Optional<Pruning.Limit> one) {
        return before.isEmpty()
                ? one
                : one.map(limit -> new Pruning.Limit(
                        before.get().tokens().max(limit.tokens()), before.get().where()));
    }

    /** The limit that a call keeps; none where that is asked again while it is worked out. */
    private Optional<Pruning.Limit> of(Procedure procedure, Instruction.Invoke call, ContextId context) {
        Map<ContextId, Optional<Pruning.Limit>> limits = known.computeIfAbsent(call, key -> new HashMap<>());
        Optional<Pruning.Limit> answer = limits.putIfAbsent(context, Optional.empty());
        if (answer != null) {
            return answer;
        }
        CallMeaning meaning = engine.calls().of(procedure, call);
        Optional<Pruning.Limit> found = find(procedure, meaning, context);
        if (isSummarized(meaning)) {
            limits.put(context, found);
        } else {
            limits.remove(context);
        }
        return found;
    }

    private boolean isSummarized(CallMeaning meaning) {
        return Stream.concat(
                        meaning.targets().stream(),
                        meaning.functions().stream().flatMap(function -> function.procedures().stream()))
                .allMatch(code -> summaries.apply(code) != null);
    }

    private Optional<Pruning.Limit> find(Procedure procedure, CallMeaning meaning, ContextId context) {
        Instruction.Invoke call = meaning.call();
        Pruning.Limit kept = pruning.kept(procedure, call).get(context);
        if (kept != null) {
            return Optional.of(kept);
        }
        boolean isOfLibrary = meaning.row() != null && meaning.row().context() != null
                || !engine.runs().code(procedure, meaning).isEmpty();
        if (isOfLibrary) {
            return Optional.empty();
        }
        Optional<Pruning.Limit> most = Optional.empty();
        for (Procedure target : meaning.targets()) {
            Effect effect = summaries.apply(target);
            if (effect == null) {
                return Optional.empty();
            }
            for (ContextId inside : effect.contexts().keySet()) {
                boolean isContext = engine.contexts()
                        .outside(procedure, call, target, inside)
                        .contains(context);
                if (isContext && adds(effect, inside)) {
                    Optional<Pruning.Limit> one = of(target, inside);
                    if (one.isEmpty()) {
                        return one;
                    }
                    most = largest(most, one);
                }
            }
        }
        for (CallMeaning.FunctionArgument function : meaning.functions()) {
            for (Procedure code : function.procedures()) {
                Effect effect = summaries.apply(code);
                if (effect == null) {
                    return Optional.empty();
                } else if (adds(effect, context)) {
                    Optional<Pruning.Limit> one = of(code, context);
                    if (one.isEmpty()) {
                        return one;
                    }
                    most = largest(most, one);
                }
            }
        }
        return most;
    }

    /** The limit that a whole procedure keeps. */
    private Optional<Pruning.Limit> of(Procedure procedure, ContextId context) {
        Pruning.Limit always = pruning.always(procedure).get(context);
        if (always != null) {
            return Optional.of(always);
        }
        Map<Instruction, Effect> all = effects.apply(procedure);
        List<Instruction> instructions = procedure.body().blocks().stream()
                .map(Block::instructions)
                .flatMap(List::stream)
                .filter(all::containsKey)
                .toList();
        return of(procedure, instructions, all::get, context);
    }
}
