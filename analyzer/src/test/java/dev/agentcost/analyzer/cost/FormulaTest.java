package dev.agentcost.analyzer.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FormulaTest {
    private static final Symbol TURNS = new Symbol("turns", Kind.COUNT, true, "ReActAgent.java:42");
    private static final Symbol ITEMS = new Symbol("items", Kind.COUNT, false, "ReActAgent.java:7");
    private static final Symbol TOKENS = new Symbol("tokens of a result", Kind.SIZE, false, "");

    private final Formula turns = Formula.of(TURNS);
    private final Formula items = Formula.of(ITEMS);
    private final Formula tokens = Formula.of(TOKENS);
    private final Formula two = Formula.of(2);

    @Test
    void printsHighestDegreeFirst() {
        assertThat(Formula.ONE.plus(turns.times(2)).plus(turns.pow(2).times(3)))
                .hasToString("3 * turns^2 + 2 * turns + 1");
        assertThat(turns.minus(turns.times(items))).hasToString("-items * turns + turns");
        assertThat(turns.pow(2).plus(Formula.exponential(two, items))).hasToString("2^items + turns^2");
        assertThat(Formula.ZERO).hasToString("0");
        assertThat(Formula.of(-3)).hasToString("-3");
    }

    @Test
    void printsNamesWithBlanksInBrackets() {
        assertThat(turns.times(tokens)).hasToString("[tokens of a result] * turns");
        assertThat(Formula.of(new Symbol("a-b", Kind.SIZE, false, ""))).hasToString("[a-b]");
    }

    @Test
    void printsCoefficientsAsDecimalsWhereTheyAreFinite() {
        assertThat(turns.times(Formula.of(new BigDecimal("0.0000025")))).hasToString("0.0000025 * turns");
        assertThat(Formula.of(1).dividedBy(2)).hasToString("0.5");
        assertThat(turns.pow(2).dividedBy(2)).hasToString("1/2 * turns^2");
        assertThat(turns.dividedBy(3).plus(turns.pow(2).times(5).dividedBy(4)))
                .hasToString("1.25 * turns^2 + 1/3 * turns");
        assertThat(Formula.of(new BigDecimal("1e3"))).hasToString("1000");
    }

    @Test
    void printsOperators() {
        assertThat(turns.max(items)).hasToString("max(items, turns)");
        assertThat(turns.min(items).pow(2)).hasToString("min(items, turns)^2");
        assertThat(turns.ceilDividedBy(10)).hasToString("ceil(0.1 * turns)");
        assertThat(turns.plus(Formula.ONE).log2()).hasToString("log2(turns + 1)");
        assertThat(Formula.exponential(two, turns.plus(items))).hasToString("2^(items + turns)");
        assertThat(Formula.exponential(two, turns).pow(2)).hasToString("(2^turns)^2");
        assertThat(Formula.exponential(items.plus(Formula.ONE), turns)).hasToString("(items + 1)^turns");
    }

    @Test
    void maximumLeavesOutWhatIsNeverLarger() {
        assertThat(turns.plus(two).max(turns)).isEqualTo(turns.plus(two));
        assertThat(turns.max(items).max(turns.plus(items))).isEqualTo(turns.plus(items));
        assertThat(turns.max(two)).hasToString("max(turns, 2)"); // no turns at all is possible
        assertThat(turns.minus(two).max(turns)).isEqualTo(turns);
        assertThat(turns.minus(two).atLeastZero()).hasToString("max(0, turns - 2)");
        assertThat(turns.atLeastZero()).isSameAs(turns);
        assertThat(turns.minus(two).atLeastZero().max(turns)).isEqualTo(turns);
    }

    @Test
    void nothingIsLeftOutWhereASignIsUnknown() {
        Formula signed = turns.minus(items).min(Formula.ONE);
        Function<Symbol, Optional<BigDecimal>> negative = values(Map.of(TURNS, "0", ITEMS, "3"));
        assertThat(signed.times(2).max(signed).evaluate(negative)).contains(BigDecimal.valueOf(-3));
        assertThat(signed.min(Formula.ZERO).evaluate(negative)).contains(BigDecimal.valueOf(-3));
        Formula product = manySymbols(70).times(signed.plus(Formula.ONE));
        Formula larger = product.max(Formula.ONE.minus(turns.pow(2)));
        assertThat(larger.evaluate(symbol -> negative.apply(symbol).or(() -> Optional.of(BigDecimal.ONE))))
                .as("past the cap as well")
                .contains(BigDecimal.ONE);
    }

    @Test
    void minimumLeavesOutWhatIsNeverSmaller() {
        assertThat(turns.min(turns.plus(two))).isEqualTo(turns);
        assertThat(turns.min(Formula.ZERO)).isEqualTo(Formula.ZERO);
        assertThat(turns.min(items).max(turns)).isEqualTo(turns);
    }

    @Test
    void differencesOfEqualPartsVanish() {
        assertThat(turns.minus(turns)).isSameAs(Formula.ZERO);
        assertThat(turns.plus(items).minus(items)).isEqualTo(turns);
    }

    @Test
    void ceilingsLeaveWholePartsOut() {
        assertThat(turns.minus(items).ceilDividedBy(1)).isEqualTo(turns.minus(items));
        assertThat(turns.times(4).plus(Formula.of(3)).ceilDividedBy(2))
                .isEqualTo(turns.times(2).plus(two));
        assertThat(turns.times(4).plus(items).ceilDividedBy(4)).hasToString("turns + ceil(0.25 * items)");
        assertThatThrownBy(() -> turns.ceilDividedBy(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void logarithmsCountDoublings() {
        assertThat(Formula.of(1024).log2()).isEqualTo(Formula.of(10));
        assertThat(Formula.of(1025).log2()).isEqualTo(Formula.of(11));
        assertThat(Formula.of(1).log2()).isEqualTo(Formula.ZERO);
        assertThat(Formula.of(-5).log2()).isEqualTo(Formula.ZERO);
        assertThat(Formula.of(new BigDecimal("2.5")).log2()).isEqualTo(two);
    }

    @Test
    void powersAreFoldedSplitAndMultipliedOut() {
        assertThat(Formula.exponential(two, Formula.of(10))).isEqualTo(Formula.of(1024));
        assertThat(Formula.exponential(two, turns.plus(Formula.of(3)))).hasToString("8 * 2^turns");
        assertThat(Formula.exponential(two, turns.minus(Formula.ONE))).hasToString("2^(turns - 1)");
        assertThat(Formula.exponential(Formula.ONE, turns)).isEqualTo(Formula.ONE);
        assertThat(Formula.exponential(turns.plus(items), two))
                .isEqualTo(turns.plus(items).times(turns.plus(items)));
        assertThat(Formula.exponential(Formula.of(5), Formula.of(-1))).isEqualTo(Formula.ONE);
        assertThatThrownBy(() -> turns.pow(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void powersBeyondAllNumbersHaveNoValueAndGrowExponentially() {
        Formula large = Formula.exponential(two, Formula.of(4095));
        Formula tooLarge = Formula.exponential(two, Formula.of(1_000_000_000_000L));
        assertThat(large.constantValue()).contains(BigDecimal.valueOf(2).pow(4095));
        assertThat(tooLarge.evaluate(symbol -> Optional.empty())).isEmpty();
        assertThat(tooLarge.growth()).hasToString("O(2^n)");
        assertThat(Formula.exponential(two, turns).evaluate(symbol -> Optional.of(new BigDecimal("1e9"))))
                .isEmpty();
        assertThat(turns.evaluate(symbol -> Optional.of(new BigDecimal("1e999999999"))))
                .isEmpty();
    }

    @Test
    void evaluatesExactly() {
        Formula money = turns.times(Formula.of(new BigDecimal("0.0000025"))).plus(items.dividedBy(3));
        assertThat(money.evaluate(values(Map.of(TURNS, "3", ITEMS, "9")))).contains(new BigDecimal("3.0000075"));
        assertThat(money.evaluate(values(Map.of(TURNS, "0", ITEMS, "1"))))
                .contains(new BigDecimal("0.33333333333333333334"));
        assertThat(money.evaluate(values(Map.of(TURNS, "3")))).isEmpty();
    }

    @Test
    void aMinimumNeedsOnlyOneValueUnlessItIsSubtracted() {
        Formula capped = turns.min(Formula.of(5));
        assertThat(capped.evaluate(values(Map.of()))).contains(BigDecimal.valueOf(5));
        assertThat(capped.times(items).evaluate(values(Map.of(ITEMS, "2")))).contains(BigDecimal.TEN);
        assertThat(items.minus(capped).evaluate(values(Map.of(ITEMS, "9")))).isEmpty();
        assertThat(items.minus(capped).atLeastZero().evaluate(values(Map.of(ITEMS, "9"))))
                .isEmpty();
        assertThat(turns.max(Formula.of(5)).evaluate(values(Map.of()))).isEmpty();
        assertThat(Formula.exponential(two, capped).evaluate(values(Map.of()))).contains(BigDecimal.valueOf(32));
        assertThat(Formula.exponential(Formula.ONE.dividedBy(2), capped).evaluate(values(Map.of())))
                .as("half to the fifth is less than half to fewer")
                .isEmpty();
    }

    @Test
    void isUnboundedWhereASymbolWithoutLimitRemains() {
        assertThat(turns.times(items).isUnbounded()).isTrue();
        assertThat(items.isUnbounded()).isFalse();
        assertThat(turns.min(Formula.of(5)).isUnbounded()).isFalse();
        assertThat(turns.min(turns.times(turns)).isUnbounded()).isTrue();
        assertThat(turns.max(Formula.of(5)).isUnbounded()).isTrue();
        assertThat(turns.min(items).plus(turns).isUnbounded()).isTrue();
        assertThat(turns.substitute(TURNS, items).isUnbounded()).isFalse();
    }

    @Test
    void growthCountsCountsAndNotSizes() {
        assertThat(turns.pow(2).times(tokens).plus(items).growth()).hasToString("O(n^2)");
        assertThat(turns.times(items).growth()).hasToString("O(n^2)");
        assertThat(tokens.pow(3).growth()).hasToString("O(1)");
        assertThat(turns.times(items.log2()).growth()).hasToString("O(n log n)");
        assertThat(turns.min(Formula.of(5)).growth()).hasToString("O(1)");
        assertThat(turns.pow(2).max(items).growth()).hasToString("O(n^2)");
        assertThat(turns.pow(2).ceilDividedBy(7).growth()).hasToString("O(n^2)");
        assertThat(Formula.ONE.minus(turns).atLeastZero().growth()).hasToString("O(1)");
    }

    @Test
    void growthOfPowers() {
        assertThat(Formula.exponential(two, turns).growth()).hasToString("O(2^n)");
        assertThat(Formula.exponential(items, turns).growth()).hasToString("O(2^n)");
        assertThat(Formula.exponential(items, tokens).growth()).hasToString("O(2^n)");
        assertThat(Formula.exponential(two, tokens).growth()).hasToString("O(1)");
        assertThat(Formula.exponential(items.plus(Formula.ONE), Formula.of(100)).growth())
                .hasToString("O(n^100)");
    }

    @Test
    void divideAndConquerIsPolynomial() {
        assertThat(Formula.exponential(two, turns.log2().plus(Formula.ONE)).growth())
                .hasToString("O(n)");
        assertThat(Formula.exponential(Formula.of(4), turns.log2()).growth()).hasToString("O(n^2)");
        assertThat(Formula.exponential(two, turns.log2().pow(2)).growth()).hasToString("O(2^n)");
    }

    @Test
    void productsPastTheCapStayUnexpandedAndExact() {
        Formula sum = manySymbols(100);
        Formula power = sum.times(sum).times(sum);
        assertThat(power.size()).isLessThan(1000);
        assertThat(power.growth()).hasToString("O(n^3)");
        assertThat(power.evaluate(symbol -> Optional.of(BigDecimal.ONE))).contains(BigDecimal.valueOf(1_000_000));
    }

    @Test
    void whatIsTooLargeToWriteDownIsUnbounded() {
        Formula formula = turns.substitute(TURNS, items);
        for (int i = 0; i < 40; i++) {
            formula = Formula.exponential(formula.plus(Formula.ONE), formula);
        }
        assertThat(formula.isUnbounded()).isTrue();
        assertThat(formula.evaluate(symbol -> Optional.of(BigDecimal.ONE)))
                .as("a number that is lent to what has no limit is none for it")
                .isEmpty();
    }

    private static Formula manySymbols(int count) {
        Formula sum = Formula.ZERO;
        for (int i = 0; i < count; i++) {
            sum = sum.plus(Formula.of(new Symbol("s" + i, Kind.COUNT, false, "")));
        }
        return sum;
    }

    private static Function<Symbol, Optional<BigDecimal>> values(Map<Symbol, String> values) {
        return symbol -> Optional.ofNullable(values.get(symbol)).map(BigDecimal::new);
    }
}
