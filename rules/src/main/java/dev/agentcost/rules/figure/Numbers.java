package dev.agentcost.rules.figure;

import dev.agentcost.analyzer.cost.Dimension;
import java.math.BigDecimal;

/** Numbers as text for readers, the same in every locale. */
public final class Numbers {

    private static final int GROUP = 3;

    private Numbers() {}

    /** With a comma before each three digits: {@code 1,234,000.5}. */
    public static String grouped(BigDecimal number) {
        String plain = number.toPlainString();
        int point = plain.indexOf('.');
        int first = plain.startsWith("-") ? 1 : 0;
        StringBuilder text = new StringBuilder(plain);
        for (int i = (point < 0 ? plain.length() : point) - GROUP; i > first; i -= GROUP) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    /** With the unit: {@code 1,234 input tokens}, {@code $0.50}, {@code 60,000 ms}. */
    public static String withUnit(Dimension dimension, BigDecimal number) {
        return switch (dimension) {
            case DOLLARS -> "$" + grouped(number.scale() < 2 ? number.setScale(2) : number);
            case LATENCY_MILLIS -> grouped(number) + " ms of latency";
            default -> grouped(number) + " " + noun(dimension, number.compareTo(BigDecimal.ONE) == 0);
        };
    }

    /** What a dimension counts: {@code input tokens}. */
    public static String noun(Dimension dimension) {
        return noun(dimension, false);
    }

    private static String noun(Dimension dimension, boolean one) {
        return switch (dimension) {
            case MODEL_CALLS -> "model call" + plural(one);
            case TOOL_CALLS -> "tool call" + plural(one);
            case INPUT_TOKENS -> "input token" + plural(one);
            case OUTPUT_TOKENS -> "output token" + plural(one);
            case DOLLARS -> "dollars";
            case LATENCY_MILLIS -> "milliseconds of latency";
        };
    }

    private static String plural(boolean one) {
        return one ? "" : "s";
    }
}
