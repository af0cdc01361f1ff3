package dev.agentcost.rules.figure;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Growth;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A formula and its number.
 *
 * @param growth in all counts together, those without limit included: {@code O(n^2)} for a loop without limit whose context grows
 * @param value the number under the assumptions, rounded up; null where the formula is unbounded or something in it has no number
 */
public record Figure(
        Formula formula, Growth growth, @Nullable BigDecimal value) {

    /** A count, rounded up to a whole number. */
    public static Figure count(Formula formula, Assumptions assumptions) {
        return of(formula, assumptions.value(formula).map(Rounding::count));
    }

    /** An amount in a dimension, dollars rounded up to six decimals and everything else to whole numbers. */
    public static Figure of(Dimension dimension, Formula formula, Assumptions assumptions) {
        return of(formula, assumptions.value(formula).map(value -> Rounding.up(dimension, value)));
    }

    private static Figure of(Formula formula, Optional<BigDecimal> value) {
        return new Figure(formula, formula.growth(), value.orElse(null));
    }

    /** Whether nothing limits it. */
    public boolean isUnbounded() {
        return formula.isUnbounded();
    }

    /** The number, or empty. */
    public Optional<BigDecimal> number() {
        return Optional.ofNullable(value);
    }
}
