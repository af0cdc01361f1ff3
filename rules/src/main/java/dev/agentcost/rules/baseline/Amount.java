package dev.agentcost.rules.baseline;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Growth;
import dev.agentcost.rules.figure.Numbers;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much an entry point costs in one dimension, in a form that can be compared over time.
 *
 * @param growth in all counts together
 * @param limited whether something limits it
 * @param number under the assumptions, and with the assumed number of turns of whatever has no limit; null where something else has no number
 */
public record Amount(
        Growth growth, boolean limited, @Nullable BigDecimal number) {

    static final Amount NOTHING = new Amount(Growth.CONSTANT, true, BigDecimal.ZERO);

    static Amount of(Formula formula, Optional<BigDecimal> number) {
        return new Amount(formula.growth(), !formula.isUnbounded(), number.orElse(null));
    }

    /** Whether this is of a higher class than what was before: of a higher growth, or no longer limited. */
    boolean isOfHigherClassThan(Amount before) {
        return before.limited && !limited || before.limited == limited && growth.compareTo(before.growth) > 0;
    }

    /** Whether this is of the same class, and more. */
    boolean isMoreThan(Amount before) {
        boolean sameClass = limited == before.limited && growth.compareTo(before.growth) == 0;
        return sameClass && number != null && before.number != null && number.compareTo(before.number) > 0;
    }

    /** For readers: {@code O(n^2), 12,000 at 50 turns}. */
    String text(BigDecimal turns) {
        String what = (limited ? "" : "no limit, ") + growth;
        return number == null
                ? what
                : what + ", " + Numbers.grouped(number) + (limited ? "" : " at " + Numbers.grouped(turns) + " turns");
    }
}
