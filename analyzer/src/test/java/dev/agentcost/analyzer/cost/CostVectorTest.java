package dev.agentcost.analyzer.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CostVectorTest {
    private final CostVector call = CostVector.of(Map.of(
            Dimension.MODEL_CALLS, Formula.ONE,
            Dimension.OUTPUT_TOKENS, Formula.of(50),
            Dimension.LATENCY_MILLIS, Formula.of(900)));
    private final CostVector tool =
            CostVector.of(Map.of(Dimension.TOOL_CALLS, Formula.ONE, Dimension.LATENCY_MILLIS, Formula.of(40)));

    @Test
    void isZeroWhereNothingWasSaid() {
        assertThat(call.get(Dimension.TOOL_CALLS)).isEqualTo(Formula.ZERO);
        assertThat(CostVector.ZERO.isZero()).isTrue();
        assertThat(CostVector.of(Dimension.DOLLARS, Formula.ZERO)).isEqualTo(CostVector.ZERO);
        assertThat(call.isZero()).isFalse();
        assertThat(call.amounts())
                .containsOnlyKeys(Dimension.MODEL_CALLS, Dimension.OUTPUT_TOKENS, Dimension.LATENCY_MILLIS);
    }

    @Test
    void addsMultipliesAndCompares() {
        assertThat(call.plus(tool)).hasToString("{modelCalls=1, toolCalls=1, outputTokens=50, latencyMillis=940}");
        assertThat(call.times(Formula.of(3))).hasToString("{modelCalls=3, outputTokens=150, latencyMillis=2700}");
        assertThat(call.max(tool)).hasToString("{modelCalls=1, toolCalls=1, outputTokens=50, latencyMillis=900}");
        assertThat(call.parallel(tool)).isEqualTo(call.max(tool));
        assertThat(call.parallel(call)).hasToString("{modelCalls=2, outputTokens=100, latencyMillis=900}");
        assertThat(call.plus(CostVector.ZERO)).isEqualTo(call).hasSameHashCodeAs(call);
        assertThat(call.times(Formula.ZERO)).isEqualTo(CostVector.ZERO);
    }

    @Test
    void mapsEveryDimension() {
        assertThat(tool.map(amount -> amount.plus(Formula.ONE)).amounts()).hasSize(Dimension.values().length);
    }
}
