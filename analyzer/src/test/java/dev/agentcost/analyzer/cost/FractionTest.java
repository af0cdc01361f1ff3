package dev.agentcost.analyzer.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Small and large numbers follow the same laws, and where one becomes the other nothing is lost. */
class FractionTest {

    private record Ratio(BigInteger numerator, BigInteger denominator) {

        Fraction fraction() {
            return Fraction.of(numerator, denominator);
        }
    }

    @Provide
    Arbitrary<Ratio> ratios() {
        BigInteger edge = BigInteger.valueOf(Long.MAX_VALUE);
        Arbitrary<BigInteger> numerators = Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.valueOf(-50), BigInteger.valueOf(50)),
                Arbitraries.bigIntegers()
                        .between(
                                edge.negate().subtract(BigInteger.TEN),
                                edge.negate().add(BigInteger.TEN)),
                Arbitraries.bigIntegers().between(edge.subtract(BigInteger.TEN), edge.add(BigInteger.TEN)),
                Arbitraries.bigIntegers().between(BigInteger.ONE.shiftLeft(90).negate(), BigInteger.ONE.shiftLeft(90)));
        return Combinators.combine(numerators, numerators.filter(value -> value.signum() != 0))
                .as(Ratio::new);
    }

    @Property
    void sumsProductsAndOrderAreThoseOfRationalNumbers(@ForAll("ratios") Ratio p, @ForAll("ratios") Ratio q) {
        BigInteger below = p.denominator().multiply(q.denominator());
        BigInteger left = p.numerator().multiply(q.denominator());
        BigInteger right = q.numerator().multiply(p.denominator());
        assertThat(p.fraction().plus(q.fraction())).isEqualTo(Fraction.of(left.add(right), below));
        assertThat(p.fraction().minus(q.fraction())).isEqualTo(Fraction.of(left.subtract(right), below));
        assertThat(p.fraction().times(q.fraction()))
                .isEqualTo(Fraction.of(p.numerator().multiply(q.numerator()), below));
        assertThat(Integer.signum(p.fraction().compareTo(q.fraction())))
                .isEqualTo(left.subtract(right).signum() * below.signum());
        assertThat(p.fraction().equals(q.fraction())).isEqualTo(left.equals(right));
    }

    @Property
    void whatIsTakenAwayAgainLeavesTheSameForm(@ForAll("ratios") Ratio p, @ForAll("ratios") Ratio q) {
        Fraction there = p.fraction().plus(q.fraction()).minus(q.fraction());
        assertThat(there).isEqualTo(p.fraction()).hasSameHashCodeAs(p.fraction());
        assertThat(there.isWhole())
                .isEqualTo(p.numerator().mod(p.denominator().abs()).signum() == 0);
        assertThat(there.signum())
                .isEqualTo(p.numerator().signum() * p.denominator().signum());
        if (p.numerator().signum() != 0) {
            Fraction back = p.fraction().times(q.fraction());
            assertThat(back.times(p.fraction().reciprocal())).isEqualTo(q.fraction());
        }
    }

    @Property
    void theCeilingIsTheLeastWholeNumberThatIsNotBelow(@ForAll("ratios") Ratio p) {
        Fraction ceiling = Fraction.whole(p.fraction().ceiling());
        assertThat(ceiling).isGreaterThanOrEqualTo(p.fraction());
        assertThat(ceiling.minus(Fraction.ONE)).isLessThan(p.fraction());
    }

    @Test
    void theLeastLongHasANegative() {
        Fraction least = Fraction.of(Long.MIN_VALUE);
        assertThat(least.negate().toDecimal()).isEqualTo(new BigDecimal("9223372036854775808"));
        assertThat(least.negate().negate()).isEqualTo(least);
        assertThat(least.plus(Fraction.ONE)).isEqualTo(Fraction.of(-Long.MAX_VALUE));
        assertThat(Fraction.of(-Long.MAX_VALUE).minus(Fraction.ONE)).isEqualTo(least);
        assertThat(Fraction.of(1L << 31).times(Fraction.of(-(1L << 32)))).isEqualTo(least);
    }
}
