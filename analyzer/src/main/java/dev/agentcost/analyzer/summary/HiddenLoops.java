package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.HiddenLoop;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loops of requests and tool runs inside a library, that one call starts. */
final class HiddenLoops {

    private static final ContextId INSIDE = new ContextId("#inside");

    private static final Formula NO_LIMIT = Formula.of(Integer.MAX_VALUE);

    private final Engine engine;
    private final RequestCost requestCost;
    private final Scenario scenario;

    HiddenLoops(Engine engine, RequestCost requestCost, Scenario scenario) {
        this.engine = engine;
        this.requestCost = requestCost;
        this.scenario = scenario;
    }

    /**
     * A hidden loop as it is at one call.
     *
     * @param context how what a turn sends grows
     * @param turn what one turn costs
     * @param total what the whole call costs beside the contexts that it is given
     */
    record Found(
            IterationBound bound,
            Driver driver,
            List<Step> derivation,
            String remedy,
            ContextGrowth context,
            Effect turn,
            Effect total) {}

    /** The hidden loop that the call starts, if tools were given to it or the library loops without. */
    Optional<Found> at(Procedure procedure, CallMeaning meaning, ModelCall request) {
        HiddenLoop loop = request.hiddenLoop();
        if (loop == null) {
            return Optional.empty();
        }
        List<Expression> configured = configured(procedure, meaning);
        if (isOff(procedure, configured)) {
            return Optional.empty();
        }
        boolean tools = !engine.settings().find(procedure, configured, "tools").isEmpty();
        if (loop.needsTools() && !tools) {
            return Optional.empty();
        }
        List<Step> derivation = new ArrayList<>();
        int line = meaning.call().line();
        derivation.add(new Step(
                procedure.at(line),
                meaning.call().target().name() + "() queries the model, runs the tools it asks for and queries again"));
        Limit limit = limit(procedure, configured, loop, line, derivation);
        SourceLocation place = procedure.at(line, meaning.call().column());
        Formula turns = turns(place, limit.bound());
        Effect request1 = requestCost.of(procedure, meaning, request);
        Formula answer = request1.cost().get(Dimension.OUTPUT_TOKENS);
        Formula rate = requestCost.inputRate(procedure, meaning);
        Formula toolCalls = Tokens.assumed(Assumption.TOOL_CALLS_PER_ANSWER);
        Formula results = toolCalls.times(Tokens.assumed(Assumption.TOOL_RESULT_TOKENS));
        Effect tool = Effect.of(CostVector.of(Dimension.TOOL_CALLS, toolCalls)
                .plus(CostVector.of(
                        Dimension.LATENCY_MILLIS, toolCalls.times(Tokens.assumed(Assumption.TOOL_MILLIS)))));
        ContextEffect inside = ContextEffect.send(rate);
        ContextGrowth context = ContextGrowth.NONE;
        if (loop.keepsContext()) {
            Formula added = answer.plus(results);
            Optional<Pruning.Limit> window = Optional.ofNullable(
                            scenario.windows().get(place))
                    .map(tokens -> new Pruning.Limit(tokens, place))
                    .or(() -> window(procedure, configured, loop));
            inside = inside.then(ContextEffect.append(added));
            inside = window.map(Pruning.Limit::tokens).map(inside::within).orElse(inside);
            context = growth(place, added, window);
        }
        Effect turn = request1.then(Effect.of(INSIDE, inside)).then(tool);
        Effect extra = request1.then(Effect.of(INSIDE, ContextEffect.send(rate)));
        Effect total = turn.repeat(turns);
        if (loop.extraCalls() > 0) {
            total = total.then(extra.repeat(Formula.of(loop.extraCalls())));
        }
        total = total.withIterations(Formula.ZERO);
        return Optional.of(new Found(
                limit.bound(),
                limit.driver(),
                derivation,
                limit.bound().isUnbounded() || limit.driver() == Driver.FRAMEWORK
                        ? "set a limit on the rounds of tool calls"
                                + (loop.capSetting().isEmpty() ? "" : " (the setting '" + loop.capSetting() + "')")
                        : "",
                context,
                turn,
                dies(total)));
    }

    private Formula turns(SourceLocation place, IterationBound bound) {
        Formula cap = scenario.turns().get(place);
        if (cap == null) {
            return bound.formula();
        }
        return bound.isUnbounded() ? cap : cap.min(bound.formula());
    }

    /** Whether a setting switches the loop off, wherever the value comes from. */
    private boolean isOff(Procedure procedure, List<Expression> configured) {
        List<Settings.Made> made = engine.settings().find(procedure, configured, "loop");
        return !made.isEmpty()
                && made.stream()
                        .allMatch(one -> one.fixed().equals("false")
                                || !one.values().isEmpty()
                                        && one.values().stream().allMatch(value -> isFalse(one, value)));
    }

    private boolean isFalse(Settings.Made made, Expression value) {
        return engine.origins().of(made.procedure(), value, Origins.Depth.VALUE).stream()
                .allMatch(origin -> origin.expression() instanceof Expression.Constant constant
                        && Boolean.FALSE.equals(constant.value()));
    }

    /** The window of the context that each turn sends, where every one that may be set has a window. */
    private Optional<Pruning.Limit> window(Procedure procedure, List<Expression> configured, HiddenLoop loop) {
        if (loop.windowSetting().isEmpty()) {
            return Optional.empty();
        }
        Pruning.Limit most = null;
        for (Settings.Made made : engine.settings().find(procedure, configured, loop.windowSetting())) {
            for (Expression value : made.values()) {
                if (engine.windows().verdict(made.procedure(), value) != Windows.Verdict.WINDOWED) {
                    return Optional.empty();
                }
                Formula tokens = engine.windows().tokens(made.procedure(), value);
                most = new Pruning.Limit(
                        most == null ? tokens : most.tokens().max(tokens),
                        made.procedure().at(made.call().line()));
            }
        }
        return Optional.ofNullable(most);
    }

    private static ContextGrowth growth(SourceLocation call, Formula added, Optional<Pruning.Limit> window) {
        return window.map(limit -> new ContextGrowth(ContextGrowth.Kind.WINDOWED, added, "", limit.text(), call, call))
                .orElseGet(() -> new ContextGrowth(ContextGrowth.Kind.LINEAR, added, "", "", call, call));
    }

    private static Effect dies(Effect effect) {
        return effect.renameContexts(id -> id.equals(INSIDE) ? Optional.empty() : Optional.of(id));
    }

    private List<Expression> configured(Procedure procedure, CallMeaning meaning) {
        List<Expression> values = new ArrayList<>();
        if (meaning.call().receiver() != null) {
            values.add(meaning.call().receiver());
        }
        values.addAll(meaning.call().arguments());
        return values;
    }

    private record Limit(IterationBound bound, Driver driver) {}

    private Limit limit(
            Procedure procedure, List<Expression> configured, HiddenLoop loop, int line, List<Step> derivation) {
        Formula most = null;
        boolean none = false;
        if (!loop.capSetting().isEmpty()) {
            for (Settings.Made made : engine.settings().find(procedure, configured, loop.capSetting())) {
                Optional<Formula> set = number(made);
                if (set.isEmpty()) {
                    continue;
                }
                String where = made.call().target().name();
                if (isNoLimit(made, set.get())) {
                    none = true;
                    derivation.add(new Step(
                            made.procedure().at(made.call().line()), where + " takes the limit on the turns away"));
                } else {
                    Formula turns =
                            set.get().ceilDividedBy(made.setting().divisor()).atLeastZero();
                    most = most == null ? turns : most.max(turns);
                    derivation.add(
                            new Step(made.procedure().at(made.call().line()), where + " limits the turns to " + turns));
                }
            }
        }
        if (none) {
            return unlimited(procedure, line);
        }
        if (most != null) {
            return new Limit(IterationBound.of(most), most.isConstant() ? Driver.CONSTANT : Driver.COUNTER);
        }
        if (loop.defaultTurns().isPresent()) {
            long turns = loop.defaultTurns().getAsLong();
            derivation.add(
                    new Step(procedure.at(line), "no limit is set; the library's default is " + turns + " turns"));
            return new Limit(IterationBound.of(Formula.of(turns)), Driver.FRAMEWORK);
        }
        derivation.add(new Step(procedure.at(line), "no limit is set, and the library has none of its own"));
        return unlimited(procedure, line);
    }

    /** The number that a setting is made with; a fixed {@code none} is more than any number. */
    private Optional<Formula> number(Settings.Made made) {
        if (made.fixed().equals("none")) {
            return Optional.of(NO_LIMIT);
        }
        if (made.fixed().matches("\\d{1,15}")) {
            return Optional.of(Formula.of(Long.parseLong(made.fixed())));
        }
        Optional<Formula> most = Optional.empty();
        for (Expression value : made.values()) {
            Optional<Formula> one = engine.values().most(made.procedure(), value);
            most = most.isEmpty()
                    ? one
                    : one.isEmpty() ? most : Optional.of(most.get().max(one.get()));
        }
        return most;
    }

    /** A limit of {@code Integer.MAX_VALUE} limits nothing, nor does 0 where the library takes it for none. */
    private static boolean isNoLimit(Settings.Made made, Formula number) {
        return number.constantValue()
                .map(value -> value.compareTo(new BigDecimal(Integer.MAX_VALUE)) >= 0
                        || value.signum() <= 0 && made.setting().zero().equals("none"))
                .orElse(false);
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
