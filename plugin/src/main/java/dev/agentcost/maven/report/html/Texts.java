package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Growth;
import dev.agentcost.rules.figure.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** Numbers and formulas as a page shows them: short, rounded upwards like every bound. */
final class Texts {

    private static final Pattern POWER = Pattern.compile("\\^(\\d+)(?![\\d.])");
    private static final String SUPERSCRIPTS = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

    private static final BigDecimal THOUSAND = new BigDecimal(1000);
    private static final BigDecimal MINUTE = new BigDecimal(60);
    private static final BigDecimal MILLION = new BigDecimal(1_000_000);
    private static final BigDecimal HUGE = new BigDecimal("1e15");
    private static final int DIGITS = 4;

    private Texts() {}

    /** {@code n^2 * m} as {@code n² · m}. */
    static String formula(String formula) {
        return POWER.matcher(formula)
                .replaceAll(match -> superscript(match.group(1)))
                .replace(" * ", " \u00b7 ");
    }

    static String growth(Growth growth) {
        return formula(growth.toString());
    }

    private static String superscript(String digits) {
        StringBuilder text = new StringBuilder();
        digits.chars().forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
        return text.toString();
    }

    /** An amount without its noun: {@code 12,400}, {@code $10.36}, {@code 2 min 5 s}. */
    static String amount(Dimension dimension, BigDecimal number) {
        return switch (dimension) {
            case DOLLARS -> "$" + dollars(number);
            case LATENCY_MILLIS -> duration(number);
            default -> count(number);
        };
    }

    /** The amount to its last digit, with the noun. */
    static String exact(Dimension dimension, BigDecimal number) {
        return Numbers.withUnit(dimension, number);
    }

    private static String count(BigDecimal number) {
        if (number.compareTo(HUGE) >= 0) {
            return number.round(new MathContext(DIGITS, RoundingMode.CEILING)).toString();
        }
        return number.compareTo(MILLION) < 0
                ? Numbers.grouped(number)
                : Numbers.grouped(number.divide(MILLION, 2, RoundingMode.CEILING)) + " M";
    }

    private static String dollars(BigDecimal number) {
        if (number.compareTo(HUGE) >= 0) {
            return number.round(new MathContext(DIGITS, RoundingMode.CEILING)).toString();
        }
        BigDecimal cents = number.setScale(2, RoundingMode.CEILING);
        return number.signum() > 0 && number.compareTo(BigDecimal.ONE) < 0
                ? atLeastCents(
                        number.round(new MathContext(2, RoundingMode.CEILING)).stripTrailingZeros())
                : Numbers.grouped(cents);
    }

    private static String atLeastCents(BigDecimal number) {
        return (number.scale() < 2 ? number.setScale(2) : number).toPlainString();
    }

    private static String duration(BigDecimal millis) {
        if (millis.compareTo(THOUSAND) < 0) {
            return Numbers.grouped(millis) + " ms";
        }
        BigDecimal seconds = millis.divide(THOUSAND, 0, RoundingMode.CEILING);
        if (millis.compareTo(BigDecimal.TEN.multiply(THOUSAND)) < 0) {
            return millis.divide(THOUSAND, 1, RoundingMode.CEILING)
                            .stripTrailingZeros()
                            .toPlainString() + " s";
        }
        BigDecimal[] minutes = seconds.divideAndRemainder(MINUTE);
        if (minutes[0].signum() == 0) {
            return seconds.toPlainString() + " s";
        }
        if (minutes[0].compareTo(MINUTE) < 0) {
            return minutes[0] + " min" + (minutes[1].signum() == 0 ? "" : " " + minutes[1] + " s");
        }
        BigDecimal hours = seconds.divide(MINUTE.multiply(MINUTE), 1, RoundingMode.CEILING);
        return Numbers.grouped(hours) + " h";
    }
}
