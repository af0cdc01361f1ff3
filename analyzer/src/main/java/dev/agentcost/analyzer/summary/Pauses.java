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
import dev.agentcost.analyzer.ir.Types;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * How long code sleeps between requests: backoff, and pauses that keep to a rate. A loop that only waits for something else is not meant,
 * whose time is not the agent's.
 */
final class Pauses {

    /** Milliseconds of one unit, by the names of {@link java.util.concurrent.TimeUnit} and of the factories of durations. */
    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("NANOSECONDS", new BigDecimal("0.000001")),
            Map.entry("MICROSECONDS", new BigDecimal("0.001")),
            Map.entry("MILLISECONDS", BigDecimal.ONE),
            Map.entry("SECONDS", new BigDecimal(1_000)),
            Map.entry("MINUTES", new BigDecimal(60_000)),
            Map.entry("ofNanos", new BigDecimal("0.000001")),
            Map.entry("ofMillis", BigDecimal.ONE),
            Map.entry("ofSeconds", new BigDecimal(1_000)),
            Map.entry("ofMinutes", new BigDecimal(60_000)));

    private static final String DURATION = "java.time.Duration";

    private final Engine engine;
    private final Backoff backoff;

    Pauses(Engine engine, Backoff backoff) {
        this.engine = engine;
        this.backoff = backoff;
    }

    /** Milliseconds that the call lets pass; zero where it is no sleep, or one in a loop that asks nothing. */
    Formula millis(Procedure procedure, Instruction.Invoke call, MethodRow row) {
        boolean sleeps = row.pace() == Pace.DELAY && call.target().name().equals("sleep");
        if (!sleeps || call.arguments().isEmpty() || !isBetweenRequests(procedure, call)) {
            return Formula.ZERO;
        }
        Expression time = call.arguments().get(0);
        BigDecimal unit = BigDecimal.ONE;
        if (call.receiver() instanceof Expression.Field field) {
            unit = UNITS.getOrDefault(field.name(), BigDecimal.ZERO);
        } else if (time instanceof Expression.Result result) {
            Instruction.Invoke made = engine.origins().call(procedure, result.call());
            if (Types.erasure(made.target().owner()).equals(DURATION)
                    && made.arguments().size() == 1) {
                time = made.arguments().get(0);
                unit = UNITS.getOrDefault(made.target().name(), BigDecimal.ZERO);
            }
        }
        BigDecimal factor = unit;
        Expression length = time;
        Optional<Formula> known = unit.signum() == 0
                ? Optional.empty()
                : engine.values().most(procedure, time).filter(Formula::isConstant);
        return known.or(() -> factor.signum() == 0
                        ? Optional.empty()
                        : backoff.mean(procedure, call, length).map(Formula::of))
                .map(number -> number.times(Formula.of(factor)))
                .orElseGet(() -> Tokens.assumed(Assumption.PAUSE_MILLIS));
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
