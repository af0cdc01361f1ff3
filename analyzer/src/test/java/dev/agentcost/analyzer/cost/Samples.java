package dev.agentcost.analyzer.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Random formulas, each with a second way to compute its value, and random values for their symbols. */
class Samples extends DomainContextBase {
    static final Symbol N = new Symbol("n", Kind.COUNT, false, "A.java:1");
    static final Symbol M = new Symbol("m", Kind.COUNT, true, "A.java:2");
    static final Symbol T = new Symbol("t", Kind.SIZE, false, "");
    private static final List<Symbol> SYMBOLS = List.of(N, M, T);

    /** A formula beside what it should be worth, computed without any algebra. */
    record Sample(Formula formula, Function<Values, BigInteger> meaning) {
        BigInteger value(Values values) {
            return meaning.apply(values);
        }
    }

    record Values(Map<Symbol, Integer> numbers) {
        Optional<BigDecimal> of(Symbol symbol) {
            return Optional.ofNullable(numbers.get(symbol)).map(BigDecimal::valueOf);
        }

        /** The whole number that a formula evaluates to. */
        BigInteger of(Formula formula) {
            return formula.evaluate(this::of).orElseThrow().toBigIntegerExact();
        }
    }

    @Provide
    Arbitrary<Values> values() {
        return Arbitraries.integers()
                .between(0, 9)
                .list()
                .ofSize(SYMBOLS.size())
                .map(numbers -> new Values(Map.of(N, numbers.get(0), M, numbers.get(1), T, numbers.get(2))));
    }

    @Provide
    Arbitrary<Sample> samples() {
        return samples(3);
    }

    /** Formulas that are never negative, as all costs are. */
    @Provide
    Arbitrary<Formula> costs() {
        return samples(2).map(Sample::formula);
    }

    static Arbitrary<Sample> samples(int depth) {
        if (depth == 0) {
            return Arbitraries.oneOf(constants(), symbols());
        }
        Arbitrary<Sample> smaller = samples(depth - 1);
        return Arbitraries.oneOf(
                constants(),
                symbols(),
                Combinators.combine(smaller, smaller).as(Samples::sum),
                Combinators.combine(smaller, smaller).as(Samples::product),
                Combinators.combine(smaller, smaller).as(Samples::maximum),
                Combinators.combine(smaller, smaller).as(Samples::minimum),
                Combinators.combine(smaller, smaller).as(Samples::difference),
                Combinators.combine(smaller, Arbitraries.integers().between(1, 4))
                        .as(Samples::quotient),
                smaller.map(Samples::logarithm),
                Combinators.combine(Arbitraries.integers().between(1, 3), symbols())
                        .as(Samples::power));
    }

    private static Arbitrary<Sample> constants() {
        return Arbitraries.integers()
                .between(0, 4)
                .map(value -> new Sample(Formula.of(value), values -> BigInteger.valueOf(value)));
    }

    private static Arbitrary<Sample> symbols() {
        return Arbitraries.of(SYMBOLS)
                .map(symbol -> new Sample(
                        Formula.of(symbol),
                        values -> BigInteger.valueOf(values.numbers().get(symbol))));
    }

    private static Sample sum(Sample p, Sample q) {
        return new Sample(p.formula().plus(q.formula()), v -> p.value(v).add(q.value(v)));
    }

    private static Sample product(Sample p, Sample q) {
        return new Sample(p.formula().times(q.formula()), v -> p.value(v).multiply(q.value(v)));
    }

    private static Sample maximum(Sample p, Sample q) {
        return new Sample(p.formula().max(q.formula()), v -> p.value(v).max(q.value(v)));
    }

    private static Sample minimum(Sample p, Sample q) {
        return new Sample(p.formula().min(q.formula()), v -> p.value(v).min(q.value(v)));
    }

    private static Sample difference(Sample p, Sample q) {
        return new Sample(
                p.formula().minus(q.formula()).atLeastZero(),
                v -> p.value(v).subtract(q.value(v)).max(BigInteger.ZERO));
    }

    private static Sample quotient(Sample p, int divisor) {
        BigInteger by = BigInteger.valueOf(divisor);
        return new Sample(
                p.formula().ceilDividedBy(divisor),
                v -> p.value(v).add(by).subtract(BigInteger.ONE).divide(by));
    }

    private static Sample logarithm(Sample p) {
        return new Sample(p.formula().log2(), v -> BigInteger.valueOf(doublings(p.value(v))));
    }

    /** How often 1 is doubled until it is at least the value. */
    private static int doublings(BigInteger value) {
        int count = 0;
        for (BigInteger power = BigInteger.ONE; power.compareTo(value) < 0; power = power.shiftLeft(1)) {
            count++;
        }
        return count;
    }

    private static Sample power(int base, Sample exponent) {
        return new Sample(
                Formula.exponential(Formula.of(base), exponent.formula()),
                v -> BigInteger.valueOf(base).pow(exponent.value(v).intValueExact()));
    }
}
