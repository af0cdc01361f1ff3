package dev.agentcost.rules.configuration;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.rules.figure.Numbers;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the numbers that users write; what they cannot mean is an {@link IllegalArgumentException} that says what to write. */
final class Amounts {

    /** Beyond this, a number is a slip of the keyboard: a thousand billions. */
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000000");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(_\\d+)*(\\.\\d+)?([eE]\\+?\\d{1,2})?");
    private static final Pattern DURATION = Pattern.compile("(?<number>[+-]?[\\d_.]+) *(?<unit>ms|s|min|m|h)");
    private static final Map<String, BigDecimal> MILLIS = Map.of(
            "ms", BigDecimal.ONE,
            "s", new BigDecimal(1_000),
            "m", new BigDecimal(60_000),
            "min", new BigDecimal(60_000),
            "h", new BigDecimal(3_600_000));

    private Amounts() {}

    /** A limit in one dimension: dollars may have decimals, everything else is whole. */
    static BigDecimal limit(Dimension dimension, String key, String text) {
        boolean dollars = dimension == Dimension.DOLLARS;
        String number = dollars && text.startsWith("$") ? text.substring(1) : text;
        return number(key, number, !dollars, dollars ? "0.50" : "20");
    }

    /** A number of 0 or more. */
    static BigDecimal number(String key, String text, boolean whole, String example) {
        String kind = whole ? "a whole number" : "a number";
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    key + " is '" + text + "', which is not a number; write " + kind + " such as " + example);
        }
        BigDecimal number = new BigDecimal(text.replace("_", ""));
        if (number.signum() < 0) {
            throw new IllegalArgumentException(key + " is negative: " + text + "; write 0 or more");
        }
        if (number.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException(
                    key + " is absurdly large: " + text + "; write at most " + Numbers.grouped(LARGEST));
        }
        if (whole && number.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(key + " is " + text + "; write a whole number such as " + example);
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** A duration in milliseconds: {@code 60s}, {@code 2min}, {@code 500ms}. */
    static BigDecimal millis(String key, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(key + " is '" + text
                    + "', which is not a duration; write a number and ms, s, min or h, such as 60s");
        }
        BigDecimal number = number(key, matcher.group("number"), false, "60s");
        BigDecimal unit = MILLIS.getOrDefault(matcher.group("unit"), BigDecimal.ONE);
        return number(key, number.multiply(unit).stripTrailingZeros().toPlainString(), true, "60s");
    }
}
