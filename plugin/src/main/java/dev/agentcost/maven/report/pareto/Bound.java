package dev.agentcost.maven.report.pareto;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.maven.report.diff.EntryCost;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most that one call of a variant costs in one dimension.
 *
 * @param number null where there is none
 * @param limited false where nothing limits the cost; true without a number where a model has no known price
 */
public record Bound(@Nullable BigDecimal number, boolean limited) {

    static final Bound NOTHING = new Bound(BigDecimal.ZERO, true);

    /** Dollars without a number have no limit where the tokens have none; else it is a price that is missing. */
    static Bound of(EntryCost entry, Dimension dimension) {
        Map<Dimension, EntryCost.Amount> amounts = entry.amounts();
        EntryCost.Amount amount = amounts.get(dimension);
        if (amount == null) {
            return NOTHING;
        }
        boolean limited = amount.value() != null
                || dimension == Dimension.DOLLARS
                        && hasNumber(amounts.get(Dimension.INPUT_TOKENS))
                        && hasNumber(amounts.get(Dimension.OUTPUT_TOKENS));
        return new Bound(amount.value(), limited);
    }

    private static boolean hasNumber(EntryCost.@Nullable Amount amount) {
        return amount == null || amount.value() != null;
    }

    /** Whether it can be compared: a price that is missing may be any. */
    public boolean isKnown() {
        return number != null || !limited;
    }

    /** The larger of two; one without a limit is larger than any number, one of an unknown price larger than the known. */
    Bound max(Bound other) {
        if (!limited || !other.limited) {
            return limited ? other : this;
        }
        if (number == null || other.number == null) {
            return number == null ? this : other;
        }
        return number.compareTo(other.number) >= 0 ? this : other;
    }

    /** As {@link Comparable}, for two that are known: two without a limit are alike. */
    static int compare(Bound one, Bound other) {
        if (one.number == null || other.number == null) {
            return Boolean.compare(one.number == null, other.number == null);
        }
        return one.number.compareTo(other.number);
    }
}
