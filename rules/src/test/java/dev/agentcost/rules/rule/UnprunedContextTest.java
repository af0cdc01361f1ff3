package dev.agentcost.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class UnprunedContextTest {

    private final Rule rule = new UnprunedContext();
    private final Site loop = Agents.reactLoop();

    @Test
    void aContextThatGrowsEachTurnIsAnError() {
        Finding finding = only(Check.of(rule, loop));

        assertThat(finding.level()).isEqualTo(Level.ERROR);
        assertThat(finding.message())
                .isEqualTo(
                        "the context 'messages' grows by 2,000 tokens a turn (append at line 55) and is sent in full each turn"
                                + " (line 48): input tokens grow as O(n^2) in the n turns of the loop");
    }

    @Test
    void aContextThatIsCopiedIntoItselfIsAnError() {
        assertThat(only(Check.of(rule, growing(ContextGrowth.Kind.EXPONENTIAL))).message())
                .isEqualTo(
                        "the context 'messages' is copied into itself each turn (append at line 55) and is sent in full (line"
                                + " 48): input tokens grow as O(2^n) in the n turns of the loop");
    }

    @ParameterizedTest
    @EnumSource(
            value = ContextGrowth.Kind.class,
            names = {"NONE", "WINDOWED", "UNKNOWN"})
    void aContextThatDoesNotGrowIsSilent(ContextGrowth.Kind kind) {
        assertThat(Check.of(rule, growing(kind))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Driver.class, mode = Mode.EXCLUDE, names = "PERSON")
    void whoeverDrivesTheLoop(Driver driver) {
        assertThat(Check.of(rule, Agents.with(loop, driver))).hasSize(1);
    }

    @Test
    void exceptAPerson() {
        assertThat(Check.of(rule, Agents.with(loop, Driver.PERSON))).isEmpty();
    }

    @Test
    void upToThreeTurnsAreFew() {
        assertThat(Check.of(rule, Agents.with(loop, Driver.CONSTANT, Agents.turns(3))))
                .isEmpty();
        assertThat(Check.of(rule, Agents.with(loop, Driver.CONSTANT, Agents.turns(4))))
                .hasSize(1);
        assertThat(Check.of(rule, Agents.with(loop, Driver.COUNTER, Agents.symbolic("maxSteps"))))
                .hasSize(1);
    }

    @Test
    void aLoopThatOnlyRunsToolsSendsNothing() {
        assertThat(Check.of(rule, Agents.reaching(loop, false, true))).isEmpty();
    }

    @Test
    void placesInOtherFilesAreNamedAndUnknownOnesLeftOut() {
        SourceLocation send = new SourceLocation("src/main/java/acme/Client.java", 12, 0);
        ContextGrowth context = new ContextGrowth(ContextGrowth.Kind.LINEAR, Agents.PER_TURN, "", "", null, send);

        assertThat(only(Check.of(rule, Agents.with(loop, context))).message())
                .isEqualTo(
                        "the context grows by 2,000 tokens a turn and is sent in full each turn (Client.java:12): input tokens"
                                + " grow as O(n^2) in the n turns of the loop");
    }

    @Test
    void whatHasNoNumberIsShownAsFormula() {
        Formula size = Formula.of(new Symbol("length", Kind.COUNT, false, ""));
        ContextGrowth context =
                new ContextGrowth(ContextGrowth.Kind.LINEAR, size, "messages", "", Agents.at(55), Agents.at(48));

        assertThat(only(Check.of(rule, Agents.with(loop, context))).message())
                .startsWith("the context 'messages' grows by length tokens a turn");
    }

    private Site growing(ContextGrowth.Kind kind) {
        return Agents.with(
                loop, new ContextGrowth(kind, Agents.PER_TURN, "messages", "", Agents.at(55), Agents.at(48)));
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
