package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.LoopBound;
import dev.agentcost.analyzer.bound.LoopBounds;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.CacheRates;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.result.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The effects of all procedures, made bottom-up: callees before callers, each recursion as a whole. Under a scenario only what is
 * asked for is made anew, and of what it runs only what can reach a changed place.
 */
final class Summaries {

    /** A recursion, with what one activation costs. */
    record Recursion(RecursionBounds.Found bound, Effect turn, Formula branching) {}

    private final Engine engine;
    private final Map<Procedure, Map<Loop, LoopBound>> bounds;
    private final Scenario scenario;
    private final RequestCost requestCost;
    private final HiddenLoops hiddenLoops;
    private final CallEffects callEffects;
    private final Renamings renamings;
    private final Pruning pruning;
    private final LimitedAdditions limited;
    private final RecursionBounds recursionBounds;
    private final AnnotatedRetries retries;
    private final @Nullable Summaries unchanged;
    private final Set<Procedure> changed;
    private final Set<Procedure> affected;
    private final Set<Procedure> differing = new HashSet<>();
    private final Elsewhere elsewhere = new Elsewhere();
    private final Map<Procedure, Effect> effects = new HashMap<>();
    private final Map<Procedure, Effect> onceInRecursions = new HashMap<>();
    private final Map<Procedure, HandedOn> handedOn = new HashMap<>();
    private final Map<Procedure, Map<ContextId, Boolean>> givenTexts;
    private final Map<Procedure, Map<Instruction, Effect>> instructions = new HashMap<>();
    private final Map<Procedure, Map<Loop, ProcedureEffect.Turn>> turns = new LinkedHashMap<>();
    private final Map<Procedure, Recursion> recursions = new LinkedHashMap<>();

    Summaries(Engine engine, Map<Procedure, Map<Loop, LoopBound>> bounds) {
        this.engine = engine;
        this.bounds = bounds;
        this.scenario = Scenario.NOTHING;
        this.unchanged = null;
        this.changed = Set.of();
        this.affected = Set.of();
        this.requestCost = new RequestCost(engine);
        this.renamings = new Renamings(engine);
        this.hiddenLoops = new HiddenLoops(engine, requestCost, scenario, this::runEffect, elsewhere);
        this.callEffects = new CallEffects(
                engine,
                requestCost,
                hiddenLoops,
                new Repetitions(engine, scenario),
                new Backoff(engine, bounds),
                renamings,
                this::summary,
                elsewhere,
                null);
        this.pruning = new Pruning(engine);
        this.limited = new LimitedAdditions(
                engine, pruning, this::summary, procedure -> instructions.getOrDefault(procedure, Map.of()));
        this.recursionBounds = new RecursionBounds(engine);
        this.retries = new AnnotatedRetries(engine);
        this.givenTexts = new HashMap<>();
        summarize(engine.program().procedures());
    }

    /**
     * The effects with changes at some places.
     *
     * @param places where procedures stand
     */
    Summaries(Summaries unchanged, Scenario scenario, Places places) {
        this.engine = unchanged.engine;
        this.bounds = unchanged.bounds;
        this.scenario = scenario;
        this.unchanged = unchanged;
        this.changed = new HashSet<>(places.at(scenario.places()));
        this.changed.addAll(unchanged.elsewhere.counting(scenario.places()));
        this.affected = engine.graph().callersOf(changed);
        this.requestCost = unchanged.requestCost;
        this.renamings = unchanged.renamings;
        this.hiddenLoops = new HiddenLoops(engine, requestCost, scenario, this::runEffect, elsewhere);
        this.callEffects = new CallEffects(
                engine,
                requestCost,
                hiddenLoops,
                new Repetitions(engine, scenario),
                new Backoff(engine, bounds),
                renamings,
                this::summary,
                elsewhere,
                unchanged.callEffects);
        this.pruning = unchanged.pruning;
        this.limited = unchanged.limited;
        this.recursionBounds = unchanged.recursionBounds;
        this.retries = unchanged.retries;
        this.givenTexts = unchanged.givenTexts;
    }

    private Effect runEffect(LibraryRuns.Run run) {
        return callEffects.run(run);
    }

    /** The effect of a procedure, or null where it is not made yet because it calls itself. */
    private @Nullable Effect summary(Procedure procedure) {
        if (!engine.reach().isSummarized(procedure)) {
            return Effect.NOTHING;
        }
        return unchanged == null || affected.contains(procedure)
                ? effects.get(procedure)
                : unchanged.effects.get(procedure);
    }

    /** The bounds of the loops of what is summarised, and of loops that a comment speaks of: the same in every scenario. */
    static Map<Procedure, Map<Loop, LoopBound>> boundLoops(Engine engine) {
        Map<Procedure, Map<Loop, LoopBound>> bounds = new LinkedHashMap<>();
        for (Procedure procedure : engine.program().procedures()) {
            if (engine.reach().isSummarized(procedure)
                    || !procedure.body().facts().isEmpty()) {
                LoopBounds loops = new LoopBounds(
                        procedure, engine.flows().of(procedure), engine.origins(), engine.values(), engine.facts());
                Map<Loop, LoopBound> found = loops.all();
                Worklists lists = new Worklists(engine, procedure, loops, Map.copyOf(found));
                found.replaceAll((loop, bound) ->
                        bound.passes() != null ? bound : lists.of(loop).orElse(bound));
                bounds.put(procedure, found);
            }
        }
        return bounds;
    }

    /** Summarises the components of the procedures that are to be summarised. */
    private void summarize(Collection<Procedure> procedures) {
        engine.graph()
                .componentsOf(
                        procedures.stream().filter(engine.reach()::isSummarized).toList())
                .forEach(this::summarizeTogether);
    }

    private void summarizeTogether(List<Procedure> component) {
        if (unchanged != null && component.stream().noneMatch(this::isChanged)) {
            component.forEach(procedure -> effects.put(procedure, unchanged.effects.get(procedure)));
        } else {
            summarizeAnew(component);
        }
    }

    private void summarizeAnew(List<Procedure> component) {
        Procedure first = component.get(0);
        if (!engine.graph().isRecursive(first)) {
            put(first, outside(first, effect(first)));
            return;
        }
        Set<Procedure> members = new HashSet<>(component);
        Effect turn = Effect.NOTHING;
        Map<Procedure, Effect> own = new LinkedHashMap<>();
        Formula branching = Formula.ZERO;
        component.forEach(procedure -> own.put(procedure, Effect.NOTHING));
        for (Procedure procedure : innermostFirst(component)) {
            Effect once = onceInRecursion(procedure);
            own.put(procedure, once);
            if (isWithin(procedure, members)) {
                // for the code round it, which runs the function as a part of itself
                put(procedure, once, unchanged == null ? null : unchanged.onceInRecursions.get(procedure));
            }
        }
        Optional<RecursionBounds.Found> found = unchanged == null
                ? recursionBounds.of(component)
                : Optional.ofNullable(unchanged.recursions.get(first)).map(Recursion::bound);
        if (unchanged == null
                && component.stream()
                        .anyMatch(one -> turns.getOrDefault(one, Map.of()).values().stream()
                                .anyMatch(Summaries::sends))) {
            seeLoops(component, found.map(this::closedAt).orElse(List.of()));
        }
        HandedOn handedOn =
                handedOn(first, found.map(RecursionBounds.Found::procedure).orElse(first), own);
        for (Procedure procedure : component) {
            Effect once = own.getOrDefault(procedure, Effect.NOTHING);
            branching = branching.max(once.callbacks().getOrDefault(CallEffects.RECURSION, Formula.ZERO));
            if (!isWithin(procedure, members)) {
                Effect without = outside(procedure, once.withCallback(CallEffects.RECURSION, Formula.ZERO));
                turn = turn.then(handedOn.named(procedure, without));
            }
            turn = turn.then(handedOn.added(procedure));
        }
        Formula activations = activations(found.orElse(null), branching, first);
        @Nullable CacheRates cache = scenario.caches().get(siteOf(found.orElse(null), first));
        Effect all = cache == null ? turn.repeat(activations) : turn.repeatCached(activations, cache);
        for (Procedure procedure : component) {
            put(procedure, withTextsUnchanged(procedure, handedOn.seenBy(procedure, all)));
        }
        if (unchanged == null && found.isPresent()) {
            // what an activation makes for itself alone does not grow from one to the next
            Effect handed = turn.renameContexts(id -> handedOn.isNew(id) ? Optional.empty() : Optional.of(id));
            recursions.put(first, new Recursion(found.get(), handed, branching));
        }
    }

    /**
     * Looks again at what the loops in a recursion send, with what the procedures of the recursion put behind it: a helper that adds the
     * answer makes the messages grow, whether the helper may lead back to the loop or not. What only further activations send is no
     * matter of the loop.
     *
     * @param entries what the call runs that closes the cycle
     */
    private void seeLoops(List<Procedure> component, List<Procedure> entries) {
        Set<Procedure> inside = new HashSet<>(component);
        for (Procedure procedure : engine.graph().calleesFirst(concat(entries, component), inside::contains)) {
            ProcedureEffect effect = procedureEffect(procedure);
            Effect once = elsewhere.during(procedure, effect::total);
            Map<Loop, ProcedureEffect.Turn> before = turns.get(procedure);
            if (before != null) {
                effect.turns().forEach((loop, seen) -> before.computeIfPresent(loop, (key, turn) -> grown(turn, seen)));
            }
            // for those that come later; what a recursion costs in all takes their place
            effects.put(procedure, outside(procedure, once.withCallback(CallEffects.RECURSION, Formula.ZERO)));
        }
    }

    private static boolean sends(ProcedureEffect.Turn turn) {
        return turn.effect().contexts().values().stream()
                .anyMatch(context -> !context.resent().isZero());
    }

    private static ProcedureEffect.Turn grown(ProcedureEffect.Turn turn, ProcedureEffect.Turn seen) {
        Effect effect = turn.effect();
        for (Map.Entry<ContextId, ContextEffect> context :
                turn.effect().contexts().entrySet()) {
            ContextEffect more = seen.effect().contexts().get(context.getKey());
            if (more != null && !context.getValue().resent().isZero()) {
                effect = effect.withContext(context.getKey(), more);
            }
        }
        return new ProcedureEffect.Turn(effect, seen.limits(), seen.costsBeforeEnd());
    }

    private static List<Procedure> concat(List<Procedure> first, List<Procedure> second) {
        List<Procedure> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private List<Procedure> closedAt(RecursionBounds.Found found) {
        return List.copyOf(engine.graph().runBy(found.site()));
    }

    /** Keeps what a procedure costs; where that is what it costs without the scenario, its callers need not be looked at again. */
    private void put(Procedure procedure, Effect found) {
        put(procedure, counted(found), unchanged == null ? null : unchanged.effects.get(procedure));
    }

    private void put(Procedure procedure, Effect effect, @Nullable Effect before) {
        boolean same = effect.equals(before);
        if (unchanged == null || same) {
            differing.remove(procedure);
        } else {
            differing.add(procedure);
        }
        effects.put(procedure, same && before != null ? before : effect);
    }

    /** Whether the procedure is a function that stands in another one of the recursion. */
    private static boolean isWithin(Procedure procedure, Set<Procedure> members) {
        for (Procedure at = procedure.parent(); at != null; at = at.parent()) {
            if (members.contains(at)) {
                return true;
            }
        }
        return false;
    }

    /** Functions before the code that they stand in. */
    private static List<Procedure> innermostFirst(List<Procedure> component) {
        return component.stream()
                .sorted(Comparator.comparingInt(Summaries::lambdasRound).reversed())
                .toList();
    }

    private static int lambdasRound(Procedure procedure) {
        int count = 0;
        for (Procedure at = procedure; at != null && at.isLambda(); at = at.parent()) {
            count++;
        }
        return count;
    }

    /** What the procedure costs beside the calls within its recursion, which are counted only. */
    private Effect onceInRecursion(Procedure procedure) {
        if (unchanged == null) {
            return onceInRecursions.computeIfAbsent(procedure, this::effect);
        }
        return isChanged(procedure)
                ? effect(procedure)
                : unchanged.onceInRecursions.getOrDefault(procedure, Effect.NOTHING);
    }

    private HandedOn handedOn(Procedure first, Procedure site, Map<Procedure, Effect> once) {
        HandedOn before = unchanged == null ? null : unchanged.handedOn.get(first);
        if (before != null) {
            return before.with(once);
        }
        HandedOn made = new HandedOn(engine, once, site);
        handedOn.put(first, made);
        return made;
    }

    private boolean isChanged(Procedure procedure) {
        return changed.contains(procedure)
                || engine.graph().calledBy(procedure).stream().anyMatch(differing::contains);
    }

    /** Without the number of iterations where nobody asks for it. */
    private Effect counted(Effect effect) {
        return engine.reach().isEverythingSummarized() ? effect : effect.withIterations(Formula.ZERO);
    }

    private Formula activations(RecursionBounds.@Nullable Found found, Formula branching, Procedure first) {
        SourceLocation site = siteOf(found, first);
        Formula cap = scenario.turns().get(site);
        if (cap != null) {
            return cap;
        }
        if (found == null || found.depth() == null) {
            return Formula.of(recursionSymbol(site));
        }
        boolean single = branching.isConstant()
                && branching.minus(Formula.ONE).constantValue().orElseThrow().signum() <= 0;
        return single || found.structural() ? found.depth() : Formula.exponential(branching, found.depth());
    }

    private static SourceLocation siteOf(RecursionBounds.@Nullable Found found, Procedure first) {
        return found == null
                ? first.location()
                : found.procedure().at(found.site().line(), found.site().column());
    }

    /** The symbol for the activations of a recursion without a bound. */
    static Symbol recursionSymbol(SourceLocation site) {
        String file = site.file();
        String name = file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
        return new Symbol(
                "activations of the recursion at " + name + ":" + site.line(), Kind.COUNT, true, site.toString());
    }

    private ProcedureEffect procedureEffect(Procedure procedure) {
        return new ProcedureEffect(
                engine,
                procedure,
                bounds.getOrDefault(procedure, Map.of()),
                callEffects,
                pruning,
                limited,
                scenario,
                unchangedEffects(procedure));
    }

    private Effect effect(Procedure procedure) {
        ProcedureEffect effect = procedureEffect(procedure);
        Effect total = elsewhere.during(procedure, effect::total);
        if (unchanged == null) {
            turns.put(procedure, effect.turns());
            instructions.put(procedure, effect.effects());
        }
        Formula tries = tries(procedure);
        return tries.equals(Formula.ONE) ? total : total.repeat(tries);
    }

    /** The effects of the instructions for which the scenario changes nothing. */
    private Map<Instruction, Effect> unchangedEffects(Procedure procedure) {
        if (unchanged == null || changed.contains(procedure)) {
            return Map.of();
        }
        Map<Instruction, Effect> known = new IdentityHashMap<>();
        unchanged.instructions.getOrDefault(procedure, Map.of()).forEach((instruction, effect) -> {
            if (!(instruction instanceof Instruction.Invoke call)
                    || Collections.disjoint(engine.graph().runBy(call), differing)) {
                known.put(instruction, effect);
            }
        });
        return known;
    }

    /** How often a library runs the method for one call. */
    private Formula tries(Procedure procedure) {
        Formula cap = scenario.turns().get(procedure.location());
        return cap != null
                ? cap
                : retries.of(procedure).map(found -> found.bound().formula()).orElse(Formula.ONE);
    }

    /** A method's locals die with it; a lambda's belong to the method round it, and so do those that an object in it uses. */
    private Effect outside(Procedure procedure, Effect effect) {
        if (procedure.isLambda()) {
            return effect;
        }
        Effect seen = effect.renameContexts(id -> Contexts.isLocal(procedure, id)
                        && engine.contexts().captured(procedure, id).isEmpty()
                ? Optional.empty()
                : Optional.of(id));
        return withTextsUnchanged(procedure, seen);
    }

    /** Whatever a method makes of a text that it is given, alone or in an object that keeps it, the caller's text stays as it is. */
    private Effect withTextsUnchanged(Procedure procedure, Effect effect) {
        Effect seen = effect;
        for (Map.Entry<ContextId, ContextEffect> entry : effect.contexts().entrySet()) {
            boolean given = givenTexts
                    .computeIfAbsent(procedure, key -> new HashMap<>())
                    .computeIfAbsent(entry.getKey(), context -> isGivenText(procedure, context));
            if (given) {
                seen = seen.withContext(entry.getKey(), entry.getValue().onCopy());
            }
        }
        return seen;
    }

    private boolean isGivenText(Procedure procedure, ContextId context) {
        if (!procedure.body().parameters().contains(context.head())) {
            return false;
        }
        String type = Types.erasure(procedure.body().localTypes().getOrDefault(context.head(), ""));
        if (context.head().equals(context.name())) {
            return engine.calls().isImmutable(type);
        }
        Expression.Field field = new Expression.Field(
                new Expression.Local(context.head()),
                type,
                context.name().substring(context.head().length() + 1));
        List<Origin> values = engine.origins().assigned(field);
        return engine.calls().isImmutable(Types.erasure(engine.calls().fieldType(field)))
                && !values.isEmpty()
                && values.stream()
                        .allMatch(value -> value.procedure().method().name().equals("<init>"));
    }

    Effect effectOf(Procedure procedure) {
        if (affected.contains(procedure) && !effects.containsKey(procedure)) {
            summarize(engine.graph().calledFrom(procedure, one -> affected.contains(one) && !effects.containsKey(one)));
        }
        Effect effect = summary(procedure);
        return effect == null ? Effect.NOTHING : effect;
    }

    /** What one run of a function costs; where it calls back what it stands in, as a turn of a loop there, without the further activations. */
    Effect turnOf(Procedure function) {
        Effect once = function.isLambda() ? onceInRecursions.get(function) : null;
        return once == null ? effectOf(function) : once;
    }

    Map<Procedure, Map<Loop, ProcedureEffect.Turn>> turns() {
        return turns;
    }

    Map<Procedure, Recursion> recursions() {
        return recursions;
    }

    HiddenLoops hiddenLoops() {
        return hiddenLoops;
    }

    RequestCost requestCost() {
        return requestCost;
    }

    Pruning pruning() {
        return pruning;
    }

    CallEffects callEffects() {
        return callEffects;
    }
}
