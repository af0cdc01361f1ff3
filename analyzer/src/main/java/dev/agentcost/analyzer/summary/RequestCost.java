package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one request to a model costs. */
final class RequestCost {

    private static final String MEMORY = "memory";

    /** An advisor holds the memory, and something may hold the advisor. */
    private static final int NESTED = 3;

    /** Named as a static field is, which all methods see. */
    private static final ContextId ON_SERVER = new ContextId("Provider.conversation");

    private final Engine engine;
    private final Durations durations;
    private final Set<String> configured;
    private final Map<Asked, Effect> known = new HashMap<>();
    private final SortedSet<String> models = new TreeSet<>();
    private @Nullable Set<String> continued;

    private record Asked(Procedure procedure, Instruction.Invoke call, ModelCall request) {}

    RequestCost(Engine engine) {
        this.engine = engine;
        this.durations = new Durations(engine);
        this.configured = configured(engine);
    }

    /** Names of models met so far. */
    SortedSet<String> models() {
        return models;
    }

    /** The cost of the request that the call makes, failed tries included, its hidden loop left out. */
    Effect of(Procedure procedure, CallMeaning meaning, ModelCall request) {
        return known.computeIfAbsent(
                new Asked(procedure, meaning.call(), request), key -> find(procedure, meaning, request));
    }

    private Effect find(Procedure procedure, CallMeaning meaning, ModelCall request) {
        List<Expression> operands = operands(meaning, request);
        Rates rates = rates(procedure, meaning);
        Set<ContextId> contexts = new LinkedHashSet<>();
        Formula beside =
                request.kind() == ModelCall.Kind.CHAT ? engine.preamble().of(procedure, meaning) : Formula.ZERO;
        for (Expression operand : operands) {
            if (engine.contexts().isMadeHere(procedure, operand)) {
                contexts.addAll(engine.contexts().growing(procedure, operand));
                beside = beside.plus(engine.tokens().besideContexts(procedure, operand, engine.contexts()));
                continue;
            }
            contexts.addAll(engine.contexts().of(procedure, operand));
            beside = beside.plus(engine.beside().of(procedure, operand));
        }
        Formula output =
                request.kind() == ModelCall.Kind.CHAT ? engine.answerSizes().of(procedure, meaning) : Formula.ZERO;
        Formula tries = tries(procedure, meaning, request);
        beside = beside.times(tries);
        CostVector cost = CostVector.of(Dimension.MODEL_CALLS, tries)
                .plus(CostVector.of(Dimension.INPUT_TOKENS, beside))
                .plus(CostVector.of(Dimension.OUTPUT_TOKENS, output))
                .plus(CostVector.of(
                        Dimension.DOLLARS, beside.times(rates.input()).plus(output.times(rates.output()))))
                .plus(CostVector.of(Dimension.LATENCY_MILLIS, latency(procedure, meaning, tries, output)));
        Effect effect = Effect.of(cost).then(onServer(procedure, meaning, operands, output, rates, tries));
        for (ContextId context : contexts) {
            effect = effect.withContext(
                    context, ContextEffect.send(rates.input()).repeat(tries));
        }
        return effect;
    }

    /** The time that the tries and the answer take, none of them longer than the client waits for it. */
    private Formula latency(Procedure procedure, CallMeaning meaning, Formula tries, Formula output) {
        Formula time = tries.times(Tokens.assumed(Assumption.FIRST_TOKEN_MILLIS))
                .plus(output.times(Tokens.assumed(Assumption.MILLIS_PER_OUTPUT_TOKEN)));
        return timeout(procedure, meaning)
                .map(most -> time.min(tries.times(most)))
                .orElse(time);
    }

    /** The longest timeout that the client may have been given, in milliseconds; empty where it is none that the source tells. */
    private Optional<Formula> timeout(Procedure procedure, CallMeaning meaning) {
        List<Settings.Made> made = engine.settings().find(engine.runs().configured(procedure, meaning), "timeout");
        Formula most = Formula.ZERO;
        for (Settings.Made one : made) {
            for (Expression value : one.values()) {
                Optional<Formula> millis = durations
                        .made(one.procedure(), value)
                        .filter(Durations.Length::isKnown)
                        .flatMap(length -> engine.values()
                                .most(one.procedure(), length.number())
                                .filter(Formula::isConstant)
                                .map(number -> number.times(Formula.of(length.millis()))));
                if (millis.isEmpty()) {
                    return Optional.empty();
                }
                most = most.max(millis.get());
            }
        }
        return most.isZero() ? Optional.empty() : Optional.of(most);
    }

    /**
     * A conversation that the provider keeps: a request that names the one before by its id sends all of it again, and each request
     * and its answer add to it. Which request belongs to which conversation is not known, so that all share one.
     */
    private Effect onServer(
            Procedure procedure,
            CallMeaning meaning,
            List<Expression> operands,
            Formula output,
            Rates rates,
            Formula tries) {
        if (!continued().contains(Types.erasure(meaning.call().target().owner()))) {
            return Effect.NOTHING;
        }
        Formula added = output;
        for (Expression operand : operands) {
            added = added.plus(engine.tokens().of(procedure, operand)).plus(filled(procedure, operand));
        }
        Effect adds = Effect.of(ON_SERVER, ContextEffect.append(added));
        return isContinued(procedure, meaning)
                ? Effect.of(ON_SERVER, ContextEffect.send(rates.input()).repeat(tries))
                        .then(adds)
                : adds;
    }

    /** What the builder in a local, that a request is built by at last, was made with and is given later. */
    private Formula filled(Procedure procedure, Expression request) {
        Expression at = request;
        while (at instanceof Expression.Result result) {
            at = engine.origins().call(procedure, result.call()).receiver();
        }
        if (at == request || !(at instanceof Expression.Local)) {
            return Formula.ZERO;
        }
        Formula sum = engine.tokens().of(procedure, at);
        for (Origins.Content content : engine.origins().contents(procedure, at)) {
            MethodRow row = content.call() == null
                    ? null
                    : engine.calls()
                            .of(content.value().procedure(), content.call())
                            .row();
            if (row != null && row.context() == ContextOperation.REPLACE) {
                sum = sum.plus(engine.tokens()
                        .of(content.value().procedure(), content.value().expression()));
            }
        }
        return sum;
    }

    private boolean isContinued(Procedure procedure, CallMeaning meaning) {
        return !engine.settings()
                .find(engine.runs().configured(procedure, meaning), "server-conversation")
                .isEmpty();
    }

    /** Types whose requests somewhere go on with a conversation that the provider keeps. */
    private Set<String> continued() {
        Set<String> known = continued;
        if (known == null) {
            known = new TreeSet<>();
            for (Procedure procedure : engine.program().procedures()) {
                for (Instruction.Invoke call : engine.graph().calls(procedure)) {
                    CallMeaning meaning = engine.calls().of(procedure, call);
                    if (engine.requests().of(procedure, meaning).isPresent() && isContinued(procedure, meaning)) {
                        known.add(Types.erasure(call.target().owner()));
                    }
                }
            }
            continued = known;
        }
        return known;
    }

    /**
     * The part of a request that is the same whatever is asked: the request itself with the time to its first token, the prompts
     * and the schemas of the client, and of what it is given what is the same.
     *
     * @param cost of the request as it is
     * @param same tells which values are
     */
    CostVector shared(
            Procedure procedure, CallMeaning meaning, ModelCall request, CostVector cost, Predicate<Expression> same) {
        Formula tokens =
                request.kind() == ModelCall.Kind.CHAT ? engine.preamble().of(procedure, meaning) : Formula.ZERO;
        for (Expression operand : operands(meaning, request)) {
            tokens = tokens.plus(shared(procedure, operand, same, NESTED));
        }
        Formula tries = tries(procedure, meaning, request);
        Formula sent = tokens.times(tries).min(cost.get(Dimension.INPUT_TOKENS));
        return CostVector.of(Map.of(
                Dimension.MODEL_CALLS,
                tries,
                Dimension.INPUT_TOKENS,
                sent,
                Dimension.DOLLARS,
                sent.times(inputRate(procedure, meaning)),
                Dimension.LATENCY_MILLIS,
                tries.times(Tokens.assumed(Assumption.FIRST_TOKEN_MILLIS))));
    }

    private Formula shared(Procedure procedure, Expression value, Predicate<Expression> same, int depth) {
        if (same.test(value)) {
            return engine.beside().of(procedure, value);
        }
        if (value instanceof Expression.Binary binary && binary.operator() == Expression.Operator.CONCAT) {
            return shared(procedure, binary.left(), same, depth).plus(shared(procedure, binary.right(), same, depth));
        }
        return depth > 0 && value instanceof Expression.Local local
                ? engine.origins()
                        .only(procedure, local)
                        .map(only -> shared(procedure, only, same, depth - 1))
                        .orElse(Formula.ZERO)
                : Formula.ZERO;
    }

    /** How often one request is sent: only the last try is answered. */
    Formula tries(Procedure procedure, CallMeaning meaning, ModelCall request) {
        if (engine.failedTries() == 0) {
            return Formula.ONE;
        }
        List<Origin> configured = engine.runs().configured(procedure, meaning);
        Formula retries = engine.limits()
                .of(engine.settings().find(configured, "retries"), "retries")
                .most();
        Formula attempts = engine.limits()
                .of(engine.settings().find(configured, "attempts"), "attempts")
                .most();
        Formula allowed = Formula.of(request.attempts());
        if (retries != null) {
            allowed = retries.plus(Formula.ONE);
        } else if (attempts != null) {
            allowed = attempts.max(Formula.ONE);
        }
        return allowed.min(Formula.of(engine.failedTries() + 1L));
    }

    /** What a single request sends beside it of a memory with a window: whatever was said before, the window may be full. */
    Effect remembered(Procedure procedure, CallMeaning meaning, ModelCall request) {
        Formula window = Formula.ZERO;
        for (Settings.Made made : engine.preamble().own(procedure, meaning, MEMORY)) {
            window = window.max(window(made, NESTED));
        }
        window = window.times(tries(procedure, meaning, request));
        return Effect.of(CostVector.of(Dimension.INPUT_TOKENS, window)
                .plus(CostVector.of(Dimension.DOLLARS, window.times(inputRate(procedure, meaning)))));
    }

    /** The window of a memory that is given, or that is inside of what is given; zero where none has one. */
    private Formula window(Settings.Made made, int depth) {
        Formula most = Formula.ZERO;
        for (Expression value : elements(made.values())) {
            if (engine.windows().verdict(made.procedure(), value) == Windows.Verdict.WINDOWED) {
                most = most.max(engine.windows().tokens(made.procedure(), value));
            } else if (depth > 0) {
                for (Settings.Made inner : engine.settings().findOwn(made.procedure(), value, MEMORY)) {
                    most = most.max(window(inner, depth - 1));
                }
            }
        }
        return most;
    }

    private static List<Expression> elements(List<Expression> values) {
        return values.stream()
                .flatMap(value ->
                        value instanceof Expression.NewArray array ? array.elements().stream() : Stream.of(value))
                .toList();
    }

    /** What a token sent beside any context costs. */
    Formula inputRate(Procedure procedure, CallMeaning meaning) {
        return rates(procedure, meaning).input();
    }

    private static List<Expression> operands(CallMeaning meaning, ModelCall request) {
        List<Expression> operands = new ArrayList<>();
        for (Operand operand : request.context()) {
            operands.addAll(Settings.operands(meaning.call(), operand));
        }
        return operands;
    }

    /** US dollars for one token. */
    private record Rates(Formula input, Formula output) {}

    private Rates rates(Procedure procedure, CallMeaning meaning) {
        Formula input = Formula.ZERO;
        Formula output = Formula.ZERO;
        Set<String> names = names(procedure, meaning);
        if (names.isEmpty()) {
            names = Set.of(engine.prices().assumedModel());
        }
        for (String name : names) {
            Optional<ModelPrice> price = engine.prices().find(name);
            input = input.max(price.map(p -> Formula.of(p.inputDollars()))
                    .orElseGet(() -> unknown("dollars for an input token of " + name)));
            output = output.max(price.map(p -> Formula.of(p.outputDollars()))
                    .orElseGet(() -> unknown("dollars for an output token of " + name)));
        }
        return new Rates(input, output);
    }

    private static Formula unknown(String name) {
        return Formula.of(new Symbol(name, Kind.SIZE, false, ""));
    }

    private Set<String> names(Procedure procedure, CallMeaning meaning) {
        Set<String> names = new TreeSet<>();
        for (Settings.Made made : engine.settings().find(engine.runs().configured(procedure, meaning), "model")) {
            for (Expression value : made.values()) {
                for (Origin origin : engine.origins().of(made.procedure(), value, Origins.Depth.VALUE)) {
                    if (origin.expression() instanceof Expression.Constant constant
                            && constant.value() instanceof String text) {
                        names.add(text);
                    } else if (origin.expression() instanceof Expression.Field field
                            && field.receiver() == null
                            && field.name().equals(field.name().toUpperCase(java.util.Locale.ROOT))) {
                        names.add(field.name());
                    }
                }
            }
        }
        if (names.isEmpty()) {
            names.addAll(configured);
        }
        models.addAll(names);
        return names;
    }

    /** The models that configuration files name for what the container hands over, in every profile. */
    private static Set<String> configured(Engine engine) {
        Set<String> names = new TreeSet<>();
        for (String key : engine.catalog().modelProperties()) {
            engine.configuration().resolved(key).stream()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
        }
        return names;
    }
}
