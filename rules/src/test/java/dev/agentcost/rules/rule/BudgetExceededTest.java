package dev.agentcost.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Growth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.budget.Limit;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetExceededTest {

    private final Rule rule = new BudgetExceeded();
    private final Site unbounded = Agents.reactLoop();
    private final Site tenTurns = Agents.with(unbounded, Driver.CONSTANT, Agents.turns(10));

    /** What ten turns cost: the context before turn i holds (i - 1) * 2,000 tokens. */
    @ParameterizedTest
    @CsvSource({
        "MODEL_CALLS, 10, 9",
        "TOOL_CALLS, 10, 9",
        "INPUT_TOKENS, 90000, 89999",
        "OUTPUT_TOKENS, 10000, 9999",
        "DOLLARS, 0.325, 0.3249999",
        "LATENCY_MILLIS, 20000, 19999",
    })
    void everyDimensionHasItsLimit(Dimension dimension, BigDecimal enough, BigDecimal tooLittle) {
        assertThat(Check.of(rule, List.of(new Limit.Amount(dimension, enough)), tenTurns))
                .isEmpty();
        assertThat(Check.of(rule, List.of(new Limit.Amount(dimension, tooLittle)), tenTurns))
                .hasSize(1);
    }

    @Test
    void growthHasItsLimit() {
        List<Limit> linear = List.of(new Limit.GrowthClass(Growth.parse("O(n)")));
        Site symbolic = Agents.with(unbounded, Driver.COUNTER, Agents.symbolic("maxSteps"));

        assertThat(Check.of(rule, linear, tenTurns)).isEmpty();
        assertThat(Check.of(rule, linear, symbolic))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains("growth O(n^2) where growth O(n) may be");
    }

    @Test
    void oneFindingTellsAllThatIsBroken() {
        List<Limit> limits = List.of(amount(Dimension.MODEL_CALLS, "20"), amount(Dimension.DOLLARS, "0.5"));

        assertThat(Check.of(rule, limits, unbounded)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.ERROR);
            assertThat(finding.location()).isEqualTo(Agents.at(40));
            assertThat(finding.message())
                    .isEqualTo(
                            "one call of ReActAgent#run may cost more than its budget: an unbounded number of model calls where"
                                    + " 20 model calls may be; an unbounded number of dollars where $0.50 may be (budget '*' at"
                                    + " agentcost.yaml:3)");
            assertThat(finding.formula()).startsWith("modelCalls = turns; dollars = ");
            assertThat(finding.derivation())
                    .extracting(step -> step.location().line() + " " + step.text())
                    .containsExactly("42 loop of any number of turns, driven by: model");
            assertThat(finding.callPath()).hasSize(2);
            assertThat(finding.levers()).isNotEmpty();
        });
    }

    @Test
    void withoutABudgetNothingIsExceeded() {
        assertThat(Check.of(rule, unbounded)).isEmpty();
    }

    private static Limit amount(Dimension dimension, String most) {
        return new Limit.Amount(dimension, new BigDecimal(most));
    }
}
