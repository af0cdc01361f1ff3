package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
    private final Set<Procedure> open = new HashSet<>();

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
        List<Optional<Pruning.Limit>> limits = new ArrayList<>();
        for (Instruction instruction : instructions) {
            if (adds(effectOf.apply(instruction), context)) {
                limits.add(
                        instruction instanceof Instruction.Invoke call
                                ? of(procedure, call, context)
                                : Optional.empty());
            }
        }
        return largest(limits);
    }

    private static boolean adds(Effect effect, ContextId context) {
        return effect.contexts().getOrDefault(context, ContextEffect.IDENTITY).adds();
    }

    /** The largest limit, where all are known. */
    private static Optional<Pruning.Limit> largest(List<Optional<Pruning.Limit>> limits) {
        return limits.stream()
                .reduce((one, other) -> one.flatMap(first ->
                        other.map(second -> new Pruning.Limit(first.tokens().max(second.tokens()), first.where()))))
                .orElse(Optional.empty());
    }

    private Optional<Pruning.Limit> of(Procedure procedure, Instruction.Invoke call, ContextId context) {
        Pruning.Limit kept = pruning.kept(procedure, call).get(context);
        if (kept != null) {
            return Optional.of(kept);
        }
        CallMeaning meaning = engine.calls().of(procedure, call);
        boolean isOfLibrary = meaning.row() != null && meaning.row().context() != null
                || !engine.runs().code(procedure, meaning).isEmpty();
        if (isOfLibrary) {
            return Optional.empty();
        }
        List<Optional<Pruning.Limit>> limits = new ArrayList<>();
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
                    limits.add(of(target, inside));
                }
            }
        }
        for (CallMeaning.FunctionArgument function : meaning.functions()) {
            for (Procedure code : function.procedures()) {
                Effect effect = summaries.apply(code);
                if (effect == null) {
                    return Optional.empty();
                } else if (adds(effect, context)) {
                    limits.add(of(code, context));
                }
            }
        }
        return largest(limits);
    }

    /** The limit that a whole procedure keeps. */
    private Optional<Pruning.Limit> of(Procedure procedure, ContextId context) {
        Pruning.Limit always = pruning.always(procedure).get(context);
        if (always != null) {
            return Optional.of(always);
        }
        if (!open.add(procedure)) {
            return Optional.empty();
        }
        Map<Instruction, Effect> known = effects.apply(procedure);
        List<Instruction> instructions = procedure.body().blocks().stream()
                .map(Block::instructions)
                .flatMap(List::stream)
                .filter(known::containsKey)
                .toList();
        Optional<Pruning.Limit> found = of(procedure, instructions, known::get, context);
        open.remove(procedure);
        return found;
    }
}
