package dev.agentcost.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.configuration.ConfigurationBuilder;
import dev.agentcost.rules.configuration.Setting;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.rule.Rules;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private final Site loop = Agents.reactLoop();

    @Test
    void anAgentWithoutLimitAndWindowHasTwoFindingsAndFails() {
        Result result = evaluate(Agents.analysis(loop));

        assertThat(result.findings()).extracting(Finding::rule).containsExactly("unbounded-loop", "unpruned-context");
        assertThat(result.failing()).isNotEmpty();
        Map<Dimension, Figure> cost = result.entryPoints().get(0).cost().figures();
        assertThat(cost.get(Dimension.INPUT_TOKENS).growth()).hasToString("O(n^2)");
        assertThat(cost.get(Dimension.MODEL_CALLS).formula()).hasToString("turns");
        assertThat(cost.values()).extracting(Figure::value).containsOnlyNulls();
        assertThat(result.entryPoints().get(0).levers()).isNotEmpty();
    }

    @Test
    void aBoundedAgentPassesWithNumbersAndTheAssumptionsThatEnterThem() {
        Result result = evaluate(Agents.analysis(Agents.with(loop, Driver.CONSTANT, Agents.turns(3))));

        assertThat(result.findings()).isEmpty();
        assertThat(result.failing()).isEmpty();
        assertThat(result.entryPoints()
                        .get(0)
                        .cost()
                        .get(Dimension.INPUT_TOKENS)
                        .value())
                .isEqualTo(new BigDecimal(6_000));
        assertThat(result.assumptions()).containsOnlyKeys("toolResultTokens");
    }

    @Test
    void theUsersNumbersAreUsed() throws Exception {
        Configuration configuration = configure()
                .assumption("toolResultTokens", new Setting("2000", "agentcost.yaml:1"))
                .build();

        Result result = Evaluation.evaluate(
                Agents.analysis(Agents.with(loop, Driver.CONSTANT, Agents.turns(3))), configuration);

        assertThat(result.entryPoints()
                        .get(0)
                        .cost()
                        .get(Dimension.INPUT_TOKENS)
                        .value())
                .isEqualTo(new BigDecimal(9_000));
        assertThat(result.assumptions()).containsEntry("toolResultTokens", new BigDecimal(2_000));
    }

    @Test
    void findingsStandInTheOrderOfTheirPlaces() {
        Site first = Agents.withLocation(loop, Agents.at(20), 1);

        assertThat(evaluate(Agents.analysis(loop, first)).findings())
                .extracting(finding -> finding.location().line() + " " + finding.rule())
                .containsExactly(
                        "20 unbounded-loop", "20 unpruned-context", "42 unbounded-loop", "42 unpruned-context");
    }

    @Test
    void theUsersLevelsHold() throws Exception {
        Configuration configuration = configure()
                .rule("unbounded-loop", new Setting("warning", "agentcost.yaml:1"))
                .rule("unpruned-context", new Setting("off", "agentcost.yaml:2"))
                .build();

        Result result = Evaluation.evaluate(Agents.analysis(loop), configuration);

        assertThat(result.findings()).extracting(Finding::level).containsExactly(Level.WARNING);
        assertThat(result.failing()).isEmpty();
    }

    @Test
    void whatFailsIsTheUsersToSay() throws Exception {
        ConfigurationBuilder warnings = configure().rule("unbounded-loop", new Setting("warning", "a"));

        assertThat(Evaluation.evaluate(
                                Agents.analysis(loop),
                                configure().failOn(new Setting("never", "a")).build())
                        .failing())
                .isEmpty();
        assertThat(Evaluation.evaluate(
                                Agents.analysis(loop),
                                warnings.rule("unpruned-context", new Setting("off", "a"))
                                        .failOn(new Setting("warning", "a"))
                                        .build())
                        .failing())
                .isNotEmpty();
    }

    @Test
    void acceptedFindingsStandApart() {
        Analysis analysis =
                Agents.analysis(Map.of(Agents.FILE, List.of(new Unit.Suppression("all", "a demo", 41, 41, 42))), loop);

        Result result = evaluate(analysis);

        assertThat(result.findings()).isEmpty();
        assertThat(result.accepted()).hasSize(2);
        assertThat(result.failing()).isEmpty();
    }

    @Test
    void budgetsAreCheckedAndThoseThatMatchNothingAreTold() throws Exception {
        Configuration configuration = configure()
                .budgetOf(Map.of("entryPoint", "*", "modelCalls", "5"), "agentcost.yaml:2")
                .budgetOf(Map.of("entryPoint", "acme.Gone#run", "modelCalls", "5"), "agentcost.yaml:4")
                .build();

        Result result = Evaluation.evaluate(
                Agents.analysis(Agents.with(loop, Driver.CONSTANT, Agents.turns(3))), configuration);

        assertThat(result.budgets())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.holds()).isTrue());
        assertThat(result.warnings())
                .containsExactly(
                        "agentcost.yaml:4: the budget 'acme.Gone#run' matches no entry point; correct the pattern or"
                                + " remove the budget");
    }

    @Test
    void dollarsOfLongRequestsAreHedged() throws Exception {
        Analysis analysis = Agents.analysis(Agents.with(loop, Driver.CONSTANT, Agents.turns(20)));
        Analysis sonnet = using(List.of("claude-sonnet-4-5"), analysis);

        assertThat(evaluate(analysis).entryPoints().get(0).notes()).isEmpty();
        assertThat(evaluate(sonnet).entryPoints().get(0).notes())
                .containsExactly(
                        "the dollars hold as long as no request to claude-sonnet-4-5 has more than 200,000 input tokens:"
                                + " the provider charges more for those");
    }

    @Test
    void aRequestThatMayHoldMoreThanItsModelTakesIsTold() {
        // 2,000 tokens are added in each turn but the last, and gpt-4o takes 128,000
        assertThat(notes(Agents.turns(66), List.of("gpt-4o")))
                .containsExactly("the request at " + Agents.FILE
                        + ":48 may hold 130,000 tokens, more than the 128,000 that gpt-4o takes");
        assertThat(notes(Agents.turns(65), List.of("gpt-4o"))).isEmpty();
    }

    @Test
    void whatTheLibrarysDefaultAllowsIsTold() {
        Site byDefault = Agents.withRemedy(Agents.with(loop, Driver.FRAMEWORK, Agents.turns(60)), "set a limit");
        Site set = Agents.withRemedy(byDefault, "");

        assertThat(notes(byDefault))
                .containsExactly("only the library's default limits the loop at " + Agents.FILE
                        + ":42: 60 turns x the 128,000 tokens that gpt-4o takes = 7,680,000 input tokens that one call may"
                        + " come to");
        assertThat(notes(set)).isEmpty();
    }

    private List<String> notes(Site site) {
        return evaluate(using(List.of("gpt-4o"), Agents.analysis(site)))
                .entryPoints()
                .get(0)
                .notes();
    }

    @Test
    void aRequestThatOneOfTheModelsTakesIsNotTold() {
        assertThat(notes(Agents.turns(66), List.of("gpt-4o", "gpt-4.1"))).isEmpty();
        assertThat(notes(Agents.turns(66), List.of("gpt-4o", "my-model"))).isEmpty();
        assertThat(notes(Agents.turns(66), List.of("my-model"))).isEmpty();
    }

    @Test
    void aRequestOfNoKnownSizeIsNotTold() {
        assertThat(notes(Agents.unbounded("turns"), List.of("gpt-4o"))).isEmpty();
    }

    @Test
    void theSizeOfARequestIsThatUnderTheAssumptions() throws Exception {
        Analysis analysis = Agents.analysis(Agents.with(loop, Driver.CONSTANT, Agents.symbolic("limit")));
        Configuration manyTurns = configure()
                .assumption("limit", new Setting("101", "agentcost.yaml:1"))
                .build();

        assertThat(evaluate(analysis).entryPoints().get(0).notes()).isEmpty();
        assertThat(Evaluation.evaluate(analysis, manyTurns).entryPoints().get(0).notes())
                .singleElement()
                .asString()
                .contains("may hold 200,000 tokens");
    }

    @Test
    void aContextThatIsPrunedIsNotTold() {
        Site windowed = Agents.with(
                Agents.with(loop, Driver.CONSTANT, Agents.turns(66)),
                new ContextGrowth(
                        ContextGrowth.Kind.WINDOWED, Agents.PER_TURN, "messages", "8000 tokens", Agents.at(55), null));

        assertThat(evaluate(Agents.analysis(windowed)).entryPoints().get(0).notes())
                .isEmpty();
    }

    private List<String> notes(IterationBound bound, List<String> models) {
        Analysis analysis = Agents.analysis(Agents.with(loop, Driver.CONSTANT, bound));
        return evaluate(using(models, analysis)).entryPoints().get(0).notes();
    }

    private static Analysis using(List<String> models, Analysis analysis) {
        return new Analysis(
                analysis.entryPoints(),
                analysis.sites(),
                analysis.hazards(),
                analysis.graph(),
                analysis.methods(),
                models,
                analysis.suppressions(),
                analysis.coverage(),
                analysis.catalog(),
                analysis.costOf());
    }

    @Test
    void anAnalysisThatFoundNothingIsFine() {
        Analysis nothing = Agents.analysis();

        Result result = evaluate(nothing);

        assertThat(result.findings()).isEmpty();
        assertThat(result.entryPoints())
                .singleElement()
                .satisfies(entry -> assertThat(entry.levers()).isEmpty());
    }

    @Test
    void theSameAnalysisGivesTheSameResult() {
        Analysis analysis = Agents.analysis(loop, Agents.withLocation(loop, Agents.at(20), 1));

        assertThat(evaluate(analysis).findings()).isEqualTo(evaluate(analysis).findings());
        assertThat(evaluate(analysis).entryPoints())
                .isEqualTo(evaluate(analysis).entryPoints());
    }

    private static Result evaluate(Analysis analysis) {
        return Evaluation.evaluate(analysis, Configuration.DEFAULT);
    }

    private static ConfigurationBuilder configure() {
        return Configuration.builder(Rules.ids());
    }
}
