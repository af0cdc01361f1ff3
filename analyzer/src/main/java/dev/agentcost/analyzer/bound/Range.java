package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an integer. A symbol in a bound is never negative, but a parameter may be: {@code n} in a bound is
 * {@code max(0, n)}. So a range keeps apart what the value is, over symbols with their sign, and its limits over symbols that
 * are at least zero.
 *
 * @param exact the value itself, over symbols that may be negative; null where it is not known
 * @param lower at most the value, or null
 * @param upper at least the value, or null
 */
record Range(
        @Nullable Formula exact,
        @Nullable Formula lower,
        @Nullable Formula upper) {

    static final Range UNKNOWN = new Range(null, null, null);

    static Range of(long value) {
        return ofExact(Formula.of(value));
    }

    /** The value of a formula over symbols with their sign. */
    static Range ofExact(Formula exact) {
        boolean signed = exact.symbols().stream().anyMatch(Range::isSigned);
        return new Range(exact, signed ? null : exact, settled(exact));
    }

    static Range between(@Nullable Formula lower, @Nullable Formula upper) {
        return new Range(null, lower, upper);
    }

    /** Whether the symbol stands for a number that may be negative. */
    private static boolean isSigned(Symbol symbol) {
        return symbol.assumption().equals(Assumption.LIMIT.key());
    }

    boolean isUnknown() {
        return exact == null && lower == null && upper == null;
    }

    boolean isNonNegative() {
        return lower != null && isNonNegative(lower);
    }

    boolean isPositive() {
        return lower != null && isNonNegative(lower.minus(Formula.ONE));
    }

    static boolean isNonNegative(Formula formula) {
        return formula.atLeastZero().equals(formula);
    }

    /** The number, where it is one. */
    @Nullable
    Long constant() {
        return exact == null || !exact.isConstant()
                ? null
                : Long.valueOf(exact.constantValue().orElseThrow().longValue());
    }

    /** The least number that it may be, where that is a number. */
    @Nullable
    Long leastNumber() {
        return lower == null || !lower.isConstant()
                ? null
                : Long.valueOf(lower.constantValue().orElseThrow().longValue());
    }

    Range plus(Range other) {
        return new Range(
                exact == null || other.exact == null ? null : exact.plus(other.exact),
                lower == null || other.lower == null ? null : lower.plus(other.lower),
                exact != null && other.exact != null
                        ? settled(exact.plus(other.exact))
                        : upper == null || other.upper == null ? null : upper.plus(other.upper));
    }

    Range minus(Range other) {
        Formula difference = exact == null || other.exact == null ? null : exact.minus(other.exact);
        Formula most = upper == null || other.lower == null ? null : upper.minus(other.lower);
        Formula least = lower == null || other.upper == null ? null : lower.minus(other.upper);
        return new Range(
                difference,
                difference != null && difference.isConstant() ? difference : least,
                difference != null ? settled(difference) : most);
    }

    Range negated() {
        return of(0).minus(this);
    }

    Range times(Range other) {
        Long by = other.constant();
        if (by != null && by < 0) {
            return negated().times(of(-by));
        }
        Formula product = exact == null || other.exact == null ? null : exact.times(other.exact);
        Long factor = other.constant() == null ? constant() : other.constant();
        boolean plain = (isNonNegative() || factor != null && factor >= 0)
                && (other.isNonNegative() || factor != null && factor >= 0);
        Formula least = plain && lower != null && other.lower != null ? lower.times(other.lower) : null;
        Formula most = product != null
                ? settled(product)
                : plain && upper != null && other.upper != null ? upper.times(other.upper) : null;
        return new Range(product, least, most);
    }

    /** Java's quotient, which is rounded towards zero. */
    Range dividedBy(Range other) {
        Long divisor = other.constant();
        if (divisor != null && divisor > 0) {
            return new Range(
                    null,
                    isNonNegative() ? Formula.ZERO : null,
                    upper == null ? null : upper.atLeastZero().dividedBy(divisor));
        }
        return other.isPositive() && upper != null
                ? new Range(null, isNonNegative() ? Formula.ZERO : null, upper.atLeastZero())
                : UNKNOWN;
    }

    /** Java's remainder, which has the sign of the dividend. */
    Range remainder(Range other) {
        Long divisor = other.constant();
        if (divisor != null && divisor != 0) {
            Formula most = Formula.of(Math.abs(divisor) - 1);
            return between(isNonNegative() ? Formula.ZERO : Formula.of(1 - Math.abs(divisor)), most);
        }
        return isNonNegative() ? between(Formula.ZERO, upper) : UNKNOWN;
    }

    /** One of both. */
    Range or(Range other) {
        return new Range(
                exact != null && exact.equals(other.exact) ? exact : null,
                lower == null || other.lower == null ? null : lower.min(other.lower),
                upper == null || other.upper == null ? null : upper.max(other.upper));
    }

    /** The lesser of both. */
    Range min(Range other) {
        Formula most = upper == null ? other.upper : other.upper == null ? upper : upper.min(other.upper);
        return between(lower == null || other.lower == null ? null : lower.min(other.lower), most);
    }

    /** The greater of both. */
    Range max(Range other) {
        Formula least = lower == null ? other.lower : other.lower == null ? lower : lower.max(other.lower);
        return between(least, upper == null || other.upper == null ? null : upper.max(other.upper));
    }

    // ---- signs

    /**
     * An upper bound over symbols that are at least zero, for a value over symbols with their sign: the value itself where no
     * symbol lowers it, otherwise one symbol for the whole, such as {@code end - start}.
     */
    static Formula settled(Formula exact) {
        for (Symbol symbol : exact.symbols()) {
            if (!raises(exact, symbol)) {
                Formula none = exact;
                for (Symbol each : exact.symbols()) {
                    none = none.substitute(each, Formula.ZERO);
                }
                boolean apart = !exact.minus(none).toString().startsWith("-")
                        && none.isConstant()
                        && none.constantValue().orElseThrow().signum() > 0;
                return apart ? Formula.of(difference(exact.minus(none))).plus(none) : Formula.of(difference(exact));
            }
        }
        return exact;
    }

    private static boolean raises(Formula exact, Symbol symbol) {
        Formula at0 = exact.substitute(symbol, Formula.ZERO);
        Formula at1 = exact.substitute(symbol, Formula.ONE);
        Formula at2 = exact.substitute(symbol, Formula.of(2));
        Formula slope = at1.minus(at0);
        return at2.minus(at1).equals(slope)
                && isNonNegative(slope)
                && slope.symbols().stream().noneMatch(Range::isSigned);
    }

    private static Symbol difference(Formula exact) {
        Set<String> origins = exact.symbols().stream().map(Symbol::origin).collect(Collectors.toSet());
        String origin = origins.size() == 1 ? origins.iterator().next() : "";
        return new Symbol(text(exact), Kind.COUNT, false, origin, Assumption.LIMIT.key(), given(exact));
    }

    /** What the difference of the numbers is that the program gives both, where that is one to count with. */
    private static @Nullable Long given(Formula exact) {
        return exact.evaluate(symbol -> Optional.ofNullable(symbol.given()).map(BigDecimal::valueOf))
                .filter(difference -> difference.signum() > 0)
                .map(BigDecimal::longValue)
                .orElse(null);
    }

    /** What is added stands before what is taken away. */
    private static String text(Formula formula) {
        String text = formula.toString()
                .replaceAll("\\[(size of \\S+)\\]", "$1")
                .replace('[', '(')
                .replace(']', ')');
        if (!text.startsWith("-")) {
            return text;
        }
        String[] terms = text.substring(1).split(TERMS);
        StringBuilder added = new StringBuilder();
        StringBuilder taken = new StringBuilder(" - ").append(terms[0]);
        for (int i = 1; i < terms.length; i++) {
            boolean plus = terms[i].startsWith("+");
            if (plus && added.length() == 0) {
                added.append(terms[i].substring(2));
            } else {
                (plus ? added : taken).append(' ').append(terms[i]);
            }
        }
        return added.length() == 0 ? text : added.append(taken).toString();
    }

    private static final String TERMS = " (?=[+-] )";

    /** The formula that {@link #settled} made one symbol of, where its parts are parameters and their sizes. */
    static Formula parts(Symbol whole) {
        Formula sum = Formula.ZERO;
        for (String term : whole.name().split(TERMS)) {
            boolean minus = term.startsWith("- ") || term.startsWith("-");
            Formula product = Formula.ONE;
            for (String factor : term.replaceFirst("^[+-] ?", "").split(" \\* ")) {
                product = product.times(
                        factor.matches("\\d{1,15}")
                                ? Formula.of(Long.parseLong(factor))
                                : Formula.of(part(factor, whole.origin())));
            }
            sum = minus ? sum.minus(product) : sum.plus(product);
        }
        return sum;
    }

    private static Symbol part(String name, String origin) {
        Assumption assumption = name.startsWith("size of ") ? Assumption.COLLECTION_SIZE : Assumption.LIMIT;
        return new Symbol(name, Kind.COUNT, false, origin, assumption.key());
    }
}
