package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Pace;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How long code sleeps between requests: backoff, and pauses that keep to a rate. A loop that only waits for something else is not meant,
 * whose time is not the agent's.
 */
final class Pauses {

    private final Engine engine;
    private final Backoff backoff;
    private final Durations durations;

    Pauses(Engine engine, Backoff backoff) {
        this.engine = engine;
        this.backoff = backoff;
        this.durations = new Durations(engine);
    }

    /** Milliseconds that the call lets pass; zero where it is no sleep, or one in a loop that asks nothing. */
    Formula millis(Procedure procedure, Instruction.Invoke call, MethodRow row) {
        boolean sleeps = row.pace() == Pace.DELAY && call.target().name().equals("sleep");
        if (!sleeps || call.arguments().isEmpty() || !isBetweenRequests(procedure, call)) {
            return Formula.ZERO;
        }
        Expression time = call.arguments().get(0);
        Durations.Length length = call.receiver() instanceof Expression.Field unit
                ? Durations.in(unit, time)
                : durations.made(procedure, time).orElse(new Durations.Length(time, BigDecimal.ONE));
        return (length.isKnown() ? number(procedure, call, length.number()) : Optional.<Formula>empty())
                .map(number -> number.times(Formula.of(length.millis())))
                .orElseGet(() -> Tokens.assumed(Assumption.PAUSE_MILLIS));
    }

    private Optional<Formula> number(Procedure procedure, Instruction.Invoke call, Expression number) {
        return engine.values()
                .most(procedure, number)
                .filter(Formula::isConstant)
                .or(() -> backoff.mean(procedure, call, number).map(Formula::of));
    }

    /** Whether the method itself asks or runs tools, and in the same loop where the pause is in one. */
    private boolean isBetweenRequests(Procedure procedure, Instruction.Invoke call) {
        ControlFlow flow = engine.flows().of(procedure);
        Loop loop = flow.body().blocks().stream()
                .filter(block -> block.instructions().contains(call))
                .findFirst()
                .map(block -> flow.loopOf(block.id()))
                .orElse(null);
        return flow.body().blocks().stream()
                .filter(block -> loop == null || loop.contains(block.id()))
                .anyMatch(block -> costs(procedure, block));
    }

    private boolean costs(Procedure procedure, Block block) {
        return block.instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Invoke other
                        && (engine.reach().reachesModel(procedure, other)
                                || engine.reach().reachesTool(procedure, other)));
    }
}
