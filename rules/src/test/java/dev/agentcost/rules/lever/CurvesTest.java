package dev.agentcost.rules.lever;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.price.Prices;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurvesTest {

    private final Site unbounded = Agents.reactLoop();

    @Test
    void goUpToTheTurnsThatAreAssumedWhereNothingLimitsThem() {
        CostCurves curves = curves(Agents.analysis(unbounded));

        assertThat(curves.site()).isEqualTo(unbounded);
        assertThat(curves.turns())
                .hasSize(25)
                .startsWith(BigDecimal.ZERO)
                .endsWith(new BigDecimal(50))
                .isSorted();
    }

    /** Fifty turns of 2,000 tokens each send 2,000 * 50 * 49 / 2 tokens, ten 90,000. */
    @Test
    void todaysIsTheFormulaAndALimitOfTurnsMakesItFlat() {
        CostCurves curves = curves(Agents.analysis(unbounded));

        List<BigDecimal> today = input(curves, 0);
        List<BigDecimal> capped = input(curves, 1);
        int ten = curves.turns().indexOf(new BigDecimal(10));
        assertThat(curves.curves().get(0).change()).isEmpty();
        assertThat(curves.curves().get(1).change()).startsWith("cap the loop");
        assertThat(today).endsWith(new BigDecimal(2_450_000)).isSorted();
        assertThat(today.get(ten)).isEqualTo(new BigDecimal(90_000));
        assertThat(capped.subList(0, ten + 1)).isEqualTo(today.subList(0, ten + 1));
        assertThat(capped.subList(ten, capped.size())).containsOnly(new BigDecimal(90_000));
    }

    /** With 20,000 tokens at most, each of fifty turns sends no more. */
    @Test
    void aWindowMakesItALine() {
        CostCurves curves = curves(Agents.analysis(unbounded));

        CostCurves.Curve window = curves.curves().stream()
                .filter(curve -> curve.change().startsWith("keep at most 20,000"))
                .findFirst()
                .orElseThrow();
        assertThat(window.costs().get(Dimension.INPUT_TOKENS)).endsWith(new BigDecimal(1_000_000));
    }

    @Test
    void endAtTheBoundWhereThereIsOne() {
        CostCurves curves = curves(Agents.analysis(Agents.with(unbounded, Driver.CONSTANT, Agents.turns(8))));

        assertThat(curves.turns()).hasSize(9).endsWith(new BigDecimal(8));
        assertThat(input(curves, 0)).endsWith(new BigDecimal(56_000));
    }

    @Test
    void areNoneWhereTheCostDependsOnNoTurns() {
        Analysis analysis = Agents.analysis();

        assertThat(curves(analysis)).isEqualTo(CostCurves.NONE);
    }

    @Test
    void neverLieAboveTodays() {
        CostCurves curves = curves(Agents.analysis(unbounded));

        for (CostCurves.Curve curve : curves.curves()) {
            for (int i = 0; i < curves.turns().size(); i++) {
                assertThat(curve.costs().get(Dimension.DOLLARS).get(i))
                        .isLessThanOrEqualTo(curves.curves()
                                .get(0)
                                .costs()
                                .get(Dimension.DOLLARS)
                                .get(i));
            }
        }
    }

    private static List<BigDecimal> input(CostCurves curves, int curve) {
        return curves.curves().get(curve).costs().get(Dimension.INPUT_TOKENS);
    }

    private static CostCurves curves(Analysis analysis) {
        Levers levers = new Levers(analysis, new WhatIf(analysis), Assumptions.defaults(), Prices.load());
        return levers.curves(analysis.entryPoints().get(0));
    }
}
