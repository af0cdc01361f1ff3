package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Lengths of time as code writes them: {@code Duration.ofSeconds(30)}, numbers of {@code TimeUnit.MINUTES}. */
final class Durations {

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

    /**
     * A number of units.
     *
     * @param millis milliseconds of one unit; zero where the unit is not known
     */
    record Length(Expression number, BigDecimal millis) {

        boolean isKnown() {
            return millis.signum() > 0;
        }
    }

    private final Engine engine;

    Durations(Engine engine) {
        this.engine = engine;
    }

    /** A length in a unit that a field names. */
    static Length in(Expression.Field unit, Expression number) {
        return new Length(number, UNITS.getOrDefault(unit.name(), BigDecimal.ZERO));
    }

    /** A duration that a factory makes; empty for anything else, a plain number among it, whose unit only its user knows. */
    Optional<Length> made(Procedure procedure, Expression time) {
        if (!(time instanceof Expression.Result result)) {
            return Optional.empty();
        }
        Instruction.Invoke call = engine.origins().call(procedure, result.call());
        return Types.erasure(call.target().owner()).equals(DURATION)
                        && call.arguments().size() == 1
                ? Optional.of(new Length(
                        call.arguments().get(0),
                        UNITS.getOrDefault(call.target().name(), BigDecimal.ZERO)))
                : Optional.empty();
    }
}
