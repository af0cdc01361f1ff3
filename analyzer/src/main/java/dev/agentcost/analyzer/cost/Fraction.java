package dev.agentcost.analyzer.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exact rational number in lowest terms, with a positive denominator. */
final class Fraction implements Comparable<Fraction> {
    static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);
    static final Fraction HALF = new Fraction(BigInteger.ONE, BigInteger.TWO);

    /** Decimals of a number that no finite decimal equals, such as 1/3: rounded up at this digit. */
    private static final int DECIMALS = 20;

    /** A decimal with an exponent beyond this is a mistake, and would take forever to expand. */
    private static final int MAX_SCALE = 10_000;

    private static final BigInteger FIVE = BigInteger.valueOf(5);

    private final BigInteger numerator;
    private final BigInteger denominator;

    private Fraction(BigInteger numerator, BigInteger denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
    }

    static Fraction of(long value) {
        return value == 0 ? ZERO : value == 1 ? ONE : whole(BigInteger.valueOf(value));
    }

    static Fraction whole(BigInteger value) {
        return new Fraction(value, BigInteger.ONE);
    }

    static Fraction of(BigInteger numerator, BigInteger denominator) {
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        return divisor.equals(BigInteger.ONE)
                ? new Fraction(numerator, denominator)
                : new Fraction(numerator.divide(divisor), denominator.divide(divisor));
    }

    static boolean isReadable(BigDecimal value) {
        return Math.abs((long) value.scale()) <= MAX_SCALE;
    }

    static Fraction of(BigDecimal value) {
        if (!isReadable(value)) {
            throw new IllegalArgumentException("more than " + MAX_SCALE + " decimal places: " + value);
        }
        return value.scale() <= 0
                ? whole(value.toBigIntegerExact())
                : of(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }

    Fraction plus(Fraction other) {
        if (isWhole() && other.isWhole()) {
            return whole(numerator.add(other.numerator));
        }
        return of(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction minus(Fraction other) {
        return plus(other.negate());
    }

    Fraction negate() {
        return new Fraction(numerator.negate(), denominator);
    }

    Fraction times(Fraction other) {
        if (isOne()) {
            return other;
        }
        if (other.isOne()) {
            return this;
        }
        if (isWhole() && other.isWhole()) {
            return whole(numerator.multiply(other.numerator));
        }
        return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction reciprocal() {
        if (signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        return numerator.signum() > 0
                ? new Fraction(denominator, numerator)
                : new Fraction(denominator.negate(), numerator.negate());
    }

    private Fraction pow(int exponent) {
        return new Fraction(numerator.pow(exponent), denominator.pow(exponent));
    }

    /** The power, or null where it would take more than {@code maxBits} bits; it is not computed then. */
    @Nullable
    Fraction powWithin(BigInteger exponent, int maxBits) {
        if (isOne() || exponent.signum() == 0) {
            return ONE;
        }
        if (signum() == 0) {
            return ZERO;
        }
        if (exponent.equals(BigInteger.ONE)) {
            return bits() > maxBits ? null : this;
        }
        if (exponent.bitLength() > 31) {
            return null;
        }
        int times = exponent.intValueExact();
        if ((bits() - 1L) * times > maxBits) {
            return null;
        }
        Fraction power = pow(times);
        return power.bits() > maxBits ? null : power;
    }

    private int bits() {
        return Math.max(numerator.abs().bitLength(), denominator.bitLength());
    }

    int signum() {
        return numerator.signum();
    }

    boolean isOne() {
        return numerator.equals(BigInteger.ONE) && isWhole();
    }

    boolean isWhole() {
        return denominator.equals(BigInteger.ONE);
    }

    BigInteger numerator() {
        return numerator;
    }

    /** The least whole number that is not below this. */
    BigInteger ceiling() {
        if (isWhole()) {
            return numerator;
        }
        BigInteger quotient = numerator.divide(denominator);
        return numerator.signum() > 0 ? quotient.add(BigInteger.ONE) : quotient;
    }

    /** This number as a decimal, rounded up where no finite decimal equals it. */
    BigDecimal toDecimal() {
        return exactDecimal()
                .orElseGet(() ->
                        new BigDecimal(numerator).divide(new BigDecimal(denominator), DECIMALS, RoundingMode.CEILING));
    }

    private Optional<BigDecimal> exactDecimal() {
        if (isWhole()) {
            return Optional.of(new BigDecimal(numerator));
        }
        int twos = denominator.getLowestSetBit();
        BigInteger rest = denominator.shiftRight(twos);
        int fives = 0;
        while (rest.mod(FIVE).signum() == 0) {
            rest = rest.divide(FIVE);
            fives++;
        }
        if (!rest.equals(BigInteger.ONE)) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), Math.max(twos, fives), RoundingMode.UNNECESSARY));
    }

    @Override
    public int compareTo(Fraction other) {
        if (isWhole() && other.isWhole()) {
            return numerator.compareTo(other.numerator);
        }
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Fraction other
                && numerator.equals(other.numerator)
                && denominator.equals(other.denominator);
    }

    @Override
    public int hashCode() {
        return 31 * numerator.hashCode() + denominator.hashCode();
    }

    /** A plain decimal where one is exact, else {@code p/q}. */
    @Override
    public String toString() {
        return exactDecimal().map(BigDecimal::toPlainString).orElseGet(() -> numerator + "/" + denominator);
    }
}
