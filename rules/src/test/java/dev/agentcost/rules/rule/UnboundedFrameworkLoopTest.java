package dev.agentcost.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.budget.Limit;
import dev.agentcost.rules.finding.Level;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnboundedFrameworkLoopTest {

    private static final List<Limit> TWENTY_CALLS =
            List.of(new Limit.Amount(Dimension.MODEL_CALLS, new BigDecimal(20)));
    private static final List<Limit> MANY_CALLS = List.of(new Limit.Amount(Dimension.MODEL_CALLS, new BigDecimal(500)));

    private final Rule rule = new UnboundedFrameworkLoop();
    private final Site uncapped = Agents.with(Agents.reactLoop(), SiteKind.FRAMEWORK_LOOP);
    private final Site byDefault = Agents.withRemedy(
            Agents.with(uncapped, Driver.FRAMEWORK, Agents.turns(101)), "set maxToolCallingRoundTrips");
    private final Site configured = Agents.withRemedy(byDefault, "");

    @Test
    void aLoopWithoutACapIsAnError() {
        assertThat(Check.of(rule, uncapped)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.ERROR);
            assertThat(finding.message())
                    .isEqualTo(
                            "framework loop without a cap: one call here starts a loop that queries the model and runs tools"
                                    + " (ChatModel.chat at line 48) as long as the model asks for tools; n = turns of the framework loop");
        });
    }

    @Test
    void aDefaultThatBreaksABudgetIsAWarning() {
        assertThat(Check.of(rule, TWENTY_CALLS, byDefault)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.WARNING);
            assertThat(finding.message())
                    .isEqualTo(
                            "only the library's default caps this loop: up to 101 turns, each of which queries the model and"
                                    + " runs tools (ChatModel.chat at line 48); with them one call of ReActAgent#run breaks its budget"
                                    + " (101 model calls where 20 model calls may be)");
            assertThat(finding.remedy()).isEqualTo("set maxToolCallingRoundTrips");
        });
    }

    @Test
    void aDefaultWithinTheBudgetOrWithoutOneIsSilent() {
        assertThat(Check.of(rule, MANY_CALLS, byDefault)).isEmpty();
        assertThat(Check.of(rule, byDefault)).isEmpty();
    }

    @Test
    void aCapThatTheSourceSetsIsTheBudgetsMatterAlone() {
        assertThat(Check.of(rule, TWENTY_CALLS, configured)).isEmpty();
    }

    @Test
    void aLoopOfTheUsersOwnOrOneThatCostsNothingIsSilent() {
        assertThat(Check.of(rule, Agents.reactLoop())).isEmpty();
        assertThat(Check.of(rule, Agents.reaching(uncapped, false, false))).isEmpty();
    }
}
