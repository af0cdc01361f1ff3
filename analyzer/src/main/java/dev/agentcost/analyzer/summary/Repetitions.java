package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.ExpressionText;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.GraphPart;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** How often library calls run the functions that they are given. */
final class Repetitions {

    private static final Set<String> NUMBERS = Set.of("java.lang.Integer", "java.lang.Long");

    private final Engine engine;
    private final Scenario scenario;
    private final Map<Procedure, Map<Expression, Instruction.Invoke>> firstOn = new HashMap<>();

    Repetitions(Engine engine, Scenario scenario) {
        this.engine = engine;
        this.scenario = scenario;
    }

    /** A repetition at one call. */
    record Found(IterationBound bound, Driver driver, List<Step> derivation) {

        /** The one that allows more, where either may hold. */
        Found orMore(Found other) {
            if (bound.isUnbounded()) {
                return this;
            } else if (other.bound.isUnbounded()) {
                return other;
            }
            Formula most = bound.formula().max(other.bound.formula());
            return most.equals(bound.formula())
                    ? this
                    : new Found(IterationBound.of(most), other.driver, other.derivation);
        }
    }

    /** How many steps a graph has that the sources declare and never walk through: what its library allows. */
    Found byDefault(Set<Map.Entry<Procedure, Instruction.Invoke>> declaring) {
        Map.Entry<Procedure, Instruction.Invoke> first = declaring.iterator().next();
        SourceLocation place = first.getKey().at(first.getValue().line());
        String framework = engine.catalog()
                .type(first.getValue().target().owner())
                .map(TypeRow::framework)
                .orElse("");
        OptionalLong limit = engine.catalog().types().stream()
                .filter(type -> type.framework().equals(framework))
                .flatMap(type -> type.methods().stream())
                .filter(row -> row.graph() != null && row.graph().part() == GraphPart.Part.RUN)
                .map(MethodRow::runs)
                .filter(runs -> runs != null && runs.times() == Runs.Times.SETTING)
                .map(Runs::defaultCount)
                .findFirst()
                .orElse(OptionalLong.empty());
        if (limit.isEmpty()) {
            Symbol steps = new Symbol("steps of the graph at " + place, Kind.COUNT, true, place.toString());
            return new Found(
                    IterationBound.unbounded(steps),
                    Driver.MODEL,
                    List.of(new Step(place, "no limit is set on the steps, and the library has none of its own")));
        }
        return new Found(
                IterationBound.of(Formula.of(limit.getAsLong())),
                Driver.FRAMEWORK,
                List.of(new Step(place, "no limit is set; the library's default is " + limit.getAsLong() + " steps")));
    }

    /** The number of runs, a scenario's cap on them put in. */
    Formula times(Procedure procedure, CallMeaning meaning, Runs runs) {
        Formula cap = scenario.turns().get(place(procedure, meaning, runs));
        return cap == null ? at(procedure, meaning, runs).bound().formula() : cap;
    }

    /** Where a repetition is told: the first lazy stage that costs where its pipeline begins, a number of runs where it is counted. */
    SourceLocation place(Procedure procedure, CallMeaning meaning, Runs runs) {
        Instruction.Invoke at = meaning.call();
        if (runs.kind() == Runs.Kind.REACTIVE) {
            at = counting(procedure, at).orElse(at);
        } else if (runs.kind() == Runs.Kind.STREAM && runs.lazy()) {
            at = beginning(procedure, at);
        }
        return procedure.at(at.line(), at.column());
    }

    private Optional<Instruction.Invoke> counting(Procedure procedure, Instruction.Invoke stage) {
        Instruction.Invoke source = stage;
        while (source.receiver() instanceof Expression.Result result) {
            source = engine.origins().call(procedure, result.call());
        }
        MethodRow row = engine.calls().of(procedure, source).row();
        boolean counts = source.receiver() == null
                && row != null
                && row.size() != null
                && (row.size().relation() == Size.Relation.RANGE || row.size().relation() == Size.Relation.LIMIT);
        return counts ? Optional.of(source) : Optional.empty();
    }

    /** The call that makes the stream, the first one up the chain that is not made on one; the stage itself where others cost. */
    private Instruction.Invoke beginning(Procedure procedure, Instruction.Invoke stage) {
        Instruction.Invoke at = stage;
        while (at.receiver() instanceof Expression.Result result
                && at.target().owner().equals(stage.target().owner())) {
            if ((at == stage) != engine.facts().costs(procedure, at)) {
                return stage;
            }
            at = engine.origins().call(procedure, result.call());
        }
        return at;
    }

    /** The bound on the number of runs. */
    Found at(Procedure procedure, CallMeaning meaning, Runs runs) {
        int line = meaning.call().line();
        String name = meaning.call().target().name();
        List<Expression> operands = Settings.operands(meaning.call(), runs.operand());
        return switch (runs.times()) {
            case ONCE ->
                new Found(
                        IterationBound.of(Formula.ONE),
                        Driver.CONSTANT,
                        List.of(new Step(procedure.at(line), name + " runs it once")));
            case PER_ELEMENT ->
                keptUnder(procedure, meaning, runs).orElseGet(() -> perElement(procedure, meaning, operands));
            case COUNT -> counted(procedure, meaning, runs, number(procedure, operands));
            case SETTING -> set(procedure, meaning, runs);
            case UNTIL_RESULT ->
                asked(procedure, meaning, runs).orElseGet(() -> unbounded(procedure, meaning, Driver.MODEL));
            case UNBOUNDED, FROM_OUTSIDE ->
                runs.kind() == Runs.Kind.SCHEDULED
                        ? clocked(procedure, meaning)
                        : asked(procedure, meaning, runs).orElseGet(() -> unbounded(procedure, meaning, Driver.NONE));
        };
    }

    /**
     * {@code Stream.generate(ask).limit(5)}: what could go on without end is run for each result that is taken. What repeats all that
     * stands before it may go on where that has no result.
     */
    private Optional<Found> asked(Procedure procedure, CallMeaning meaning, Runs runs) {
        return runs.lazy() && !runs.upstream()
                ? askedFor(procedure, meaning.call()).map(asked -> asked(procedure, meaning, asked, asked))
                : Optional.empty();
    }

    private static Found asked(Procedure procedure, CallMeaning meaning, Formula asked, Formula most) {
        return new Found(
                IterationBound.of(most),
                asked.isConstant() ? Driver.CONSTANT : Driver.COUNTER,
                List.of(new Step(
                        procedure.at(meaning.call().line()),
                        meaning.call().target().name() + " runs it only until " + asked
                                + " of its results are taken")));
    }

    private Optional<Formula> number(Procedure procedure, List<Expression> operands) {
        return operands.isEmpty()
                ? Optional.empty()
                : engine.values().most(procedure, operands.get(0)).map(Formula::atLeastZero);
    }

    private List<Settings.Made> made(Procedure procedure, CallMeaning meaning, Runs runs) {
        Expression receiver = meaning.call().receiver();
        if (LibraryRuns.isHandOver(meaning)) {
            // a builder's setting may stand before the call or behind it
            return engine.settings()
                    .findOwn(procedure, engine.origins().chain(procedure, meaning.call()), runs.setting());
        }
        if (receiver != null && LibraryRuns.walksGraph(meaning)) {
            return engine.settings().findOwn(procedure, receiver, runs.setting());
        }
        List<Origin> values = new ArrayList<>();
        if (receiver != null) {
            values.add(new Origin(procedure, receiver));
        }
        // what limits may be an argument: retryWhen(Retry.max(3)), decorateSupplier(retry, code)
        meaning.call().arguments().forEach(argument -> values.add(new Origin(procedure, argument)));
        return engine.settings().find(values, runs.setting());
    }

    /** One run for each element of what the library keeps under a name, which a setting says. */
    private Optional<Found> keptUnder(Procedure procedure, CallMeaning meaning, Runs runs) {
        return runs.setting().isEmpty()
                ? Optional.empty()
                : made(procedure, meaning, runs).stream()
                        .flatMap(made -> made.values().stream())
                        .filter(value -> value instanceof Expression.Constant)
                        .map(value -> String.valueOf(((Expression.Constant) value).value()))
                        .findFirst()
                        .map(name -> new Found(
                                IterationBound.of(Formula.of(new Symbol(
                                        "size of " + name, Kind.COUNT, false, "", Assumption.COLLECTION_SIZE.key()))),
                                Driver.DATA,
                                List.of(new Step(
                                        procedure.at(meaning.call().line()),
                                        "runs it once for each element of what is kept as '" + name + "'"))));
    }

    private Found perElement(Procedure procedure, CallMeaning meaning, List<Expression> operands) {
        Expression receiver = meaning.call().receiver();
        Expression collection = operands.isEmpty()
                ? receiver == null ? meaning.call().arguments().get(0) : receiver
                : operands.get(0);
        Formula size = engine.values().size(procedure, collection);
        MethodRow row = meaning.row();
        Optional<Formula> asked =
                row == null || row.runs() == null || !row.runs().lazy()
                        ? Optional.empty()
                        : askedFor(procedure, meaning.call());
        if (asked.isPresent() && !isParallel(procedure, meaning.call())) {
            Formula most = asked.get().equals(Formula.ONE) ? Formula.ONE : size.min(asked.get());
            return asked(procedure, meaning, asked.get(), most);
        }
        String text = new ExpressionText(procedure, engine.origins()).of(collection);
        return new Found(
                IterationBound.of(size),
                size.isConstant() ? Driver.CONSTANT : Driver.DATA,
                List.of(new Step(
                        procedure.at(meaning.call().line()),
                        meaning.call().target().name() + " runs it once for each element of " + text)));
    }

    /** How many results of a lazy stage are taken: {@code findFirst} and {@code limit} further down end the stream. */
    private Optional<Formula> askedFor(Procedure procedure, Instruction.Invoke stage) {
        Instruction.Invoke next = firstOn(procedure).get(new Expression.Result(stage.id()));
        MethodRow row = next == null ? null : engine.calls().of(procedure, next).row();
        if (next == null || row == null || row.size() == null) {
            return Optional.empty();
        }
        return switch (row.size().relation()) {
            case CONSTANT -> row.terminal() ? Optional.of(Formula.of(row.size().plus())) : Optional.empty();
            case LIMIT -> isAmount(procedure, next) ? number(procedure, next.arguments()) : Optional.empty();
            case SAME, FIRST -> row.runs() != null && row.runs().lazy() ? askedFor(procedure, next) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The first call of the procedure on each receiver. */
    private Map<Expression, Instruction.Invoke> firstOn(Procedure procedure) {
        return firstOn.computeIfAbsent(procedure, key -> {
            Map<Expression, Instruction.Invoke> found = new HashMap<>();
            for (Instruction.Invoke call : engine.graph().calls(key)) {
                if (call.receiver() != null) {
                    found.putIfAbsent(call.receiver(), call);
                }
            }
            return found;
        });
    }

    /** Whether the limit counts, and is no time as in {@code take(Duration)}. */
    private boolean isAmount(Procedure procedure, Instruction.Invoke limit) {
        Expression given =
                limit.arguments().isEmpty() ? null : limit.arguments().get(0);
        String type = "";
        if (given instanceof Expression.Result result) {
            type = engine.origins().call(procedure, result.call()).target().returnType();
        } else if (given instanceof Expression.Local local) {
            type = engine.origins()
                    .declaring(procedure, local)
                    .body()
                    .localTypes()
                    .getOrDefault(local.name(), "");
        } else if (given instanceof Expression.Field field) {
            type = engine.calls().fieldType(field);
        }
        return !type.contains(".") || NUMBERS.contains(type);
    }

    private boolean isParallel(Procedure procedure, Instruction.Invoke stage) {
        return stage.target().name().startsWith("parallel")
                || stage.receiver() instanceof Expression.Result result
                        && isParallel(procedure, engine.origins().call(procedure, result.call()));
    }

    private Found set(Procedure procedure, CallMeaning meaning, Runs runs) {
        List<Settings.Made> makings = made(procedure, meaning, runs);
        Limits.Limit limit = engine.limits().of(makings, "runs");
        boolean skipped = limit.most() != null && engine.settingPaths().maySkip(makings);
        if (limit.none() || skipped && runs.defaultCount().isEmpty()) {
            return unbounded(procedure, meaning, exit(runs));
        }
        Formula most = skipped && limit.most() != null
                ? limit.most().max(Formula.of(runs.defaultCount().getAsLong()))
                : limit.most();
        Found found = counted(procedure, meaning, runs, Optional.ofNullable(most));
        List<Step> derivation = new ArrayList<>(limit.derivation());
        derivation.addAll(found.derivation());
        return new Found(found.bound(), found.driver(), derivation);
    }

    /** What ends runs that no number limits: agents end them when they are content. */
    private static Driver exit(Runs runs) {
        return runs.kind() == Runs.Kind.FRAMEWORK ? Driver.MODEL : Driver.NONE;
    }

    private static Driver driver(Runs runs, boolean given, Formula times) {
        if (runs.kind() == Runs.Kind.RETRY) {
            return Driver.RETRY;
        } else if (runs.kind() != Runs.Kind.FRAMEWORK) {
            return Driver.COUNTER;
        } else if (!given) {
            return Driver.FRAMEWORK;
        }
        return times.isConstant() ? Driver.CONSTANT : Driver.COUNTER;
    }

    private Found counted(Procedure procedure, CallMeaning meaning, Runs runs, Optional<Formula> given) {
        Optional<Formula> count = given;
        if (count.isEmpty() && runs.defaultCount().isPresent()) {
            count = Optional.of(Formula.of(runs.defaultCount().getAsLong()));
        }
        if (count.isEmpty()) {
            return unbounded(procedure, meaning, exit(runs));
        }
        Formula times = count.get().plus(Formula.of(runs.plus()));
        return new Found(
                IterationBound.of(times),
                driver(runs, given.isPresent(), times),
                List.of(new Step(
                        procedure.at(meaning.call().line()),
                        meaning.call().target().name() + " runs it at most " + times + " times")));
    }

    /** The clock decides how often a schedule runs: a cost for each run, as that of a request. */
    private Found clocked(Procedure procedure, CallMeaning meaning) {
        int line = meaning.call().line();
        Symbol turns = new Symbol(
                "events from outside at " + procedure.at(line),
                Kind.COUNT,
                false,
                procedure.at(line).toString(),
                Assumption.EXTERNAL_TURNS.key());
        return new Found(
                IterationBound.of(Formula.of(turns)),
                Driver.EXTERNAL,
                List.of(new Step(
                        procedure.at(line),
                        meaning.call().target().name() + " runs it each time that the clock says")));
    }

    private Found unbounded(Procedure procedure, CallMeaning meaning, Driver driver) {
        int line = meaning.call().line();
        Symbol turns = new Symbol(
                "runs of " + meaning.call().target().name() + " at " + procedure.at(line),
                Kind.COUNT,
                true,
                procedure.at(line).toString());
        return new Found(
                IterationBound.unbounded(turns),
                driver,
                List.of(new Step(
                        procedure.at(line), meaning.call().target().name() + " runs it again without a limit")));
    }
}
