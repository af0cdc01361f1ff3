package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.LibraryRuns;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.HiddenLoop;
import dev.agentcost.analyzer.catalog.ModelCall;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loops of agents that nothing limits but the run which they are part of: it counts the requests of all its agents together, and each pass
 * makes at least one.
 */
final class SharedLimits {

    private final Engine engine;
    private final HiddenLoops hiddenLoops;
    private @Nullable Optional<Formula> most;

    SharedLimits(Engine engine, HiddenLoops hiddenLoops) {
        this.engine = engine;
        this.hiddenLoops = hiddenLoops;
    }

    /** The bound on the passes, the run's where they have none of their own. */
    Repetitions.Found of(Optional<LibraryRuns.Part> part, Repetitions.Found own) {
        if (part.isEmpty() || !own.bound().isUnbounded()) {
            return own;
        }
        LibraryRuns.Part loop = part.get();
        return loop.each().stream()
                .flatMap(run -> joining(run.meaning()).stream())
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
        if (loop.defaultTurns().isEmpty()) {
            return Optional.empty();
        }
        if (most == null) {
            most = find(Formula.of(loop.defaultTurns().getAsLong()));
        }
        return most;
    }

    private Optional<Formula> find(Formula otherwise) {
        Formula limit = otherwise;
        for (Procedure procedure : engine.program().procedures()) {
            for (Instruction.Invoke call : engine.graph().calls(procedure)) {
                CallMeaning meaning = engine.calls().of(procedure, call);
                Optional<HiddenLoops.Found> run = joining(meaning).isEmpty()
                        ? Optional.empty()
                        : engine.requests()
                                .of(procedure, meaning)
                                .flatMap(request -> hiddenLoops.at(procedure, meaning, request));
                if (run.isPresent()) {
                    if (run.get().bound().isUnbounded()) {
                        return Optional.empty();
                    }
                    limit = limit.max(run.get().bound().formula());
                }
            }
        }
        return Optional.of(limit);
    }

    private static Optional<HiddenLoop> joining(CallMeaning meaning) {
        ModelCall request = meaning.row() == null ? null : meaning.row().modelCall();
        return Optional.ofNullable(request).map(ModelCall::hiddenLoop).filter(HiddenLoop::joins);
    }
}
