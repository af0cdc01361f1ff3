package dev.agentcost.analyzer.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GrowthTest {
    private static final List<String> ASCENDING = List.of(
            "O(1)",
            "O(log n)",
            "O(log^2 n)",
            "O(n)",
            "O(n log n)",
            "O(n log^2 n)",
            "O(n^2)",
            "O(n^2 log n)",
            "O(n^3)",
            "O(2^n)",
            "unbounded");

    @Example
    void parsesWhatItPrints() {
        assertThat(ASCENDING).allSatisfy(form -> assertThat(Growth.parse(form)).hasToString(form));
    }

    @Example
    void growsInThisOrder() {
        assertThat(ASCENDING.stream().map(Growth::parse).toList()).isSorted().doesNotHaveDuplicates();
    }

    @Example
    void readsAnyCaseAndSpacing() {
        assertThat(Growth.parse(" o( N^2 LOG n ) ")).hasToString("O(n^2 log n)");
        assertThat(Growth.parse("Unbounded")).isEqualTo(Growth.UNBOUNDED);
        assertThat(Growth.parse("O(n^1)")).hasToString("O(n)");
        assertThat(Growth.parse("O(n^0)")).isEqualTo(Growth.CONSTANT);
    }

    @Example
    void namesTheAcceptedFormsWhenItCannotRead() {
        for (String text : List.of("", "O()", "n", "quadratic", "O(n^)", "O(n^-1)", "O(3^n)", "O(n^9999999999)")) {
            assertThatThrownBy(() -> Growth.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + text + "'")
                    .hasMessageContaining("O(n log n)");
        }
    }

    @Property
    void everyPolynomialRoundTrips(@ForAll @IntRange(max = 20) int degree, @ForAll @IntRange(max = 20) int logDegree) {
        Growth growth = new Growth(false, false, degree, logDegree);
        assertThat(Growth.parse(growth.toString())).isEqualTo(growth);
        assertThat(growth.times(growth)).isEqualTo(growth.pow(2));
    }

    @Example
    void anExponentialForgetsItsDegrees() {
        assertThat(new Growth(false, true, 3, 1)).isEqualTo(Growth.parse("O(2^n)"));
        assertThat(new Growth(true, true, 3, 1)).isEqualTo(Growth.UNBOUNDED);
    }
}
