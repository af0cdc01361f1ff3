package dev.agentcost.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class UnboundedLoopTest {

    private final Rule rule = new UnboundedLoop();
    private final Site loop = Agents.reactLoop();

    @Test
    void aModelDrivenLoopWithoutALimitIsAnError() {
        Finding finding = only(Check.of(rule, loop));

        assertThat(finding.level()).isEqualTo(Level.ERROR);
        assertThat(finding.rule()).isEqualTo("unbounded-loop");
        assertThat(finding.location()).isEqualTo(Agents.at(42));
        assertThat(finding.method()).isEqualTo("ReActAgent#run");
        assertThat(finding.message())
                .isEqualTo(
                        "model-driven loop without a limit: each turn queries the model and runs tools (ChatModel.chat at line"
                                + " 48) until the model's answer ends the loop; n = turns of the loop");
        assertThat(finding.formula()).isEqualTo("turns");
        assertThat(finding.cost().get(Dimension.MODEL_CALLS).formula()).hasToString("turns");
        assertThat(finding.cost().get(Dimension.INPUT_TOKENS).growth()).hasToString("O(n^2)");
        assertThat(finding.derivation()).isEqualTo(loop.derivation());
        assertThat(finding.callPath()).isEqualTo(loop.callPath());
        assertThat(finding.levers()).isNotEmpty();
    }

    @Test
    void aLoopWithoutAnExitIsAnError() {
        assertThat(only(Check.of(rule, Agents.with(loop, Driver.NONE))).message())
                .isEqualTo(
                        "loop without a limit: each turn queries the model and runs tools (ChatModel.chat at line 48), and no"
                                + " exit must be reached; n = turns of the loop");
    }

    @Test
    void aLimitThatDoesNotHoldIsNoLimit() {
        assertThat(only(Check.of(rule, Agents.with(loop, Driver.COUNTER))).message())
                .startsWith("loop without a limit that holds: each turn queries the model");
    }

    @Test
    void aLoopThatOnlyRunsToolsIsAnError() {
        assertThat(only(Check.of(rule, Agents.reaching(loop, false, true))).message())
                .contains("each turn runs a tool (");
    }

    @ParameterizedTest
    @EnumSource(
            value = SiteKind.class,
            names = {"LOOP", "STREAM", "REACTIVE", "SCHEDULED", "RETRY", "GRAPH"})
    void itIsAboutTheUsersOwnRepetitions(SiteKind kind) {
        assertThat(Check.of(rule, Agents.with(loop, kind))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = SiteKind.class,
            mode = Mode.EXCLUDE,
            names = {"LOOP", "STREAM", "REACTIVE", "SCHEDULED", "RETRY", "GRAPH"})
    void othersHaveTheirOwnRule(SiteKind kind) {
        assertThat(Check.of(rule, Agents.with(loop, kind))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Driver.class,
            names = {"PERSON", "EXTERNAL"})
    void whatIsPacedFromOutsideIsSilent(Driver driver) {
        assertThat(Check.of(rule, Agents.with(loop, driver))).isEmpty();
    }

    @Test
    void aBoundedLoopIsSilent() {
        assertThat(Check.of(rule, Agents.with(loop, Driver.CONSTANT, Agents.turns(100))))
                .isEmpty();
        assertThat(Check.of(rule, Agents.with(loop, Driver.COUNTER, Agents.symbolic("maxSteps"))))
                .isEmpty();
    }

    @Test
    void aLoopThatCostsNothingIsSilent() {
        assertThat(Check.of(rule, Agents.reaching(loop, false, false))).isEmpty();
    }

    @Test
    void theRemedyOfTheSiteComesBeforeTheRules() {
        assertThat(only(Check.of(rule, Agents.withRemedy(loop, "count step up to maxSteps")))
                        .remedy())
                .isEqualTo("count step up to maxSteps");
        assertThat(only(Check.of(rule, loop)).remedy()).startsWith("count the turns and leave at a limit");
    }

    @Test
    void theFingerprintStaysWhenLinesAndFilesMove() {
        String fingerprint = only(Check.of(rule, loop)).fingerprint();
        Site moved = Agents.withLocation(loop, new SourceLocation("app/acme/ReActAgent.java", 7, 1), 0);
        Site second = Agents.withLocation(loop, Agents.at(90), 1);

        assertThat(only(Check.of(rule, moved)).fingerprint()).isEqualTo(fingerprint);
        assertThat(Check.of(rule, loop, second))
                .extracting(Finding::fingerprint)
                .startsWith(fingerprint)
                .doesNotHaveDuplicates();
        assertThat(only(Check.of(new UnprunedContext(), loop)).fingerprint()).isNotEqualTo(fingerprint);
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
