package dev.agentcost.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.finding.Level;
import org.junit.jupiter.api.Test;

class UnboundedToolResultTest {

    private static final String MESSAGES = "at most 12 * max(answerTokens, toolResultTokens) tokens";

    private final Rule rule = new UnboundedToolResult();

    private static Site windowed(Formula perTurn, String window) {
        return Agents.with(
                Agents.reactLoop(),
                new ContextGrowth(ContextGrowth.Kind.WINDOWED, perTurn, "memory", window, null, null));
    }

    @Test
    void aWindowOfMessagesThatHoldsToolResultsIsANote() {
        assertThat(Check.of(rule, windowed(Agents.PER_TURN, MESSAGES)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.NOTE);
                    assertThat(finding.message())
                            .isEqualTo(
                                    "tool results of any length go into the context 'memory': its window counts messages and"
                                            + " limits no tokens");
                });
    }

    @Test
    void aWindowOfTokensLimitsThem() {
        assertThat(Check.of(rule, windowed(Agents.PER_TURN, "at most 8000 tokens")))
                .isEmpty();
    }

    @Test
    void aLoopWithoutToolsIsSilent() {
        assertThat(Check.of(rule, Agents.reaching(windowed(Agents.PER_TURN, MESSAGES), true, false)))
                .isEmpty();
    }

    @Test
    void whatALibraryPutsIntoItsMemoryIsNotShownByTheSources() {
        assertThat(Check.of(rule, Agents.with(windowed(Agents.PER_TURN, MESSAGES), SiteKind.FRAMEWORK_LOOP)))
                .isEmpty();
    }

    @Test
    void withoutAWindowAnotherRuleTellsOfTheContext() {
        assertThat(Check.of(rule, Agents.reactLoop())).isEmpty();
    }

    @Test
    void whatTurnsOnceIsSilent() {
        Site once = Agents.with(windowed(Agents.PER_TURN, MESSAGES), Driver.CONSTANT, Agents.turns(1));
        assertThat(Check.of(rule, once)).isEmpty();
    }
}
