package dev.agentcost.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.Hazard;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.Step;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.lever.Levers;
import dev.agentcost.rules.lever.WhatIf;
import dev.agentcost.rules.price.Prices;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules about single calls: each tells of its own kind of hazard, with what the analysis says of it. */
class HazardRulesTest {

    private static final List<Rule> RULES = List.of(new RepeatedCall(), new UnboundedOutput(), new UnboundedMemory());
    private static final Site LOOP = Agents.reactLoop();

    private static Hazard hazard(Hazard.Kind kind, int line, int ordinal, @Nullable SourceLocation loop) {
        SourceLocation location = new SourceLocation(LOOP.location().file(), line, 9);
        return new Hazard(
                kind,
                location,
                "ReActAgent#run",
                "acme.ReActAgent#run",
                ordinal,
                "ChatModel.chat",
                loop,
                List.of(new Step(location, "evidence")));
    }

    private static List<Finding> check(Rule rule, Hazard... hazards) {
        Analysis plain = Agents.analysis(LOOP);
        Analysis analysis = new Analysis(
                plain.entryPoints(),
                plain.sites(),
                List.of(hazards),
                plain.graph(),
                plain.methods(),
                plain.models(),
                plain.suppressions(),
                plain.coverage(),
                plain.catalog(),
                plain.costOf());
        WhatIf whatIf = new WhatIf(analysis);
        Assumptions assumptions = Assumptions.defaults();
        return rule.check(new RuleContext(
                analysis,
                assumptions,
                List.of(),
                whatIf,
                new Levers(analysis, whatIf, assumptions, Prices.load()),
                new SiteNumbers(analysis.sites())));
    }

    @ParameterizedTest
    @EnumSource
    void aHazardIsToldByOneRule(Hazard.Kind kind) {
        assertThat(RULES.stream()
                        .filter(rule -> !check(rule, hazard(kind, 7, 0, LOOP.location()))
                                .isEmpty()))
                .hasSize(1);
    }

    @Test
    void aRequestThatIsTheSameNamesItsLoopAndTheLeversOfThat() {
        assertThat(check(new RepeatedCall(), hazard(Hazard.Kind.REPEATED_REQUEST, 7, 0, LOOP.location())))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.WARNING);
                    assertThat(finding.message())
                            .isEqualTo("ChatModel.chat sends the same request in each turn of the loop at line "
                                    + LOOP.location().line());
                    assertThat(finding.levers()).isNotEmpty();
                    assertThat(finding.derivation()).extracting(Step::text).containsExactly("evidence");
                });
    }

    @Test
    void anAnswerWithoutALimitIsANoteAndAMemoryThatGrowsAWarning() {
        assertThat(check(new UnboundedOutput(), hazard(Hazard.Kind.UNLIMITED_OUTPUT, 7, 0, LOOP.location())))
                .extracting(Finding::level)
                .containsExactly(Level.NOTE);
        assertThat(check(new UnboundedMemory(), hazard(Hazard.Kind.UNLIMITED_MEMORY, 7, 0, null)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.WARNING);
                    assertThat(finding.message())
                            .isEqualTo(
                                    "'ChatModel.chat' is kept between calls of ReActAgent#run, grows with each and is sent in"
                                            + " full: nothing limits it");
                });
    }

    @Test
    void aFindingIsTheSameWhereItsLineMovesAndAnotherWhereThereAreTwo() {
        String first = fingerprint(hazard(Hazard.Kind.UNLIMITED_OUTPUT, 7, 0, LOOP.location()));

        assertThat(fingerprint(hazard(Hazard.Kind.UNLIMITED_OUTPUT, 99, 0, LOOP.location())))
                .isEqualTo(first);
        assertThat(fingerprint(hazard(Hazard.Kind.UNLIMITED_OUTPUT, 7, 1, LOOP.location())))
                .isNotEqualTo(first);
    }

    private static String fingerprint(Hazard hazard) {
        return check(new UnboundedOutput(), hazard).get(0).fingerprint();
    }
}
