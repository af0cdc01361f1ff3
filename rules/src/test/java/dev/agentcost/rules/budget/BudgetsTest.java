package dev.agentcost.rules.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Growth;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.CostFigures;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetsTest {

    private static final EntryPoint CHAT = Agents.entryPoint("com.acme.Agent", "chat", CostVector.ZERO);
    private static final Formula TURNS = Formula.of(new Symbol("turns", Kind.COUNT, true, ""));
    private static final Formula SIZE = Formula.of(new Symbol("size", Kind.COUNT, false, ""));

    @Test
    void theMostSpecificBudgetHoldsWhereverItStands() {
        Budget all = budget("*");
        Budget exact = budget("com.acme.Agent#chat");
        Budget type = budget("com.acme.Agent");

        assertThat(new Budgets(List.of(all, exact, type)).of(CHAT)).contains(exact);
        assertThat(new Budgets(List.of(exact, type, all)).of(CHAT)).contains(exact);
        assertThat(new Budgets(List.of(type, all)).of(CHAT)).contains(type);
        assertThat(new Budgets(List.of(budget("Other"))).of(CHAT)).isEmpty();
    }

    @Test
    void ofEquallySpecificBudgetsTheLastHolds() {
        Budget file = new Budget(EntryPointPattern.parse("*"), List.of(), "agentcost.yaml:1");
        Budget pom = new Budget(EntryPointPattern.parse("*"), List.of(), "pom.xml");

        assertThat(new Budgets(List.of(file, pom)).of(CHAT)).contains(pom);
    }

    @Test
    void aBudgetThatMatchesNothingIsTold() {
        Budget other = budget("Other#*");

        assertThat(new Budgets(List.of(budget("*"), other)).unmatched(List.of(CHAT)))
                .containsExactly(other);
    }

    @Test
    void aLimitHoldsUpToItsNumber() {
        Limit limit = new Limit.Amount(Dimension.MODEL_CALLS, new BigDecimal(20));

        assertThat(limit.holds(cost(Formula.of(20)))).isTrue();
        assertThat(limit.holds(cost(Formula.of(21)))).isFalse();
        assertThat(limit.actual(cost(Formula.of(21)))).isEqualTo("21 model calls");
    }

    @Test
    void whatHasNoNumberKeepsNoLimit() {
        Limit limit = new Limit.Amount(Dimension.MODEL_CALLS, new BigDecimal(20));

        assertThat(limit.holds(cost(TURNS))).isFalse();
        assertThat(limit.actual(cost(TURNS))).isEqualTo("an unbounded number of model calls");
        assertThat(limit.holds(cost(SIZE))).isFalse();
        assertThat(limit.actual(cost(SIZE))).isEqualTo("an unknown number of model calls");
    }

    @Test
    void aGrowthClassHoldsForEveryDimension() {
        Limit limit = new Limit.GrowthClass(Growth.parse("O(n)"));

        assertThat(limit.holds(cost(SIZE))).isTrue();
        assertThat(limit.holds(cost(Formula.of(7)))).isTrue();
        assertThat(limit.holds(cost(SIZE.pow(2)))).isFalse();
        assertThat(limit.holds(cost(TURNS))).isFalse();
        assertThat(limit.actual(cost(TURNS))).isEqualTo("growth unbounded");
        assertThat(limit.text()).isEqualTo("growth O(n)");
    }

    private static CostFigures cost(Formula modelCalls) {
        return CostFigures.of(CostVector.of(Dimension.MODEL_CALLS, modelCalls), Assumptions.defaults());
    }

    private static Budget budget(String pattern) {
        return new Budget(EntryPointPattern.parse(pattern), List.of(), "agentcost.yaml:1");
    }
}
