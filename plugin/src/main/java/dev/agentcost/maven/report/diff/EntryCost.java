package dev.agentcost.maven.report.diff;

import dev.agentcost.analyzer.cost.Dimension;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one call of an entry point costs, as a result file tells it.
 *
 * @param method readable name, {@code Type#method}
 * @param amounts what is not zero
 */
public record EntryCost(String method, Map<Dimension, Amount> amounts) {

    /** Leaves out what is zero. */
    public EntryCost {
        Map<Dimension, Amount> ordered = new EnumMap<>(Dimension.class);
        amounts.forEach((dimension, amount) -> {
            if (!amount.formula().equals("0")) {
                ordered.put(dimension, amount);
            }
        });
        amounts = Collections.unmodifiableMap(ordered);
    }

    /**
     * A cost in one dimension.
     *
     * @param value the number, or null where there is none
     */
    public record Amount(
            String formula, String growth, @Nullable BigDecimal value) {

        /** Where a symbol comes from: {@code turns of the loop at Agent:42}. */
        private static final Pattern LINE = Pattern.compile("(?<= at \\w{1,200}):\\d+");

        /** Without lines, because code that only moves costs what it did. */
        public Amount {
            formula = LINE.matcher(formula).replaceAll("");
        }
    }
}
