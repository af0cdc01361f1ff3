package dev.agentcost.rules.baseline;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.lever.Levers;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One call of an entry point costs more or less than the baseline says.
 *
 * @param before as in the baseline
 * @param after as it is now
 */
public record CostChange(EntryPoint entryPoint, Dimension dimension, Amount before, Amount after) {

    /** Whether it costs more. */
    public boolean isWorse() {
        return isOfHigherClass() || after.isMoreThan(before);
    }

    /** Whether it is not only more, but grows faster or has lost its limit. */
    public boolean isOfHigherClass() {
        return after.isOfHigherClassThan(before);
    }

    boolean isBetter() {
        return before.isOfHigherClassThan(after) || before.isMoreThan(after);
    }

    /** For readers: {@code input tokens from O(n^2), 12,000 to O(n), 3,000 (-75 %)}. */
    public String text() {
        return Numbers.noun(dimension) + " from " + before.text(Levers.ASSUMED_TURNS) + " to "
                + after.text(Levers.ASSUMED_TURNS) + percent();
    }

    private String percent() {
        BigDecimal from = before.number();
        BigDecimal to = after.number();
        if (from == null || to == null || from.signum() == 0) {
            return "";
        }
        BigDecimal percent = to.subtract(from).movePointRight(2).divide(from, 0, RoundingMode.HALF_EVEN);
        return percent.signum() == 0 ? "" : " (" + (percent.signum() > 0 ? "+" : "") + Numbers.grouped(percent) + " %)";
    }
}
