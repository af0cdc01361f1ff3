package dev.agentcost.analyzer.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exact rational number in lowest terms, with a positive denominator. */
final class Fraction implements Comparable<Fraction> {
    static final Fraction ZERO = new Fraction(0, 1, null);
    static final Fraction ONE = new Fraction(1, 1, null);
    static final Fraction HALF = new Fraction(1, 2, null);

    /** Decimals of a number that no finite decimal equals, such as 1/3: rounded up at this digit. */
    private static final int DECIMALS = 20;

    /** A decimal with an exponent beyond this is a mistake, and would take forever to expand. */
    private static final int MAX_SCALE = 10_000;

    private static final BigInteger FIVE = BigInteger.valueOf(5);

    /** Of the magnitude of a long. */
    private static final int LONG_BITS = 63;

    private final long numerator;
    private final long denominator;
    private final @Nullable Large large;

    /** What does not fit into two longs. */
    private record Large(BigInteger numerator, BigInteger denominator) {}

    /** In lowest terms. Equal numbers have the same form: {@code large} is for what does not fit, and the others are 0 then. */
    private Fraction(long numerator, long denominator, @Nullable Large large) {
        this.numerator = numerator;
        this.denominator = denominator;
        this.large = large;
    }

    static Fraction of(long value) {
        return value == 0
                ? ZERO
                : value == 1 ? ONE : value == Long.MIN_VALUE ? whole(BigInteger.valueOf(value)) : small(value, 1);
    }

    static Fraction whole(BigInteger value) {
        return lowest(value, BigInteger.ONE);
    }

    private static Fraction small(long numerator, long denominator) {
        return new Fraction(numerator, denominator, null);
    }

    /** Of two numbers without a common divisor, the second of them positive. */
    private static Fraction lowest(BigInteger numerator, BigInteger denominator) {
        return fits(numerator) && fits(denominator)
                ? small(numerator.longValueExact(), denominator.longValueExact())
                : new Fraction(0, 0, new Large(numerator, denominator));
    }

    /** Whether it and its negative are longs. */
    private static boolean fits(BigInteger value) {
        return value.abs().bitLength() <= LONG_BITS;
    }

    static Fraction of(BigInteger numerator, BigInteger denominator) {
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        return divisor.equals(BigInteger.ONE)
                ? lowest(numerator, denominator)
                : lowest(numerator.divide(divisor), denominator.divide(divisor));
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
        if (large == null && other.large == null) {
            Fraction sum = smallSum(other);
            if (sum != null) {
                return sum;
            }
        }
        BigInteger left = bigDenominator();
        BigInteger right = other.bigDenominator();
        return of(numerator().multiply(right).add(other.numerator().multiply(left)), left.multiply(right));
    }

    /** The sum, or null where it or something on the way to it does not fit. */
    private @Nullable Fraction smallSum(Fraction other) {
        long shared = denominator == 1 || other.denominator == 1 ? 1 : gcd(denominator, other.denominator);
        long ownFactor = other.denominator / shared;
        long otherFactor = denominator / shared;
        if (isTooLarge(numerator, ownFactor)
                || isTooLarge(other.numerator, otherFactor)
                || isTooLarge(denominator, ownFactor)) {
            return null;
        }
        long left = numerator * ownFactor;
        long right = other.numerator * otherFactor;
        long sum = left + right;
        boolean overflows = ((left ^ sum) & (right ^ sum)) < 0 || sum == Long.MIN_VALUE;
        if (overflows) {
            return null;
        }
        if (sum == 0) {
            return ZERO;
        }
        // what the sum may have in common with its denominator, it has in common with what both denominators share
        long divisor = shared == 1 ? 1 : gcd(Math.abs(sum), shared);
        return small(sum / divisor, denominator * ownFactor / divisor);
    }

    private static boolean isTooLarge(long left, long right) {
        long product = left * right;
        return Math.multiplyHigh(left, right) != product >> 63 || product == Long.MIN_VALUE;
    }

    /** Of two positive numbers. */
    private static long gcd(long left, long right) {
        long larger = left;
        long smaller = right;
        while (smaller != 0) {
            long rest = larger % smaller;
            larger = smaller;
            smaller = rest;
        }
        return larger;
    }

    Fraction minus(Fraction other) {
        return plus(other.negate());
    }

    Fraction negate() {
        return large == null
                ? small(-numerator, denominator)
                : new Fraction(0, 0, new Large(large.numerator.negate(), large.denominator));
    }

    Fraction times(Fraction other) {
        if (isOne()) {
            return other;
        }
        if (other.isOne()) {
            return this;
        }
        if (large == null && other.large == null) {
            Fraction product = smallProduct(other);
            if (product != null) {
                return product;
            }
        }
        return of(numerator().multiply(other.numerator()), bigDenominator().multiply(other.bigDenominator()));
    }

    /** The product, or null where it does not fit. */
    private @Nullable Fraction smallProduct(Fraction other) {
        if (numerator == 0 || other.numerator == 0) {
            return ZERO;
        }
        long across = other.denominator == 1 ? 1 : gcd(Math.abs(numerator), other.denominator);
        long back = denominator == 1 ? 1 : gcd(Math.abs(other.numerator), denominator);
        long left = numerator / across;
        long right = other.numerator / back;
        long leftBelow = denominator / back;
        long rightBelow = other.denominator / across;
        return isTooLarge(left, right) || isTooLarge(leftBelow, rightBelow)
                ? null
                : small(left * right, leftBelow * rightBelow);
    }

    Fraction reciprocal() {
        if (signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        return signum() > 0
                ? lowest(bigDenominator(), numerator())
                : lowest(bigDenominator().negate(), numerator().negate());
    }

    private Fraction pow(int exponent) {
        return lowest(numerator().pow(exponent), bigDenominator().pow(exponent));
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
        return large == null
                ? Long.SIZE - Long.numberOfLeadingZeros(Math.max(Math.abs(numerator), denominator))
                : Math.max(large.numerator.abs().bitLength(), large.denominator.bitLength());
    }

    int signum() {
        return large == null ? Long.signum(numerator) : large.numerator.signum();
    }

    boolean isOne() {
        return numerator == 1 && denominator == 1;
    }

    boolean isWhole() {
        return large == null ? denominator == 1 : large.denominator.equals(BigInteger.ONE);
    }

    BigInteger numerator() {
        return large == null ? BigInteger.valueOf(numerator) : large.numerator;
    }

    private BigInteger bigDenominator() {
        return large == null ? BigInteger.valueOf(denominator) : large.denominator;
    }

    /** The least whole number that is not below this. */
    BigInteger ceiling() {
        if (isWhole()) {
            return numerator();
        }
        BigInteger quotient = numerator().divide(bigDenominator());
        return signum() > 0 ? quotient.add(BigInteger.ONE) : quotient;
    }

    /** This number as a decimal, rounded up where no finite decimal equals it. */
    BigDecimal toDecimal() {
        return exactDecimal()
                .orElseGet(() -> new BigDecimal(numerator())
                        .divide(new BigDecimal(bigDenominator()), DECIMALS, RoundingMode.CEILING));
    }

    private Optional<BigDecimal> exactDecimal() {
        if (isWhole()) {
            return Optional.of(new BigDecimal(numerator()));
        }
        int twos = bigDenominator().getLowestSetBit();
        BigInteger rest = bigDenominator().shiftRight(twos);
        int fives = 0;
        while (rest.mod(FIVE).signum() == 0) {
            rest = rest.divide(FIVE);
            fives++;
        }
        if (!rest.equals(BigInteger.ONE)) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(numerator())
                .divide(new BigDecimal(bigDenominator()), Math.max(twos, fives), RoundingMode.UNNECESSARY));
    }

    @Override
    public int compareTo(Fraction other) {
        if (large == null && other.large == null) {
            if (denominator == other.denominator) {
                return Long.compare(numerator, other.numerator);
            }
            if (!isTooLarge(numerator, other.denominator) && !isTooLarge(other.numerator, denominator)) {
                return Long.compare(numerator * other.denominator, other.numerator * denominator);
            }
        }
        return numerator()
                .multiply(other.bigDenominator())
                .compareTo(other.numerator().multiply(bigDenominator()));
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Fraction other
                && numerator == other.numerator
                && denominator == other.denominator
                && Objects.equals(large, other.large);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(numerator) + Long.hashCode(denominator) + Objects.hashCode(large);
    }

    /** A plain decimal where one is exact, else {@code p/q}. */
    @Override
    public String toString() {
        return exactDecimal().map(BigDecimal::toPlainString).orElseGet(() -> numerator() + "/" + bigDenominator());
    }
}
