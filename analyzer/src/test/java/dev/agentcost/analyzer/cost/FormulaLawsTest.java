package dev.agentcost.analyzer.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Samples.Sample;
import dev.agentcost.analyzer.cost.Samples.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(Samples.class)
@Domain(DomainContext.Global.class)
class FormulaLawsTest {
    @Property
    void simplifyingKeepsTheValue(@ForAll Sample sample, @ForAll Values values) {
        assertThat(values.of(sample.formula())).isEqualTo(sample.value(values));
    }

    @Property
    void formulasAreARing(@ForAll Sample a, @ForAll Sample b, @ForAll Sample c) {
        Formula p = a.formula();
        Formula q = b.formula();
        Formula r = c.formula();
        assertThat(p.plus(q)).isEqualTo(q.plus(p));
        assertThat(p.plus(q).plus(r)).isEqualTo(p.plus(q.plus(r)));
        assertThat(p.times(q)).isEqualTo(q.times(p));
        assertThat(p.times(q).times(r)).isEqualTo(p.times(q.times(r)));
        assertThat(p.times(q.plus(r))).isEqualTo(p.times(q).plus(p.times(r)));
        assertThat(p.plus(q).minus(q)).isEqualTo(p);
        assertThat(p.minus(p)).isEqualTo(Formula.ZERO);
        assertThat(p.times(Formula.ONE)).isEqualTo(p);
        assertThat(p.times(Formula.ZERO)).isEqualTo(Formula.ZERO);
    }

    @Property
    void maximumAndMinimumAreSemilattices(
            @ForAll Formula p, @ForAll Formula q, @ForAll Formula r, @ForAll Values values) {
        assertThat(p.max(p)).isEqualTo(p);
        assertThat(p.max(q)).isEqualTo(q.max(p));
        assertThat(values.of(p.max(q).max(r))).isEqualTo(values.of(p.max(q.max(r))));
        assertThat(p.min(p)).isEqualTo(p);
        assertThat(p.min(q)).isEqualTo(q.min(p));
        assertThat(values.of(p.min(q).min(r))).isEqualTo(values.of(p.min(q.min(r))));
        assertThat(values.of(p.max(q.min(p)))).as("absorption").isEqualTo(values.of(p));
    }

    @Property
    void dominanceHoldsForAllValues(@ForAll Sample p, @ForAll Sample q, @ForAll Values values) {
        if (Extremes.dominates(p.formula(), q.formula())) {
            assertThat(p.value(values)).isGreaterThanOrEqualTo(q.value(values));
        }
        assertThat(Extremes.dominates(p.formula().plus(q.formula()), q.formula()))
                .as("a sum dominates its non-negative parts")
                .isTrue();
    }

    @Property
    void severalNumbersForASymbolGiveWhatEachGives(@ForAll Formula formula, @ForAll Values values) {
        List<BigDecimal> numbers = List.of(BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.valueOf(7));
        for (Symbol symbol : values.numbers().keySet()) {
            List<Optional<BigDecimal>> one = new ArrayList<>();
            for (BigDecimal number : numbers) {
                one.add(formula.evaluate(other -> other.equals(symbol) ? Optional.of(number) : values.of(other)));
            }
            assertThat(new Sweep(symbol, numbers, new Valuation(values::of)).of(formula))
                    .isEqualTo(one);
        }
    }

    @Property
    void whatWasWorkedOutForOneFormulaHoldsForTheNext(
            @ForAll Formula first, @ForAll Formula second, @ForAll Values values) {
        List<BigDecimal> numbers = List.of(BigDecimal.ZERO, BigDecimal.valueOf(7));
        Valuation shared = new Valuation(values::of);
        Sweep sweep = new Sweep(Samples.N, numbers, shared);
        for (Formula formula : List.of(first, second, first.max(second), first.times(second), first)) {
            assertThat(shared.of(formula)).isEqualTo(formula.evaluate(values::of));
            assertThat(sweep.of(formula))
                    .isEqualTo(new Sweep(Samples.N, numbers, new Valuation(values::of)).of(formula));
        }
    }

    @Property
    void aNumberThatIsMissingIsMissingBesideASymbolToo(@ForAll Formula formula, @ForAll Values values) {
        List<BigDecimal> numbers = List.of(BigDecimal.ONE, BigDecimal.TEN);
        for (BigDecimal number : numbers) {
            Optional<BigDecimal> one =
                    formula.evaluate(other -> other.equals(Samples.N) ? Optional.of(number) : Optional.empty());
            assertThat(new Sweep(Samples.N, numbers, new Valuation(other -> Optional.empty())).of(formula))
                    .element(numbers.indexOf(number))
                    .isEqualTo(one);
        }
    }

    @Property
    void substitutingAValueIsEvaluatingWithIt(@ForAll Sample sample, @ForAll Values values) {
        Formula replaced = sample.formula();
        for (Map.Entry<Symbol, Integer> number : values.numbers().entrySet()) {
            replaced = replaced.substitute(number.getKey(), Formula.of(number.getValue()));
        }
        assertThat(replaced.symbols()).isEmpty();
        assertThat(replaced.constantValue().map(BigDecimal::toBigIntegerExact)).contains(sample.value(values));
    }

    @Property
    void substitutionCommutesWithEvaluation(@ForAll Sample p, @ForAll Formula q, @ForAll Values values) {
        BigDecimal inner = new BigDecimal(values.of(q));
        Optional<BigDecimal> outer =
                p.formula().evaluate(symbol -> symbol.equals(Samples.N) ? Optional.of(inner) : values.of(symbol));
        Optional<BigDecimal> substituted = p.formula().substitute(Samples.N, q).evaluate(values::of);
        // A power of a power may be beyond all numbers.
        if (outer.isPresent() && substituted.isPresent()) {
            assertThat(substituted.get()).isEqualByComparingTo(outer.get());
        }
    }

    @Property
    void theOrderOfConstructionDoesNotShow(@ForAll @Size(min = 2, max = 5) List<Formula> parts, @ForAll Random random) {
        List<Formula> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, random);
        assertThat(sum(shuffled))
                .hasToString(sum(parts).toString())
                .isEqualTo(sum(parts))
                .hasSameHashCodeAs(sum(parts));
    }

    @Property
    void theOrderOfAMaximumOfPolynomialsDoesNotShow(@ForAll("polynomials") List<Formula> parts, @ForAll Random random) {
        List<Formula> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, random);
        assertThat(shuffled.stream().reduce(Formula::max))
                .isEqualTo(parts.stream().reduce(Formula::max));
        assertThat(shuffled.stream().reduce(Formula::min))
                .isEqualTo(parts.stream().reduce(Formula::min));
    }

    @Provide
    Arbitrary<List<Formula>> polynomials() {
        Arbitrary<Formula> coefficients = Arbitraries.integers().between(0, 3).map(Formula::of);
        Formula n = Formula.of(Samples.N);
        Formula m = Formula.of(Samples.M);
        return Combinators.combine(coefficients, coefficients, coefficients, coefficients)
                .as((a, b, c, d) ->
                        n.times(m).times(a).plus(n.times(b)).plus(m.times(c)).plus(d))
                .list()
                .ofMinSize(2)
                .ofMaxSize(5);
    }

    private static Formula sum(List<Formula> parts) {
        return parts.stream().reduce(Formula.ZERO, Formula::plus);
    }

    @Property
    void orderAgreesWithEquality(@ForAll Formula p, @ForAll Formula q) {
        assertThat(p.compareTo(q) == 0).isEqualTo(p.equals(q));
        assertThat(Integer.signum(p.compareTo(q))).isEqualTo(-Integer.signum(q.compareTo(p)));
        assertThat(p.toString().equals(q.toString())).isEqualTo(p.equals(q));
    }

    @Property
    void growthOfSumsAndProducts(@ForAll Formula p, @ForAll Formula q) {
        assertThat(p.plus(q).growth()).isEqualTo(p.growth().max(q.growth()));
        if (!p.isZero() && !q.isZero()) {
            assertThat(p.times(q).growth()).isLessThanOrEqualTo(p.growth().times(q.growth()));
        }
        assertThat(p.max(q).growth()).isLessThanOrEqualTo(p.growth().max(q.growth()));
        assertThat(p.min(q).growth()).isLessThanOrEqualTo(p.growth().min(q.growth()));
    }

    @Property
    void aPolynomialGrowthBoundsTheValues(@ForAll Formula formula, @ForAll @IntRange(max = 9) int tokens) {
        Growth growth = formula.growth();
        Optional<BigDecimal> small = evaluated(formula, BigInteger.ONE.shiftLeft(20), tokens);
        Optional<BigDecimal> large = evaluated(formula, BigInteger.ONE.shiftLeft(40), tokens);
        // A power with such an exponent is beyond all numbers, even where it is only subtracted.
        if (growth.exponential() || small.isEmpty() || large.isEmpty()) {
            return;
        }
        // From 2^20 to 2^40, n^d grows by 2^(20d) and log n to any small power by a little.
        BigInteger factor = BigInteger.ONE.shiftLeft(20 * growth.degree() + 4 * (growth.logDegree() + 1));
        assertThat(large.get())
                .isLessThanOrEqualTo(small.get().max(BigDecimal.ONE).multiply(new BigDecimal(factor)));
    }

    private static Optional<BigDecimal> evaluated(Formula formula, BigInteger count, int tokens) {
        return formula.evaluate(
                symbol -> Optional.of(symbol.kind() == Kind.SIZE ? BigDecimal.valueOf(tokens) : new BigDecimal(count)));
    }

    @Property
    void quotientsAreExactOrRoundedUp(
            @ForAll @IntRange(min = -50, max = 50) int numerator,
            @ForAll @IntRange(min = 1, max = 40) int denominator) {
        BigDecimal value =
                Formula.of(numerator).dividedBy(denominator).constantValue().orElseThrow();
        BigDecimal excess = value.multiply(BigDecimal.valueOf(denominator)).subtract(BigDecimal.valueOf(numerator));
        assertThat(excess).isBetween(BigDecimal.ZERO, new BigDecimal("1e-18"));
        assertThat(Formula.of(numerator).dividedBy(denominator).times(denominator))
                .isEqualTo(Formula.of(numerator));
    }

    @Property
    void maximaPastTheCapAreUpperBounds(@ForAll @Size(min = 70, max = 80) List<@IntRange(max = 9) Integer> numbers) {
        Formula maximum = Formula.ZERO;
        for (int i = 0; i < numbers.size(); i++) {
            maximum = maximum.max(Formula.of(new Symbol("s" + i, Kind.SIZE, false, "")));
        }
        assertThat(maximum.size()).isLessThanOrEqualTo(2 * Extremes.MAX_SIZE);
        BigDecimal value = maximum.evaluate(symbol -> Optional.of(BigDecimal.valueOf(
                        numbers.get(Integer.parseInt(symbol.name().substring(1))))))
                .orElseThrow();
        assertThat(value).isGreaterThanOrEqualTo(BigDecimal.valueOf(Collections.max(numbers)));
    }
}
