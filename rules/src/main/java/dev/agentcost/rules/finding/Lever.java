package dev.agentcost.rules.finding;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.rules.figure.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change and what it saves.
 *
 * @param kind what is changed
 * @param change what to do, in words that need no context
 * @param where the place to change, or null where it is none of the source
 * @param before the cost of the entry point without the change, where it has a number
 * @param after the cost with it
 * @param assumedTurns turns that are assumed for what has no limit, so that there is something to compare; null where all has one
 */
public record Lever(
        Kind kind,
        String change,
        @Nullable SourceLocation where,
        Map<Dimension, BigDecimal> before,
        Map<Dimension, BigDecimal> after,
        @Nullable BigDecimal assumedTurns) {

    /** What a lever changes. */
    public enum Kind {
        /** How often is asked, or how much is sent. */
        STRUCTURE,
        /** What a token costs. */
        MODEL
    }

    public Lever {
        before = ordered(before);
        after = ordered(after);
    }

    private static Map<Dimension, BigDecimal> ordered(Map<Dimension, BigDecimal> values) {
        Map<Dimension, BigDecimal> ordered = new EnumMap<>(Dimension.class);
        ordered.putAll(values);
        return Collections.unmodifiableMap(ordered);
    }

    /** What is saved in one dimension; zero where either number is missing. */
    public BigDecimal saved(Dimension dimension) {
        BigDecimal from = before.get(dimension);
        BigDecimal to = after.get(dimension);
        return from == null || to == null ? BigDecimal.ZERO : from.subtract(to);
    }

    /** US dollars that one call of the entry point costs less. */
    public BigDecimal savedDollars() {
        return Rounding.dollars(saved(Dimension.DOLLARS));
    }

    /** Input and output tokens that one call of the entry point takes less. */
    public BigDecimal savedTokens() {
        return saved(Dimension.INPUT_TOKENS).add(saved(Dimension.OUTPUT_TOKENS));
    }

    /** The part that is saved, in percent with one decimal, rounded down: of the dollars, of the tokens where those are zero. */
    public BigDecimal percent() {
        BigDecimal dollars = before.getOrDefault(Dimension.DOLLARS, BigDecimal.ZERO);
        return dollars.signum() > 0 ? percent(savedDollars(), dollars) : percent(savedTokens(), tokens(before));
    }

    private static BigDecimal tokens(Map<Dimension, BigDecimal> values) {
        return values.getOrDefault(Dimension.INPUT_TOKENS, BigDecimal.ZERO)
                .add(values.getOrDefault(Dimension.OUTPUT_TOKENS, BigDecimal.ZERO));
    }

    private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? BigDecimal.ZERO : part.movePointRight(2).divide(whole, 1, RoundingMode.FLOOR);
    }
}
