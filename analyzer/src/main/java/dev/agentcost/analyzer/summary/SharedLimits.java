package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.HiddenLoop;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What loops of agents have from the run which they are part of: it counts the requests of all its agents together, of which each pass makes
 * at least one, and keeps what all of them say.
 */
final class SharedLimits {

    private final Engine engine;
    private final HiddenLoops hiddenLoops;
    private final Teams teams;
    private @Nullable List<HiddenLoops.Found> runs;

    SharedLimits(Engine engine, HiddenLoops hiddenLoops) {
        this.engine = engine;
        this.hiddenLoops = hiddenLoops;
        this.teams = new Teams(engine, Scenario.NOTHING);
    }

    /** The bound on the passes, the run's where they have none of their own. */
    Repetitions.Found of(Optional<LibraryRuns.Part> part, Repetitions.Found own) {
        if (part.isEmpty() || !own.bound().isUnbounded()) {
            return own;
        }
        LibraryRuns.Part loop = part.get();
        return loop.each().stream()
                .flatMap(run -> Teams.joining(run.meaning()).stream())
                .findFirst()
                .flatMap(this::most)
                .map(limit -> limited(loop, own, limit))
                .orElse(own);
    }

    private static Repetitions.Found limited(LibraryRuns.Part loop, Repetitions.Found own, Formula limit) {
        List<Step> derivation = new ArrayList<>(own.derivation());
        derivation.add(new Step(
                loop.procedure().at(loop.meaning().call().line()),
                "each pass queries the model, and a run makes at most " + limit + " requests in all"));
        return new Repetitions.Found(IterationBound.of(limit), Driver.FRAMEWORK, derivation);
    }

    /** What any run of the program, or one that the program does not show, allows; empty where one of them has no limit. */
    private Optional<Formula> most(HiddenLoop loop) {
        if (loop.defaultTurns().isEmpty()
                || runs().stream().anyMatch(run -> run.most().isUnbounded())) {
            return Optional.empty();
        }
        return Optional.of(runs().stream()
                .map(run -> run.most().formula())
                .reduce(Formula.of(loop.defaultTurns().getAsLong()), Formula::max));
    }

    /** How what the agents of a loop send grows from pass to pass: as that of the program's runs, where all of these have a window. */
    ContextGrowth growth(LibraryRuns.Part loop) {
        ContextGrowth growth = teams.growth(loop);
        boolean windowed = !runs().isEmpty()
                && runs().stream().allMatch(run -> run.context().growth() == ContextGrowth.Kind.WINDOWED);
        return windowed && growth.growth() == ContextGrowth.Kind.LINEAR
                ? runs().get(0).context()
                : growth;
    }

    private List<HiddenLoops.Found> runs() {
        if (runs == null) {
            runs = find();
        }
        return runs;
    }

    private List<HiddenLoops.Found> find() {
        List<HiddenLoops.Found> found = new ArrayList<>();
        for (Procedure procedure : engine.program().procedures()) {
            for (Instruction.Invoke call : engine.graph().calls(procedure)) {
                CallMeaning meaning = engine.calls().of(procedure, call);
                if (Teams.joining(meaning).isPresent()) {
                    engine.requests()
                            .of(procedure, meaning)
                            .flatMap(request -> hiddenLoops.at(procedure, meaning, request))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }
}
