package dev.agentcost.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import org.junit.jupiter.api.Test;

class UnboundedRecursionTest {

    private final Rule rule = new UnboundedRecursion();
    private final Site recursion = Agents.with(Agents.reactLoop(), SiteKind.RECURSION);

    @Test
    void aRecursionWithoutALimitIsAnError() {
        assertThat(Check.of(rule, recursion)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.ERROR);
            assertThat(finding.message())
                    .isEqualTo(
                            "model-driven recursion without a limit: each call of ReActAgent#run queries the model and runs"
                                    + " tools (ChatModel.chat at line 48) and may call it again until the model's answer ends the"
                                    + " recursion; n = calls of the recursion");
        });
        assertThat(Check.of(rule, Agents.with(recursion, Driver.NONE)))
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .startsWith("recursion without a limit: each call of ReActAgent#run");
    }

    @Test
    void aRecursionWithADepthLimitIsSilent() {
        assertThat(Check.of(rule, Agents.with(recursion, Driver.COUNTER, Agents.symbolic("maxDepth"))))
                .isEmpty();
    }

    @Test
    void aRecursionThatAPersonPacesIsSilent() {
        assertThat(Check.of(rule, Agents.with(recursion, Driver.PERSON))).isEmpty();
    }

    @Test
    void aLoopOrARecursionThatCostsNothingIsSilent() {
        assertThat(Check.of(rule, Agents.reactLoop())).isEmpty();
        assertThat(Check.of(rule, Agents.reaching(recursion, false, false))).isEmpty();
    }
}
