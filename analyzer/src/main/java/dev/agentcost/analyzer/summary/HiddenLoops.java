package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.Again;
import dev.agentcost.analyzer.catalog.HiddenLoop;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.VersionRange;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.CacheRates;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/** Loops of requests and tool runs inside a library, that one call starts. */
final class HiddenLoops {

    private static final ContextId INSIDE = new ContextId("#inside");

    private final Engine engine;
    private final RequestCost requestCost;
    private final Scenario scenario;
    private final Function<LibraryRuns.Run, Effect> runs;
    private final Elsewhere elsewhere;
    private final HandedTogether handed;
    private final AnnotatedRetries retries;
    private final Teams teams;

    /**
     * Hidden loops.
     *
     * @param runs what something that a library runs costs
     * @param elsewhere collects the places of loops that count in procedures that do not stand there
     */
    HiddenLoops(
            Engine engine,
            RequestCost requestCost,
            Scenario scenario,
            Function<LibraryRuns.Run, Effect> runs,
            Elsewhere elsewhere) {
        this.engine = engine;
        this.requestCost = requestCost;
        this.scenario = scenario;
        this.runs = runs;
        this.elsewhere = elsewhere;
        this.retries = new AnnotatedRetries(engine);
        this.handed = new HandedTogether(engine.calls(), engine.origins(), engine.flows());
        this.teams = new Teams(engine, scenario);
    }

    /**
     * A hidden loop as it is at one call.
     *
     * @param procedure where the loop was built: at the builder of a service, else where it is called
     * @param context how what a turn sends grows
     * @param turn what one turn costs
     * @param total what the whole call costs beside the contexts that it is given
     * @param said tokens of the answers and tool results of all turns
     * @param most how many turns the library allows, whatever takes them
     * @param chosen whether the model decides how often it turns, and not only how its agents were put together
     */
    record Found(
            Procedure procedure,
            SourceLocation location,
            IterationBound bound,
            Driver driver,
            List<Step> derivation,
            String remedy,
            ContextGrowth context,
            Effect turn,
            Effect total,
            Formula said,
            IterationBound most,
            boolean chosen) {}

    /** The hidden loop that the call starts, if tools were given to it or the library loops without. */
    Optional<Found> at(Procedure procedure, CallMeaning meaning, ModelCall request) {
        HiddenLoop loop = request.hiddenLoop();
        if (loop == null) {
            return Optional.empty();
        }
        List<Origin> configured = engine.runs().configured(procedure, meaning);
        if (isOff(configured, loop)) {
            return Optional.empty();
        }
        boolean tools = !loop.needsTools() || engine.runs().offersTools(configured);
        Teams.Team team = tools || !loop.joins() ? Teams.Team.ONE : teams.of(procedure, meaning);
        if (!tools && !team.agents()) {
            return Optional.empty();
        }
        boolean chosen = tools || !team.known();
        List<Step> derivation = new ArrayList<>();
        int line = meaning.call().line();
        derivation.add(new Step(
                procedure.at(line),
                called(meaning) + " queries the model, runs the tools it asks for and queries again"));
        Limit limit = limit(procedure, configured, loop, meaning, derivation);
        Map.Entry<Procedure, Instruction.Invoke> built = built(procedure, meaning);
        SourceLocation place =
                built.getKey().at(built.getValue().line(), built.getValue().column());
        if (built.getValue() != meaning.call() || meaning.call().id() < 0) {
            elsewhere.add(place);
        }
        IterationBound bound = chosen ? limit.bound() : together(limit.bound(), team);
        Formula turns = turns(place, bound);
        Effect request1 = requestCost.of(procedure, meaning, request);
        Formula answer = request1.cost().get(Dimension.OUTPUT_TOKENS);
        Formula rate = requestCost.inputRate(procedure, meaning);
        Formula toolCalls = chosen ? Tokens.assumed(Assumption.TOOL_CALLS_PER_ANSWER) : Formula.ZERO;
        Formula results = toolCalls.times(Tokens.assumed(Assumption.TOOL_RESULT_TOKENS));
        Effect tool = Effect.of(CostVector.of(Dimension.TOOL_CALLS, toolCalls)
                        .plus(CostVector.of(
                                Dimension.LATENCY_MILLIS, toolCalls.times(Tokens.assumed(Assumption.TOOL_MILLIS)))))
                .then(dearest(procedure, meaning).repeat(toolCalls));
        ContextEffect send = ContextEffect.send(rate).repeat(requestCost.tries(procedure, meaning, request));
        ContextEffect inside = send;
        ContextGrowth context = ContextGrowth.NONE;
        Formula added = answer.plus(results);
        if (loop.keepsContext()) {
            Optional<Pruning.Limit> window = Optional.ofNullable(
                            scenario.windows().get(place))
                    .map(tokens -> new Pruning.Limit(tokens, place))
                    .or(() -> window(configured, loop, place));
            inside = inside.then(ContextEffect.append(added));
            inside = window.map(Pruning.Limit::tokens).map(inside::within).orElse(inside);
            context = growth(place, added, window);
        }
        Effect turn = request1.then(Effect.of(INSIDE, inside)).then(tool);
        Effect extra = request1.then(Effect.of(INSIDE, send));
        CacheRates cache = scenario.caches().get(place);
        Effect total = cache == null
                ? turn.repeat(turns)
                : cached(turn, request1.cost().get(Dimension.INPUT_TOKENS).times(rate), turns, cache);
        if (loop.extraCalls() > 0) {
            total = total.then(extra.repeat(Formula.of(loop.extraCalls())));
        }
        total = total.withIterations(Formula.ZERO);
        return Optional.of(new Found(
                built.getKey(),
                place,
                bound,
                limit.driver(),
                derivation,
                limit.bound().isUnbounded() || limit.driver() == Driver.FRAMEWORK
                        ? "set a limit on the rounds of tool calls"
                                + (loop.capSetting().isEmpty() ? "" : " (the setting '" + loop.capSetting() + "')")
                        : "",
                context,
                turn,
                dies(total),
                added.times(turns).plus(answer.times(Formula.of(loop.extraCalls()))),
                limit.bound(),
                chosen));
    }

    /** The requests of agents without tools, or what the run allows where that is less. */
    private static IterationBound together(IterationBound limit, Teams.Team team) {
        return team.requests()
                .map(requests -> IterationBound.of(limit.isUnbounded() ? requests : requests.min(limit.formula())))
                .orElse(limit);
    }

    /** All that the first request sends is sent again with each that follows. */
    private static Effect cached(Effect turn, Formula dollars, Formula turns, CacheRates rates) {
        Formula read = Formula.of(rates.read());
        Effect later = turn.withCost(
                turn.cost().plus(CostVector.of(Dimension.DOLLARS, dollars.times(read.minus(Formula.ONE)))));
        Formula once = dollars.times(Formula.of(rates.write()).minus(read));
        return Effect.of(Dimension.DOLLARS, once).then(later.repeatCached(turns, rates));
    }

    /** The whole call as often as the library makes it where it checks the answer. */
    Effect again(Procedure procedure, CallMeaning meaning, ModelCall request, Effect once) {
        Again again = request.again();
        if (again == null) {
            return once;
        }
        List<Origin> configured = engine.runs().configured(procedure, meaning);
        if (!again.when().isEmpty()
                && engine.settings().find(configured, again.when()).isEmpty()) {
            return once;
        }
        List<Settings.Made> makings =
                again.setting().isEmpty() ? List.of() : engine.settings().find(configured, again.setting());
        return once.repeat(times(procedure, meaning, again, makings)).withIterations(Formula.ZERO);
    }

    /** The whole call as often as an annotation of the service's method makes a library try it. */
    Effect tried(CallMeaning meaning, Effect once) {
        return retries.ofService(meaning)
                .map(found -> {
                    SourceLocation place = AnnotatedRetries.place(found.getKey());
                    elsewhere.add(place);
                    Formula cap = scenario.turns().get(place);
                    return once.repeat(cap == null ? found.getValue().bound().formula() : cap)
                            .withIterations(Formula.ZERO);
                })
                .orElse(once);
    }

    private Formula times(Procedure procedure, CallMeaning meaning, Again again, List<Settings.Made> makings) {
        Limits.Limit limit = engine.limits().of(makings, "calls");
        if (limit.none()) {
            return unlimited(procedure, meaning.call().line()).bound().formula();
        }
        Formula otherwise = Formula.of(
                configured(again.capProperties(), (key, number) -> {}).orElse(again.defaultCount()));
        Formula most = limit.most() == null
                ? otherwise
                : engine.settingPaths().maySkip(makings) ? limit.most().max(otherwise) : limit.most();
        return most.plus(Formula.of(again.plus())).max(Formula.ONE);
    }

    /** A service loops where it was built, however many calls it has; everything else where it is called. */
    private Map.Entry<Procedure, Instruction.Invoke> built(Procedure procedure, CallMeaning meaning) {
        return engine.runs().builders(procedure, meaning).stream()
                .findFirst()
                .filter(builder -> meaning.service())
                .orElse(Map.entry(procedure, meaning.call()));
    }

    /** The tool that costs most: which one the model asks for is not known. */
    private Effect dearest(Procedure procedure, CallMeaning meaning) {
        Effect most = Effect.NOTHING;
        for (LibraryRuns.Run run : engine.runs().tools(procedure, meaning)) {
            if (!joins(run)) {
                most = most.branch(runs.apply(run));
            }
        }
        return most;
    }

    /** Whether the turns of what is run are among the turns of this loop, which finds its tools, too. */
    private static boolean joins(LibraryRuns.Run run) {
        ModelCall request =
                run.meaning().row() == null ? null : run.meaning().row().modelCall();
        return request != null
                && request.hiddenLoop() != null
                && request.hiddenLoop().joins();
    }

    private Formula turns(SourceLocation place, IterationBound bound) {
        Formula cap = scenario.turns().get(place);
        if (cap == null) {
            return bound.formula();
        }
        return bound.isUnbounded() ? cap : cap.min(bound.formula());
    }

    /** Whether settings switch the loop off, wherever their values come from. */
    private boolean isOff(List<Origin> configured, HiddenLoop loop) {
        return engine.runs().isLoopOff(configured)
                || !loop.capSetting().isEmpty()
                        && engine.limits().areOff(engine.settings().findWithoutTools(configured, loop.capSetting()));
    }

    /** The window of the context that each turn sends, where every one that may be set has a window. */
    private Optional<Pruning.Limit> window(List<Origin> configured, HiddenLoop loop, SourceLocation place) {
        if (loop.windowSetting().isEmpty() && loop.defaultWindow().isEmpty()) {
            return Optional.empty();
        }
        Pruning.Limit most = null;
        List<Settings.Made> makings = makings(configured, loop.windowSetting());
        boolean unset = makings.isEmpty() || engine.settingPaths().maySkip(makings);
        if (unset) {
            if (loop.defaultWindow().isEmpty()) {
                return Optional.empty();
            }
            most = new Pruning.Limit(
                    engine.windows().ofMessages(Formula.of(loop.defaultWindow().getAsLong())), place);
        }
        List<Settings.Made> enough = enough(makings);
        if (!enough.isEmpty()) {
            return enough.stream()
                    .map(this::pruning)
                    .flatMap(Optional::stream)
                    .reduce((one, other) -> new Pruning.Limit(one.tokens().max(other.tokens()), one.where()));
        }
        for (Settings.Made made : makings) {
            Optional<Pruning.Limit> pruning = pruning(made);
            if (pruning.isEmpty()) {
                return Optional.empty();
            }
            most = most == null
                    ? pruning.get()
                    : new Pruning.Limit(
                            most.tokens().max(pruning.get().tokens()),
                            pruning.get().where());
        }
        return Optional.ofNullable(most);
    }

    /**
     * What a method that takes any number hands over does not take the place of what another such method does: hooks and interceptors
     * work together. Of these, the makings by one method that prunes however the loop was built are enough.
     */
    private List<Settings.Made> enough(List<Settings.Made> makings) {
        Map<String, List<Settings.Made>> byMethod = new LinkedHashMap<>();
        for (Settings.Made made : makings) {
            Operand operand = made.setting().operand();
            if (operand == null || operand.kind() != Operand.Kind.ARGUMENTS) {
                return List.of();
            }
            byMethod.computeIfAbsent(made.call().target().name(), name -> new ArrayList<>())
                    .add(made);
        }
        return byMethod.values().stream()
                .filter(all -> all.stream().allMatch(made -> pruning(made).isPresent()))
                .filter(all -> makings.stream().allMatch(made -> all.contains(made) || isMadeBeside(made, all)))
                .filter(all -> !engine.settingPaths().maySkip(all))
                .findFirst()
                .orElse(List.of());
    }

    /** Whether it is made on an object on which one of the others is made, too. */
    private boolean isMadeBeside(Settings.Made made, List<Settings.Made> others) {
        Optional<Expression> built = built(made);
        return built.isPresent()
                && others.stream()
                        .anyMatch(other -> other.procedure() == made.procedure()
                                && built(other).equals(built));
    }

    /** What holds the object that a setting is made on; of a chain that nothing holds, the call that it begins with. */
    private Optional<Expression> built(Settings.Made made) {
        Expression at = made.call().receiver();
        Optional<Expression> held =
                at == null ? Optional.empty() : engine.origins().root(made.procedure(), at);
        if (held.isPresent()) {
            return held;
        }
        while (at instanceof Expression.Result result) {
            Expression before =
                    engine.origins().call(made.procedure(), result.call()).receiver();
            if (before == null) {
                return Optional.of(at);
            }
            at = before;
        }
        return Optional.empty();
    }

    /** The window of one that is handed over; of several hooks or plugins together, one that prunes is enough. */
    private Optional<Pruning.Limit> pruning(Settings.Made made) {
        return made.values().stream()
                .flatMap(value -> handed.of(made.procedure(), made.call(), value).stream())
                .filter(part ->
                        engine.windows().verdict(part.procedure(), part.expression()) == Windows.Verdict.WINDOWED)
                .findFirst()
                .map(part -> new Pruning.Limit(
                        engine.windows().tokens(part.procedure(), part.expression()),
                        made.procedure().at(made.call().line())));
    }

    /** The makings on the way on which the loop was built; where there are none, those in what it was handed, tools aside. */
    private List<Settings.Made> makings(List<Origin> configured, String name) {
        List<Settings.Made> own = configured.stream()
                .flatMap(value -> engine.settings().findOwn(value.procedure(), value.expression(), name).stream())
                .distinct()
                .toList();
        return own.isEmpty() ? engine.settings().findWithoutTools(configured, name) : own;
    }

    private static ContextGrowth growth(SourceLocation call, Formula added, Optional<Pruning.Limit> window) {
        return window.map(limit -> new ContextGrowth(ContextGrowth.Kind.WINDOWED, added, "", limit.text(), call, call))
                .orElseGet(() -> new ContextGrowth(ContextGrowth.Kind.LINEAR, added, "", "", call, call));
    }

    private static Effect dies(Effect effect) {
        return CallEffects.withoutForeign(
                effect.renameContexts(id -> id.equals(INSIDE) ? Optional.empty() : Optional.of(id)));
    }

    private record Limit(IterationBound bound, Driver driver) {}

    private Limit limit(
            Procedure procedure, List<Origin> made, HiddenLoop loop, CallMeaning meaning, List<Step> derivation) {
        int line = meaning.call().line();
        Optional<String> streamed = streamed(procedure, loop, meaning);
        if (streamed.isPresent()) {
            derivation.add(new Step(
                    procedure.at(line),
                    "the library limits no loop whose result is a " + Types.simpleName(streamed.get())
                            + version(meaning)));
            return unlimited(procedure, line);
        }
        List<Settings.Made> makings = loop.capSetting().isEmpty() ? List.of() : makings(made, loop.capSetting());
        Limits.Limit limit = engine.limits().of(makings, "turns");
        derivation.addAll(limit.derivation());
        if (limit.none()) {
            return unlimited(procedure, line);
        }
        Formula most = limit.most();
        if (most == null) {
            return notSet(procedure, loop, meaning, derivation, false);
        }
        if (!engine.settingPaths().maySkip(makings)) {
            return new Limit(IterationBound.of(most), most.isConstant() ? Driver.CONSTANT : Driver.COUNTER);
        }
        Limit otherwise = notSet(procedure, loop, meaning, derivation, true);
        return otherwise.bound().isUnbounded()
                ? otherwise
                : new Limit(
                        IterationBound.of(most.max(otherwise.bound().formula())),
                        most.isConstant() ? Driver.CONSTANT : Driver.COUNTER);
    }

    /**
     * The limit where the source sets none.
     *
     * @param partly whether it sets one on some paths
     */
    private Limit notSet(
            Procedure procedure, HiddenLoop loop, CallMeaning meaning, List<Step> derivation, boolean partly) {
        int line = meaning.call().line();
        OptionalLong configured = configured(
                loop.capProperties(),
                (key, number) -> derivation.add(
                        new Step(procedure.at(line), "the property " + key + " limits the turns to " + number)));
        if (configured.isPresent()) {
            return new Limit(IterationBound.of(Formula.of(configured.getAsLong())), Driver.CONSTANT);
        }
        if (loop.defaultTurns().isPresent()) {
            long turns = loop.defaultTurns().getAsLong();
            derivation.add(new Step(
                    procedure.at(line),
                    (derivation.size() > 1 ? "where no limit is set" : "no limit is set;")
                            + " the library's default is " + turns + " turns" + version(meaning)));
            return new Limit(IterationBound.of(Formula.of(turns)), Driver.FRAMEWORK);
        }
        derivation.add(new Step(
                procedure.at(line),
                (partly ? "on other paths no limit is set" : "no limit is set")
                        + ", and the library has none of its own" + version(meaning)));
        return unlimited(procedure, line);
    }

    /** A method of a service has no name where what its builder or its annotation says is asked for. */
    private static String called(CallMeaning meaning) {
        String name = meaning.call().target().name();
        return name.isEmpty() ? "a call of the service" : name + "()";
    }

    /** The result type of the called method, or of any that the annotations of a service may mean, where the library limits no loop with such a result. */
    private Optional<String> streamed(Procedure procedure, HiddenLoop loop, CallMeaning meaning) {
        CallTarget target = meaning.call().target();
        String annotated = procedure.method().owner();
        List<MethodDeclaration> methods = target.name().isEmpty()
                        && procedure.method().isAnnotations()
                ? engine.program().type(annotated).map(TypeDeclaration::methods).orElse(List.of())
                : engine.program().declared(target.owner(), target.name());
        return methods.stream()
                .map(method -> Types.erasure(method.returnType()))
                .filter(loop.noLimitReturns()::contains)
                .findFirst();
    }

    /** Which version of the library the row is for, where that decides. */
    private String version(CallMeaning meaning) {
        VersionRange range = meaning.row() == null ? null : meaning.row().versions();
        return range == null
                ? ""
                : " in " + range.artifact() + " "
                        + engine.catalog().version(range.artifact()).orElse("of a version that is not known");
    }

    /** The largest number that a configuration file sets, whichever profile is active. */
    private OptionalLong configured(List<String> keys, ObjLongConsumer<String> found) {
        OptionalLong most = OptionalLong.empty();
        for (String key : keys) {
            for (String value : engine.configuration().values(key)) {
                if (value.strip().matches("\\d{1,9}")) {
                    long number = Long.parseLong(value.strip());
                    most = OptionalLong.of(Math.max(number, most.orElse(0)));
                    found.accept(key, number);
                }
            }
        }
        return most;
    }

    private static Limit unlimited(Procedure procedure, int line) {
        Symbol turns = new Symbol(
                "turns of " + procedure.at(line),
                Kind.COUNT,
                true,
                procedure.at(line).toString());
        return new Limit(IterationBound.unbounded(turns), Driver.MODEL);
    }
}
