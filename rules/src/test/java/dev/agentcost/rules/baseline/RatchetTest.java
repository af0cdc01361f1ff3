package dev.agentcost.rules.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.CostGraph;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.analyzer.result.Step;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.Evaluation;
import dev.agentcost.rules.Result;
import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.configuration.ConfigurationException;
import dev.agentcost.rules.configuration.Setting;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.rule.Rules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is new, worse and better than a baseline, said of agents made by hand. */
class RatchetTest {

    private final Site loop = Agents.reactLoop();

    @Test
    void whatTheBaselineKnowsFailsNothing() {
        Result result = check(Agents.analysis(loop), known(loop));

        assertThat(result.findings()).hasSize(2).allMatch(result::isKnown);
        assertThat(result.failing()).isEmpty();
        assertThat(comparison(result).isBetter()).isFalse();
    }

    @Test
    void movedLinesChangeNothing() {
        Site moved = Agents.withLocation(loop, Agents.at(142), 0);

        assertThat(check(Agents.analysis(moved), known(loop)).failing()).isEmpty();
    }

    @Test
    void aVariableOfAnotherNameChangesNothing() {
        Site renamed = withDerivation(loop, "the loop ends when the reply asks for no tool");

        assertThat(check(Agents.analysis(renamed), known(loop)).failing()).isEmpty();
    }

    @Test
    void aLoopBeforeAKnownOneIsTheNewOne() {
        Site before = withDerivation(Agents.withLocation(loop, Agents.at(20), 0), "the loop ends when all is said");
        Site after = Agents.withLocation(loop, Agents.at(45), 1);

        Result result = check(Agents.analysis(before, after), known(loop));

        assertThat(result.failing())
                .extracting(finding -> finding.location().line())
                .containsExactly(20, 20);
    }

    @Test
    void aSecondLoopLikeAKnownOneIsNew() {
        Site second = Agents.withLocation(loop, Agents.at(80), 1);

        Result result = check(Agents.analysis(loop, second), known(loop));

        assertThat(result.failing())
                .extracting(finding -> finding.location().line())
                .containsExactly(80, 80);
    }

    @Test
    void aLoopThatMovesToAnotherMethodIsTheSame() {
        Site moved = inMethod(loop, "Helper#loop", "acme.Helper#loop()");

        assertThat(check(Agents.analysis(moved), known(loop)).failing()).isEmpty();
    }

    @Test
    void aCopyOfAKnownLoopInAnotherMethodIsNew() {
        Site copy = inMethod(Agents.withLocation(loop, Agents.at(20), 0), "Helper#loop", "acme.Helper#loop()");

        Result result = check(Agents.analysis(copy, loop), known(loop));

        assertThat(result.failing()).extracting(Finding::method).containsExactly("Helper#loop", "Helper#loop");
    }

    @Test
    void whatIsGoneIsCountedByRule() {
        Result result = check(Agents.analysis(Agents.with(loop, Driver.CONSTANT, Agents.turns(3))), known(loop));

        assertThat(comparison(result).gone())
                .containsExactlyInAnyOrderEntriesOf(Map.of("unbounded-loop", 1, "unpruned-context", 1));
        assertThat(comparison(result).isBetter()).isTrue();
    }

    @Test
    void aLowerCostSaysWhatItSaves() {
        List<CostChange> better = comparison(check(
                        analysis(10_000),
                        Evaluation.evaluate(analysis(40_000), Configuration.DEFAULT)
                                .baseline()))
                .better();

        assertThat(better)
                .extracting(CostChange::text)
                .containsExactly("input tokens from O(1), 40,000 to O(1), 10,000 (-75 %)");
    }

    @Test
    void aHigherGrowthClassIsAnErrorAndALargerNumberAWarning() {
        Site bounded = Agents.with(loop, Driver.CONSTANT, Agents.turns(3));
        Site symbolic = Agents.with(loop, Driver.COUNTER, Agents.symbolic("maxSteps"));

        Finding higher = regression(
                Evaluation.evaluate(Agents.analysis(symbolic), off("unpruned-context"), Optional.of(known(bounded))));
        assertThat(higher.level()).isEqualTo(Level.ERROR);
        assertThat(higher.message())
                .startsWith(
                        "one call of ReActAgent#run may cost more than in the baseline: model calls from O(1), 3 to O(n), 10");

        Finding larger = regression(check(
                analysis(40_001),
                Evaluation.evaluate(analysis(40_000), Configuration.DEFAULT).baseline()));
        assertThat(larger.level()).isEqualTo(Level.WARNING);
        assertThat(larger.message()).endsWith("input tokens from O(1), 40,000 to O(1), 40,001");
    }

    @Test
    void aLostLimitIsWorseEvenWithTheSameGrowth() {
        Site symbolic = Agents.with(loop, Driver.COUNTER, Agents.symbolic("maxSteps"));
        Configuration loopsOff = off("unbounded-loop", "unpruned-context");

        Result result = Evaluation.evaluate(Agents.analysis(loop), loopsOff, Optional.of(known(symbolic)));

        assertThat(regression(result).message())
                .contains("model calls from O(n), 10 to no limit, O(n), 50 at 50 turns");
    }

    @Test
    void aNewFindingAtTheEntryPointsSiteSaysItAlready() {
        Site symbolic = Agents.with(loop, Driver.COUNTER, Agents.symbolic("maxSteps"));

        Result result = check(Agents.analysis(loop), known(symbolic));

        assertThat(result.failing()).extracting(Finding::rule).containsExactly("unbounded-loop");
    }

    @Test
    void anEntryPointThatTheBaselineDoesNotKnowIsNoRegression() {
        Baseline empty =
                Evaluation.evaluate(Agents.analysis(), Configuration.DEFAULT).baseline();
        Baseline other = new Baseline(empty.assumptions(), new TreeMap<>(), List.of());

        assertThat(check(analysis(40_000), other).findings()).isEmpty();
    }

    @Test
    void underOtherAssumptionsOnlyGrowthIsComparedAndThatIsTold() throws ConfigurationException {
        Site three = Agents.with(loop, Driver.CONSTANT, Agents.turns(3));
        Configuration larger = Configuration.builder(Rules.ids())
                .assumption("toolResultTokens", new Setting("9000", "agentcost.yaml:1"))
                .build();

        Result result = Evaluation.evaluate(Agents.analysis(three), larger, Optional.of(known(three)));

        assertThat(result.findings()).isEmpty();
        assertThat(result.warnings())
                .containsExactly(
                        "the assumption toolResultTokens was 1,000 in the baseline and is 9,000 now: only growth"
                                + " classes are compared with it, no numbers; write the baseline anew");
    }

    @Test
    void aRegressionCanBeSwitchedOffAndAccepted() {
        Site bounded = Agents.with(loop, Driver.CONSTANT, Agents.turns(2));
        Site three = Agents.with(loop, Driver.CONSTANT, Agents.turns(3));
        Analysis accepted = Agents.analysis(
                Map.of(Agents.FILE, List.of(new Unit.Suppression("cost-regression", "more tools", 39, 39, 41))), three);

        assertThat(check(Agents.analysis(three), known(bounded)).findings())
                .extracting(Finding::rule)
                .contains("cost-regression");
        assertThat(Evaluation.evaluate(
                                Agents.analysis(three),
                                off("cost-regression", "unpruned-context"),
                                Optional.of(known(bounded)))
                        .findings())
                .isEmpty();
        assertThat(check(accepted, known(bounded)).findings())
                .extracting(Finding::rule)
                .doesNotContain("cost-regression", "unused-suppression");
    }

    private static Baseline known(Site... sites) {
        return Evaluation.evaluate(Agents.analysis(sites), Configuration.DEFAULT)
                .baseline();
    }

    private static Result check(Analysis analysis, Baseline baseline) {
        return Evaluation.evaluate(analysis, Configuration.DEFAULT, Optional.of(baseline));
    }

    private static Comparison comparison(Result result) {
        return result.comparison().orElseThrow();
    }

    private static Finding regression(Result result) {
        assertThat(result.findings()).extracting(Finding::rule).contains("cost-regression");
        return result.findings().stream()
                .filter(finding -> finding.rule().equals("cost-regression"))
                .findFirst()
                .orElseThrow();
    }

    private static Configuration off(String... rules) {
        try {
            var builder = Configuration.builder(Rules.ids());
            for (String rule : rules) {
                builder.rule(rule, new Setting("off", "agentcost.yaml:1"));
            }
            return builder.build();
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An entry point without a site that costs so many input tokens. */
    private static Analysis analysis(long inputTokens) {
        Analysis none = Agents.analysis();
        CostVector cost = CostVector.of(Dimension.INPUT_TOKENS, Formula.of(inputTokens));
        return new Analysis(
                List.of(Agents.entryPoint("acme.ReActAgent", "run", cost)),
                List.of(),
                List.of(),
                CostGraph.NONE,
                List.of(),
                none.models(),
                Map.of(),
                none.coverage(),
                List.of(),
                (entry, scenario) -> cost);
    }

    private static Site inMethod(Site site, String method, String key) {
        return new Site(
                site.kind(),
                site.location(),
                method,
                key,
                site.ordinal(),
                site.reachesModel(),
                site.reachesTool(),
                site.callPath(),
                site.driver(),
                site.bound(),
                site.derivation(),
                site.remedy(),
                site.context(),
                site.turn());
    }

    private static Site withDerivation(Site site, String text) {
        return new Site(
                SiteKind.LOOP,
                site.location(),
                site.method(),
                site.methodKey(),
                site.ordinal(),
                site.reachesModel(),
                site.reachesTool(),
                site.callPath(),
                site.driver(),
                site.bound(),
                List.of(new Step(site.location(), text)),
                site.remedy(),
                site.context(),
                site.turn());
    }
}
