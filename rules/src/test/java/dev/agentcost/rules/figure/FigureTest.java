package dev.agentcost.rules.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Growth;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {

    private static final Formula TURNS = Formula.of(new Symbol("turns", Kind.COUNT, true, ""));

    private final Assumptions assumptions = Assumptions.defaults();

    @Test
    void dollarsAreRoundedUpToSixDecimals() {
        assertThat(dollars("0.0000001")).isEqualTo("0.000001");
        assertThat(dollars("0.5000000")).isEqualTo("0.5");
        assertThat(dollars("1200")).isEqualTo("1200");
        assertThat(dollars("0")).isEqualTo("0");
    }

    private String dollars(String value) {
        return Figure.of(Dimension.DOLLARS, Formula.of(new BigDecimal(value)), assumptions)
                .number()
                .orElseThrow()
                .toPlainString();
    }

    @Test
    void countsAreRoundedUpToWholeNumbers() {
        Figure figure = Figure.of(Dimension.INPUT_TOKENS, Formula.of(5).dividedBy(2), assumptions);

        assertThat(figure.number()).contains(new BigDecimal(3));
    }

    @Test
    void anUnboundedFigureHasGrowthButNoNumber() {
        Figure figure = Figure.of(Dimension.INPUT_TOKENS, TURNS.times(TURNS), assumptions);

        assertThat(figure.isUnbounded()).isTrue();
        assertThat(figure.number()).isEmpty();
        assertThat(figure.growth()).hasToString("O(n^2)");
    }

    @Test
    void theGrowthOfACostIsTheHighestOfItsDimensions() {
        Formula items = Formula.of(new Symbol("items", Kind.COUNT, false, ""));
        CostVector cost =
                CostVector.of(Dimension.MODEL_CALLS, items).plus(CostVector.of(Dimension.INPUT_TOKENS, items.pow(2)));

        assertThat(CostFigures.of(cost, assumptions).growth()).hasToString("O(n^2)");
        assertThat(CostFigures.of(CostVector.ZERO, assumptions).growth()).isEqualTo(Growth.CONSTANT);
        assertThat(CostFigures.of(CostVector.of(Dimension.TOOL_CALLS, TURNS), assumptions)
                        .growth())
                .isEqualTo(Growth.UNBOUNDED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MODEL_CALLS | 1 | 1 model call",
                "MODEL_CALLS | 1234 | 1,234 model calls",
                "TOOL_CALLS | 0 | 0 tool calls",
                "INPUT_TOKENS | 1234567 | 1,234,567 input tokens",
                "OUTPUT_TOKENS | 999 | 999 output tokens",
                "DOLLARS | 0.5 | $0.50",
                "DOLLARS | 1234.567891 | $1,234.567891",
                "LATENCY_MILLIS | 60000 | 60,000 ms of latency",
            })
    void numbersAreWrittenWithTheirUnit(Dimension dimension, String number, String text) {
        assertThat(Numbers.withUnit(dimension, new BigDecimal(number))).isEqualTo(text);
    }
}
