package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.HiddenLoop;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.catalog.Runs;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Scenario;
import java.util.List;
import java.util.Optional;

/**
 * Agents that run in a fixed order, again and again, or side by side, as parts of one run. Where none of them has tools, each asks once, and
 * how they are put together tells how many requests the run makes.
 */
final class Teams {

    private static final String AGENTS = "agents";
    private static final int DEPTH = 8;

    private final Engine engine;
    private final Scenario scenario;
    private final Repetitions repetitions;

    Teams(Engine engine, Scenario scenario) {
        this.engine = engine;
        this.scenario = scenario;
        this.repetitions = new Repetitions(engine, scenario);
    }

    /**
     * What a run does.
     *
     * @param agents whether it runs others at all, and does not only ask for itself
     * @param requests how many requests they make together, if that can be told and is limited
     */
    record Team(boolean agents, boolean known, Optional<Formula> requests) {

        static final Team ONE = new Team(false, true, Optional.of(Formula.ONE));
        private static final Team UNKNOWN = new Team(true, false, Optional.empty());

        private Team then(Team other) {
            return new Team(true, known && other.known, requests.flatMap(mine -> other.requests.map(mine::plus)));
        }

        private Team times(Optional<Formula> times) {
            return new Team(true, known, requests.flatMap(mine -> times.map(mine::times)));
        }
    }

    /** What the call runs, if none of it has tools. */
    Team of(Procedure procedure, CallMeaning meaning) {
        Expression receiver = meaning.call().receiver();
        return receiver == null ? Team.ONE : of(procedure, receiver, DEPTH);
    }

    private Team of(Procedure procedure, Expression agent, int depth) {
        List<Settings.Made> makings = engine.settings().findOwn(procedure, agent, AGENTS);
        if (makings.isEmpty()) {
            return Team.ONE;
        } else if (depth == 0) {
            return Team.UNKNOWN;
        }
        Team all = new Team(true, true, Optional.of(Formula.ZERO));
        for (Settings.Made made : makings) {
            Team pass = new Team(true, true, Optional.of(Formula.ZERO));
            for (Expression value : made.values()) {
                Optional<List<Expression>> each = each(made.procedure(), value);
                if (each.isEmpty()) {
                    return Team.UNKNOWN;
                }
                for (Expression one : each.get()) {
                    pass = pass.then(part(made.procedure(), one, depth - 1));
                }
            }
            all = all.then(pass.times(times(made)));
        }
        return all;
    }

    private Team part(Procedure procedure, Expression agent, int depth) {
        Team team = of(procedure, agent, depth);
        List<LibraryRuns.Run> runs = engine.runs().of(procedure, agent);
        boolean asks = !runs.isEmpty()
                && runs.stream().allMatch(run -> joining(run.meaning()).isPresent());
        return team.agents() || asks ? team : Team.UNKNOWN;
    }

    /** How often the making runs what it hands over; nothing where only what is round it limits that. */
    private Optional<Formula> times(Settings.Made made) {
        CallMeaning meaning = engine.calls().of(made.procedure(), made.call());
        Runs runs = meaning.row() == null ? null : meaning.row().runs();
        if (runs == null) {
            return Optional.of(Formula.ONE);
        }
        SourceLocation place = repetitions.place(made.procedure(), meaning, runs);
        Formula cap = scenario.turns().get(place);
        if (cap != null) {
            return Optional.of(cap);
        }
        IterationBound bound = repetitions.at(made.procedure(), meaning, runs).bound();
        return bound.isUnbounded() ? Optional.empty() : Optional.of(bound.formula());
    }

    /** The value, or what a list holds that is written out. */
    private Optional<List<Expression>> each(Procedure procedure, Expression value) {
        if (value instanceof Expression.NewArray array) {
            return together(procedure, array.elements());
        } else if (engine.runs().isOne(procedure, value)) {
            return Optional.of(List.of(value));
        }
        List<Origin> origins = engine.origins().of(procedure, value, Origins.Depth.VALUE);
        if (origins.size() == 1
                && origins.get(0).procedure() == procedure
                && origins.get(0).expression() instanceof Expression.Result result
                && engine.origins().contents(procedure, value).isEmpty()) {
            CallMeaning made = engine.calls().of(procedure, engine.origins().call(procedure, result.call()));
            Size size = made.row() == null ? null : made.row().size();
            if (size != null && size.relation() == Size.Relation.ARGUMENTS) {
                return together(procedure, made.call().arguments());
            }
        }
        return Optional.empty();
    }

    private Optional<List<Expression>> together(Procedure procedure, List<Expression> values) {
        return values.stream().allMatch(value -> engine.runs().isOne(procedure, value))
                ? Optional.of(values)
                : Optional.empty();
    }

    /** How what the agents send grows from pass to pass, where the run that they are part of keeps what each of them said. */
    ContextGrowth growth(LibraryRuns.Part loop) {
        List<LibraryRuns.Run> each = loop.each();
        boolean kept = each.stream()
                .anyMatch(run ->
                        joining(run.meaning()).filter(HiddenLoop::keepsContext).isPresent());
        // what an agent forgets begins with what the last other one said
        boolean forgotten = each.size() > 1 && each.stream().allMatch(this::forgets);
        if (!kept || forgotten) {
            return ContextGrowth.NONE;
        }
        Formula answers = Formula.ZERO;
        for (LibraryRuns.Run run : each) {
            answers = answers.plus(engine.answerSizes().of(run.procedure(), run.meaning()));
        }
        SourceLocation place = loop.procedure()
                .at(loop.meaning().call().line(), loop.meaning().call().column());
        return new ContextGrowth(ContextGrowth.Kind.LINEAR, answers, "", "", place, place);
    }

    private boolean forgets(LibraryRuns.Run run) {
        Expression agent = run.meaning().call().receiver();
        return agent != null
                && !engine.settings().findOwn(run.procedure(), agent, "forgets").isEmpty();
    }

    /** The loop inside the library, where the turns of what it runs are among its own. */
    static Optional<HiddenLoop> joining(CallMeaning meaning) {
        ModelCall request = meaning.row() == null ? null : meaning.row().modelCall();
        return Optional.ofNullable(request).map(ModelCall::hiddenLoop).filter(HiddenLoop::joins);
    }
}
