package dev.agentcost.analyzer.cost;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a cost grows with the counts it depends on: {@code O(n^degree log^logDegree n)}, exponential, or without
 * bound. Growth is counted in all {@link Kind#COUNT} symbols together, so {@code turns * items} is {@code O(n^2)}.
 *
 * @param unbounded no bound at all; the other components are then zero
 * @param exponential faster than every polynomial; degrees are then zero
 */
public record Growth(boolean unbounded, boolean exponential, int degree, int logDegree) implements Comparable<Growth> {
    public static final Growth CONSTANT = new Growth(false, false, 0, 0);
    public static final Growth UNBOUNDED = new Growth(true, false, 0, 0);
    static final Growth LOGARITHMIC = new Growth(false, false, 0, 1);
    static final Growth LINEAR = new Growth(false, false, 1, 0);
    static final Growth EXPONENTIAL = new Growth(false, true, 0, 0);

    /** Degrees stop here: beyond, nobody tells the difference, and sums of them stay far from overflow. */
    private static final int MAX_DEGREE = 1_000_000;

    private static final Comparator<Growth> ORDER = Comparator.comparing(Growth::unbounded)
            .thenComparing(Growth::exponential)
            .thenComparingInt(Growth::degree)
            .thenComparingInt(Growth::logDegree);

    private static final Pattern FORM =
            Pattern.compile("o\\( *(?:(?<one>1)|(?<power>2 *\\^ *n)|(?<n>n(?: *\\^ *(?<degree>\\d{1,6}))?)?"
                    + " *(?<log>log(?: *\\^ *(?<logDegree>\\d{1,6}))? *n)?) *\\)");

    public Growth {
        if (degree < 0 || logDegree < 0) {
            throw new IllegalArgumentException("degrees are not negative: " + degree + ", " + logDegree);
        }
        exponential = exponential && !unbounded;
        boolean polynomial = !unbounded && !exponential;
        degree = polynomial ? Math.min(degree, MAX_DEGREE) : 0;
        logDegree = polynomial ? Math.min(logDegree, MAX_DEGREE) : 0;
    }

    /** Reads what {@link #toString} writes, in any case and spacing. */
    public static Growth parse(String text) {
        String form = text.strip().toLowerCase(Locale.ROOT);
        if (form.equals("unbounded")) {
            return UNBOUNDED;
        }
        Matcher matcher = FORM.matcher(form);
        if (!matcher.matches()) {
            throw unknown(text);
        }
        if (matcher.group("one") != null) {
            return CONSTANT;
        }
        if (matcher.group("power") != null) {
            return EXPONENTIAL;
        }
        int degree = degree(matcher, "n", "degree");
        int logDegree = degree(matcher, "log", "logDegree");
        if (matcher.group("n") == null && matcher.group("log") == null) {
            throw unknown(text);
        }
        return new Growth(false, false, degree, logDegree);
    }

    private static int degree(Matcher matcher, String part, String exponent) {
        if (matcher.group(part) == null) {
            return 0;
        }
        return matcher.group(exponent) == null ? 1 : Integer.parseInt(matcher.group(exponent));
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("Not a growth class: '" + text
                + "'. Write O(1), O(log n), O(n), O(n log n), O(n^2), O(n^2 log n) and so on, O(2^n) or unbounded.");
    }

    Growth times(Growth other) {
        return new Growth(
                unbounded || other.unbounded,
                exponential || other.exponential,
                degree + other.degree,
                logDegree + other.logDegree);
    }

    Growth pow(int exponent) {
        if (exponent == 1) {
            return this;
        }
        return new Growth(
                unbounded, exponential, saturated((long) degree * exponent), saturated((long) logDegree * exponent));
    }

    private static int saturated(long degree) {
        return (int) Math.min(degree, MAX_DEGREE);
    }

    Growth max(Growth other) {
        return compareTo(other) >= 0 ? this : other;
    }

    Growth min(Growth other) {
        return compareTo(other) <= 0 ? this : other;
    }

    @Override
    public int compareTo(Growth other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        if (unbounded) {
            return "unbounded";
        }
        if (exponential) {
            return "O(2^n)";
        }
        if (degree == 0 && logDegree == 0) {
            return "O(1)";
        }
        String power = degree == 0 ? "" : "n" + exponent(degree);
        String log = logDegree == 0 ? "" : "log" + exponent(logDegree) + " n";
        return "O(" + (power + " " + log).strip() + ")";
    }

    private static String exponent(int degree) {
        return degree == 1 ? "" : "^" + degree;
    }
}
