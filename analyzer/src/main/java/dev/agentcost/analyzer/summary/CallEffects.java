package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.DeclaredGraphs;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.GraphPart;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The effect of one call instruction, in the names of the procedure that it stands in. */
final class CallEffects {

    /** Key with which a call inside a recursion is counted. */
    static final String RECURSION = "#recursion";

    private final Engine engine;
    private final RequestCost requestCost;
    private final HiddenLoops hiddenLoops;
    private final Repetitions repetitions;
    private final Resubscriptions resubscriptions;
    private final Pauses pauses;
    private final Renamings renamings;
    private final Refills refills;
    private final Function<Procedure, @Nullable Effect> summaries;
    private final Elsewhere elsewhere;
    private final Set<LibraryRuns.Run> running = new HashSet<>();
    private final Map<LibraryRuns.Run, Elsewhere.Counted> effects = new HashMap<>();
    private final @Nullable CallEffects unchanged;
    private final Map<Instruction.Invoke, Map<Procedure, Seen>> seen = new IdentityHashMap<>();

    /** The effect of a procedure in its own names, and in those of a caller. */
    private record Seen(Effect summary, Effect effect) {}

    /** @param unchanged without the scenario, or null where there is none */
    CallEffects(
            Engine engine,
            RequestCost requestCost,
            HiddenLoops hiddenLoops,
            Repetitions repetitions,
            Backoff backoff,
            Renamings renamings,
            Function<Procedure, @Nullable Effect> summaries,
            Elsewhere elsewhere,
            @Nullable CallEffects unchanged) {
        this.engine = engine;
        this.requestCost = requestCost;
        this.hiddenLoops = hiddenLoops;
        this.repetitions = repetitions;
        this.resubscriptions = new Resubscriptions(engine, repetitions);
        this.pauses = new Pauses(engine, backoff);
        this.renamings = renamings;
        this.refills = new Refills(engine.calls(), engine.origins(), engine.flows());
        this.summaries = summaries;
        this.elsewhere = elsewhere;
        this.unchanged = unchanged;
    }

    /** What the call costs and does to contexts. */
    Effect of(Procedure procedure, Instruction.Invoke call) {
        return of(procedure, engine.calls().of(procedure, call));
    }

    private Effect of(Procedure procedure, CallMeaning meaning) {
        Instruction.Invoke call = meaning.call();
        Optional<ModelCall> request = engine.requests().of(procedure, meaning);
        Effect effect;
        if (request.isPresent()) {
            effect = request(procedure, meaning, request.get());
        } else if (meaning.row() != null) {
            Formula pause = pauses.millis(procedure, call, meaning.row());
            effect = operation(procedure, call, meaning.row())
                    .then(Effect.of(CostVector.of(Dimension.LATENCY_MILLIS, pause)));
        } else {
            effect = Effect.NOTHING;
        }
        if (LibraryRuns.isWalk(meaning)) {
            effect = effect.then(parts(procedure, meaning));
        }
        if (LibraryRuns.walksGraph(meaning)
                && call.receiver() != null
                && meaning.row() != null
                && meaning.row().runs() != null) {
            effect = effect.then(
                    walk(procedure, meaning, call.receiver(), meaning.row().runs()));
        }
        effect = effect.then(targets(procedure, meaning));
        if (meaning.callback() >= 0) {
            effect = effect.then(Effect.callback(Integer.toString(meaning.callback())));
        }
        if (engine.reach().isToolRun(call)) {
            effect = effect.then(Effect.of(CostVector.of(Dimension.TOOL_CALLS, Formula.ONE)
                            .plus(CostVector.of(Dimension.LATENCY_MILLIS, Tokens.assumed(Assumption.TOOL_MILLIS))))
                    .repeat(engine.reach().toolRuns(procedure, call))
                    .withIterations(Formula.ZERO));
        }
        if (meaning.targets().isEmpty() && !LibraryRuns.isHandOver(meaning)) {
            effect = effect.then(functions(procedure, meaning));
        }
        return again(procedure, meaning, effect);
    }

    /** What a lazy stage costs, for each time that its pipeline runs. */
    private Effect again(Procedure procedure, CallMeaning meaning, Effect effect) {
        Runs runs = meaning.row() == null ? null : meaning.row().runs();
        if (runs != null && runs.upstream()) {
            return effect.then(Effect.NOTHING.repeat(repetitions.times(procedure, meaning, runs)));
        }
        boolean stage = runs != null && runs.lazy();
        if (!stage || effect.isNothing()) {
            return effect;
        }
        Formula times = resubscriptions.of(procedure, meaning.call());
        return times.equals(Formula.ONE)
                ? effect
                : effect.repeat(times).withIterations(effect.iterations().times(times));
    }

    // ---- what a library runs of what it was given

    /** The beginning of the names of contexts that a procedure cannot see. */
    private static final String FOREIGN = "#";

    /** What a run costs; the contexts of the place where the object was made are known by names of their own. */
    Effect run(LibraryRuns.Run run) {
        Elsewhere.Counted known = effects.get(run);
        if (known != null) {
            return elsewhere.add(known);
        }
        if (!running.add(run)) {
            // only by way of a value that may be several objects: a library's objects do not hold themselves
            return Effect.NOTHING;
        }
        Elsewhere.Counted made = elsewhere.during(() -> of(run.procedure(), run.meaning())
                .renameContexts(id -> id.name().startsWith(FOREIGN)
                        ? Optional.of(id)
                        : Optional.of(
                                new ContextId(FOREIGN + run.procedure().method().key() + " " + id.name()))));
        running.remove(run);
        if (!made.effect().callbacks().containsKey(RECURSION)) {
            effects.put(run, made);
        }
        return made.effect();
    }

    /** Contexts that a procedure cannot see begin and end with what it runs. */
    static Effect withoutForeign(Effect effect) {
        return effect.renameContexts(id -> id.name().startsWith(FOREIGN) ? Optional.empty() : Optional.of(id));
    }

    private Effect parts(Procedure procedure, CallMeaning meaning) {
        Effect sum = Effect.NOTHING;
        for (LibraryRuns.Part part : engine.runs().parts(procedure, meaning)) {
            Effect each = once(part);
            Instruction.Invoke call = part.meaning().call();
            elsewhere.add(part.procedure().at(call.line(), call.column()));
            Formula times = repetitions.times(part.procedure(), part.meaning(), part.runs());
            sum = sum.then(each.repeat(times));
        }
        return withoutForeign(sum);
    }

    /** A place off all cycles is visited once; those of one cycle as often together as the walk has steps. */
    private Effect walk(Procedure procedure, CallMeaning meaning, Expression receiver, Runs runs) {
        DeclaredGraphs.DeclaredGraph graph = engine.runs().graphs().behind(procedure, receiver);
        Formula steps = nodes(meaning, repetitions.times(procedure, meaning, runs));
        Effect sum = Effect.NOTHING;
        Set<String> seen = new HashSet<>();
        for (String place : graph.places()) {
            Set<String> cycle = graph.cycle(place);
            if (cycle.isEmpty()) {
                sum = sum.then(all(graph.visit(place)));
            } else if (seen.add(place)) {
                seen.addAll(cycle);
                sum = sum.then(around(graph, cycle, steps));
            }
        }
        return withoutForeign(sum.then(all(graph.agents())));
    }

    /** How many nodes a walk of so many steps runs. */
    static Formula nodes(CallMeaning meaning, Formula steps) {
        GraphPart part = meaning.row() == null ? null : meaning.row().graph();
        return part == null ? steps : steps.minus(Formula.of(part.idleSteps())).atLeastZero();
    }

    /** Where a cycle has no short cut, all of its places are visited before one is visited again. */
    private Effect around(DeclaredGraphs.DeclaredGraph graph, Set<String> cycle, Formula steps) {
        int wayBack = graph.shortestWayBack(cycle);
        Effect round = Effect.NOTHING;
        Effect dearest = Effect.NOTHING;
        for (String place : cycle) {
            Effect visit = all(graph.visit(place));
            // where the walk enters the cycle is not known, so each place may send what any other has added
            round = round.parallel(visit).withCost(round.cost().plus(visit.cost()));
            dearest = dearest.branch(visit);
        }
        return wayBack == cycle.size() ? round.repeat(steps.ceilDividedBy(wayBack)) : dearest.repeat(steps);
    }

    /** What running all of them, one after the other, costs. */
    Effect all(List<LibraryRuns.Run> runs) {
        Effect sum = Effect.NOTHING;
        for (LibraryRuns.Run run : runs) {
            sum = sum.then(run(run));
        }
        return sum;
    }

    /** What one pass over everything that a builder's call hands over costs. */
    Effect once(LibraryRuns.Part part) {
        Effect sum = Effect.NOTHING;
        for (LibraryRuns.Run run : part.each()) {
            Effect one = run(run);
            sum = part.runs().parallel() ? sum.parallel(one) : sum.then(one);
        }
        return sum;
    }

    private Effect request(Procedure procedure, CallMeaning meaning, ModelCall request) {
        Optional<HiddenLoops.Found> loop = hiddenLoops.at(procedure, meaning, request);
        Effect once = loop.map(HiddenLoops.Found::total)
                .orElseGet(() -> requestCost
                        .of(procedure, meaning, request)
                        .then(requestCost.remembered(procedure, meaning, request)));
        once = beside(procedure, meaning, request).then(hiddenLoops.again(procedure, meaning, request, once));
        once = hiddenLoops.tried(meaning, once);
        MethodRow row = meaning.row();
        if (row == null || row.context() == null) {
            return once;
        }
        Effect all = once.then(operation(procedure, meaning.call(), row));
        Formula said = loop.map(HiddenLoops.Found::said)
                .orElseGet(() -> engine.answerSizes().of(procedure, meaning));
        return row.context() == ContextOperation.APPEND
                ? all.then(onReceiver(procedure, meaning.call(), (p, c) -> ContextEffect.append(said)))
                : all;
    }

    /** The part of what the call costs that requests with other questions have in common; nothing where it makes no single request. */
    CostVector shared(Procedure procedure, Instruction.Invoke call, Predicate<Expression> same) {
        CallMeaning meaning = engine.calls().of(procedure, call);
        return engine.requests()
                .of(procedure, meaning)
                .filter(request -> request.again() == null
                        && hiddenLoops.at(procedure, meaning, request).isEmpty())
                .map(request -> requestCost.shared(
                        procedure,
                        meaning,
                        request,
                        requestCost.of(procedure, meaning, request).cost(),
                        same))
                .orElse(CostVector.ZERO);
    }

    /** What the library runs once, whatever it makes again. */
    private Effect beside(Procedure procedure, CallMeaning meaning, ModelCall request) {
        return withoutForeign(all(engine.runs().beside(procedure, meaning, request)));
    }

    private Effect operation(Procedure procedure, Instruction.Invoke call, MethodRow row) {
        ContextOperation operation = row.context();
        if (operation == null || call.receiver() == null || !engine.reach().concernsCosts(procedure)) {
            return Effect.NOTHING;
        }
        return switch (operation) {
            case APPEND ->
                replacesByKey(call) && !isNewPart(procedure, call, call.receiver()) || isRegistered(procedure, call)
                        ? Effect.NOTHING
                        : onReceiver(procedure, call, this::append);
            case CLEAR ->
                refills.isRefilled(procedure, call)
                        ? Effect.NOTHING
                        : onReceiver(procedure, call, (p, c) -> ContextEffect.reset(Formula.ZERO));
            case REPLACE -> onReceiver(procedure, call, (p, c) -> ContextEffect.reset(Formula.ZERO));
            case PRUNE ->
                leavesNothing(procedure, call, row)
                        ? onReceiver(procedure, call, (p, c) -> ContextEffect.reset(Formula.ZERO))
                        : Effect.NOTHING;
            default -> Effect.NOTHING;
        };
    }

    /** {@code text.setLength(0)}, {@code text.delete(0, text.length())}. */
    private boolean leavesNothing(Procedure procedure, Instruction.Invoke call, MethodRow row) {
        return engine.contexts().takesAll(procedure, call)
                || row.size() != null
                        && row.size().relation() == Size.Relation.LIMIT
                        && call.arguments().stream()
                                .allMatch(most -> engine.values()
                                        .most(procedure, most)
                                        .filter(Formula::isZero)
                                        .isPresent());
    }

    /** {@code body.put("messages", messages)}: putting again under the same key adds nothing. */
    static boolean replacesByKey(Instruction.Invoke call) {
        return call.arguments().size() >= 2
                && call.arguments().get(0) instanceof Expression.Constant
                && (call.target().name().startsWith("put")
                        || call.target().name().startsWith("set"));
    }

    /** {@code tools.put(tool.name(), tool)}: what is registered under its own name is there once, however often that is done. */
    private boolean isRegistered(Procedure procedure, Instruction.Invoke call) {
        if (call.arguments().size() != 2 || !call.target().name().startsWith("put")) {
            return false;
        }
        Expression key = call.arguments().get(0);
        if (key instanceof Expression.Local local) {
            key = engine.origins().only(procedure, local).orElse(key);
        }
        Expression holder = key instanceof Expression.Result result
                ? engine.origins().call(procedure, result.call()).receiver()
                : key instanceof Expression.Field field ? field.receiver() : null;
        return call.arguments().get(1).equals(holder);
    }

    /** {@code messages.addObject().put("content", text)}: what a chain, or a local, fills that begins with a part just added to a context. */
    private boolean isNewPart(Procedure procedure, Instruction.Invoke filling, Expression receiver) {
        Expression start = receiver instanceof Expression.Local local
                ? engine.origins()
                        .only(procedure, local)
                        .filter(value -> isMadeInSameTurn(procedure, value, filling))
                        .orElse(receiver)
                : receiver;
        return engine.contexts().isNewPart(procedure, start);
    }

    private boolean isMadeInSameTurn(Procedure procedure, Expression value, Instruction.Invoke filling) {
        if (!(value instanceof Expression.Result result)) {
            return false;
        }
        ControlFlow flow = engine.flows().of(procedure);
        Instruction.Invoke making = engine.origins().call(procedure, result.call());
        return flow.loopOf(flow.blockOf(making)) == flow.loopOf(flow.blockOf(filling));
    }

    private ContextEffect append(Procedure procedure, Instruction.Invoke call) {
        Formula tokens = Formula.ZERO;
        for (Expression argument : call.arguments()) {
            tokens = tokens.plus(engine.tokens().of(procedure, argument));
        }
        return ContextEffect.append(tokens);
    }

    private interface Operation {
        ContextEffect of(Procedure procedure, Instruction.Invoke call);
    }

    private Effect onReceiver(Procedure procedure, Instruction.Invoke call, Operation operation) {
        Expression receiver = call.receiver();
        if (receiver == null || engine.contexts().isMadeHere(procedure, receiver)) {
            // what a chain puts into the object that it makes counts where the object is kept or sent
            return Effect.NOTHING;
        }
        return engine.contexts().of(procedure, receiver).stream()
                .findFirst()
                .map(context -> Effect.of(context, operation.of(procedure, call)))
                .orElse(Effect.NOTHING);
    }

    // ---- calls of the program's own procedures

    private Effect targets(Procedure procedure, CallMeaning meaning) {
        boolean several = meaning.targets().size() > 1 && meaning.functions().isEmpty();
        Effect any = null;
        for (Procedure target : meaning.targets()) {
            Effect summary = summaries.apply(target);
            Effect one = summary == null
                    ? Effect.callback(RECURSION)
                    : several ? seen(procedure, meaning, target, summary) : target(procedure, meaning, target, summary);
            any = any == null ? one : meaning.publishes() ? any.then(one) : any.branch(one);
        }
        return any == null ? Effect.NOTHING : any;
    }

    /** What one of several targets costs, kept for the scenarios that change another. */
    private Effect seen(Procedure procedure, CallMeaning meaning, Procedure target, Effect summary) {
        Map<Procedure, Seen> known =
                (unchanged == null ? this : unchanged).seen.computeIfAbsent(meaning.call(), key -> new HashMap<>());
        Seen before = known.get(target);
        if (before != null && before.summary() == summary) {
            return before.effect();
        }
        Effect found = target(procedure, meaning, target, summary);
        if (unchanged == null) {
            known.put(target, new Seen(summary, found));
        }
        return found;
    }

    private Effect target(Procedure procedure, CallMeaning meaning, Procedure target, Effect summary) {
        Effect here = substituted(procedure, meaning.call(), target, summary);
        here = refilled(procedure, meaning.call(), target, here, renamed(procedure, meaning.call(), target, here));
        for (CallMeaning.FunctionArgument function : meaning.functions()) {
            String key = Integer.toString(function.index());
            Formula times = summary.callbacks().get(key);
            if (times != null && !target.isLambda()) {
                here = here.withCallback(key, Formula.ZERO)
                        .then(function(procedure, function).repeat(times));
            }
        }
        return withoutForeignCallbacks(here, meaning, target);
    }

    /** What a method takes out of a context, and puts back because it is given just that, stays there. */
    private Effect refilled(
            Procedure procedure, Instruction.Invoke call, Procedure target, Effect before, Effect effect) {
        Effect result = effect;
        for (Map.Entry<ContextId, ContextEffect> inside : before.contexts().entrySet()) {
            if (inside.getValue().kept().isZero() && refills.isRefilled(procedure, call, target, inside.getKey())) {
                for (ContextId context : engine.contexts().outside(procedure, call, target, inside.getKey())) {
                    ContextEffect changed = result.contexts().get(context);
                    if (changed != null) {
                        result = result.withContext(context, resent(changed));
                    }
                }
            }
        }
        return result;
    }

    /** The called method's functional parameters are not the caller's. */
    private Effect withoutForeignCallbacks(Effect effect, CallMeaning meaning, Procedure target) {
        if (target.isLambda()) {
            return effect;
        }
        Effect result = effect;
        for (String key : effect.callbacks().keySet()) {
            boolean passed = key.equals(RECURSION)
                    || meaning.functions().stream()
                            .anyMatch(f -> Integer.toString(f.parameter()).equals(key));
            if (!passed) {
                result = result.withCallback(key, Formula.ZERO);
            }
        }
        return result;
    }

    private Effect function(Procedure procedure, CallMeaning.FunctionArgument function) {
        if (function.parameter() >= 0) {
            return Effect.callback(Integer.toString(function.parameter()));
        }
        Effect any = null;
        for (Procedure code : function.procedures()) {
            Effect summary = summaries.apply(code);
            Effect one = summary == null ? Effect.callback(RECURSION) : seenFrom(procedure, code, summary);
            any = any == null ? one : any.branch(one);
        }
        return any == null ? Effect.NOTHING : any;
    }

    /** The locals that an object uses are known where it was made, and nowhere else. */
    private Effect seenFrom(Procedure procedure, Procedure code, Effect effect) {
        return code.isLambda()
                ? effect
                : effect.renameContexts(id -> engine.contexts()
                                .captured(code, id)
                                .filter(round -> round != procedure.root())
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(id));
    }

    private Effect substituted(Procedure procedure, Instruction.Invoke call, Procedure target, Effect summary) {
        if (target.isLambda() || summary.isNothing()) {
            return summary;
        }
        String origin = target.method().location().toString();
        Effect result = summary;
        for (Symbol symbol : summary.symbols(origin)) {
            if (symbol.unbounded()) {
                continue;
            }
            Optional<Formula> value = engine.values().argument(procedure, call, target, symbol);
            if (value.isPresent()) {
                Formula known = value.get();
                result = result.map(formula -> formula.substitute(symbol, known));
            }
        }
        return result;
    }

    private Effect renamed(Procedure procedure, Instruction.Invoke call, Procedure target, Effect effect) {
        boolean ownNames = target.isLambda() && target.method() == procedure.method();
        if (ownNames || effect.contexts().isEmpty()) {
            return effect;
        }
        Effect result = effect.renameContexts(
                id -> renamings.of(procedure, call, target, id).changed());
        Effect also = Effect.NOTHING;
        for (Map.Entry<ContextId, ContextEffect> entry : effect.contexts().entrySet()) {
            Renamings.Outside outside = renamings.of(procedure, call, target, entry.getKey());
            for (ContextId other : outside.sent()) {
                also = also.then(Effect.of(other, resent(entry.getValue())));
            }
            also = also.then(sent(outside.beside(), entry.getValue()));
        }
        return result.then(also);
    }

    // ---- functional arguments of library calls

    private Effect functions(Procedure procedure, CallMeaning meaning) {
        Effect sum = Effect.NOTHING;
        for (CallMeaning.FunctionArgument function : meaning.functions()) {
            Effect once = onReceiver(procedure, meaning, function);
            MethodRow row = meaning.row();
            boolean repeats = row != null
                    && row.runs() != null
                    && !row.runs().upstream()
                    && row.runs().times() != Runs.Times.ONCE;
            if (once.isNothing() && !repeats) {
                continue;
            }
            if (isHandedOn(row)) {
                continue;
            }
            if (row == null || row.runs() == null) {
                sum = sum.then(once.repeat(Formula.of(unknownRuns(procedure, meaning))));
                continue;
            }
            Runs runs = row.runs();
            if (!runs.repeats(function.index())) {
                // what a library does where nothing helps any more, it does once
                sum = sum.then(once);
                continue;
            }
            Formula times = repetitions.times(procedure, meaning, runs);
            Effect all = runs.times() == Runs.Times.ONCE
                    ? once
                    : runs.parallel() ? once.repeatParallel(times) : once.repeat(times);
            sum = sum.then(all);
        }
        return sum;
    }

    /** Whether a function that is given to such a method costs where what carries it is run. */
    static boolean isHandedOn(@Nullable MethodRow row) {
        return row != null && (row.graph() != null || row.runs() == null && row.context() == ContextOperation.CARRY);
    }

    /** What a method of an object that was handed over gets when it is run is what the call is made on. */
    private Effect onReceiver(Procedure procedure, CallMeaning meaning, CallMeaning.FunctionArgument function) {
        Effect once = function(procedure, function);
        Expression receiver = meaning.call().receiver();
        if (receiver == null || once.contexts().isEmpty()) {
            return once;
        }
        Set<String> parameters = new HashSet<>();
        function.procedures().stream()
                .filter(code -> !code.isLambda())
                .forEach(code -> parameters.addAll(code.body().parameters()));
        Effect sum = once.renameContexts(id -> parameters.contains(id.name()) ? Optional.empty() : Optional.of(id));
        for (Map.Entry<ContextId, ContextEffect> entry : once.contexts().entrySet()) {
            if (parameters.contains(entry.getKey().name())) {
                sum = sum.then(sent(procedure, receiver, entry.getValue()));
            }
        }
        return sum;
    }

    /** What is sent where a value takes the place of a context. */
    private Effect sent(Procedure procedure, Expression value, ContextEffect context) {
        boolean made = engine.contexts().isMadeHere(procedure, value);
        Set<ContextId> carried = made
                ? engine.contexts().growing(procedure, value)
                : engine.contexts().of(procedure, value);
        Formula beside = made
                ? engine.tokens().besideContexts(procedure, value, engine.contexts())
                : engine.beside().of(procedure, value);
        Effect sum = sent(beside, context);
        for (ContextId one : carried) {
            sum = sum.then(Effect.of(one, resent(context)));
        }
        return sum;
    }

    /** What is sent where so many tokens take the place of a context. */
    private static Effect sent(Formula tokens, ContextEffect context) {
        return Effect.of(CostVector.of(Dimension.INPUT_TOKENS, tokens.times(context.resent()))
                .plus(CostVector.of(Dimension.DOLLARS, tokens.times(context.resentDollars()))));
    }

    /** The part of an effect that sends what was there before. */
    private static ContextEffect resent(ContextEffect effect) {
        return new ContextEffect(
                Formula.ONE, Formula.ZERO, effect.resent(), Formula.ZERO, effect.resentDollars(), Formula.ZERO);
    }

    /** Code that is given away may run any number of times: the number is an assumption with a name. */
    static Symbol unknownRuns(Procedure procedure, CallMeaning meaning) {
        return new Symbol(
                "runs of the function given to " + meaning.call().target().name() + " at "
                        + procedure.at(meaning.call().line()),
                Kind.SIZE,
                false,
                procedure.at(meaning.call().line()).toString(),
                Assumption.UNKNOWN_RUNS.key());
    }
}
