package dev.agentcost.rules.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssumptionsTest {

    private static final Symbol TOOL_RESULT = Symbol.assumed(Assumption.TOOL_RESULT_TOKENS);
    private static final Symbol TURNS = new Symbol("turns", Kind.COUNT, true, "A.java:1");
    private static final Symbol UNKNOWN = new Symbol("size", Kind.COUNT, false, "A.java:2");

    private final Assumptions assumptions = Assumptions.defaults();

    @Test
    void aSymbolHasTheValueOfItsAssumption() {
        assertThat(assumptions.value(TOOL_RESULT)).contains(new BigDecimal("1000"));
    }

    @Test
    void theUsersNumberReplacesTheDefault() {
        Assumptions changed = assumptions.with(Map.of("toolResultTokens", new BigDecimal(2000)));

        assertThat(changed.value(TOOL_RESULT)).contains(new BigDecimal(2000));
        assertThat(changed.get(Assumption.TOOL_RESULT_TOKENS)).isEqualTo(new BigDecimal(2000));
        assertThat(assumptions.value(TOOL_RESULT)).contains(new BigDecimal("1000"));
    }

    @Test
    void whatIsUnboundedHasNoValue() {
        Symbol assumed = new Symbol("turns", Kind.COUNT, true, "", Assumption.LIMIT.key());

        assertThat(assumptions.value(TURNS)).isEmpty();
        assertThat(assumptions.value(assumed)).isEmpty();
        assertThat(assumptions.value(Formula.of(TURNS).plus(Formula.ONE))).isEmpty();
    }

    @Test
    void whatIsUnboundedIsLentAValueForComparisons() {
        assertThat(assumptions.withUnboundedTurns(new BigDecimal(50)).value(TURNS))
                .contains(new BigDecimal(50));
    }

    @Test
    void aSymbolWithoutAssumptionHasNoValue() {
        assertThat(assumptions.withUnboundedTurns(new BigDecimal(50)).value(UNKNOWN))
                .isEmpty();
    }

    @Test
    void tellsWhichAssumptionsEnter() {
        Formula formula = Formula.of(TOOL_RESULT).times(Formula.of(TURNS)).plus(Formula.of(UNKNOWN));

        assertThat(assumptions.usedBy(List.of(formula, Formula.ONE)))
                .containsExactly(Map.entry("toolResultTokens", new BigDecimal("1000")));
    }
}
