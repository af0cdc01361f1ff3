package dev.agentcost.rules.lever;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.finding.Lever;
import dev.agentcost.rules.price.Prices;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeversTest {

    private final Site unbounded = Agents.reactLoop();

    /**
     * Fifty turns send 2,000 * (0 + 1 + ... + 49) = 2,450,000 tokens for $6.125, and answer 50,000 tokens for $0.50. Ten turns
     * send 90,000 and answer 10,000 for $0.325.
     */
    @Test
    void areSortedByTheDollarsTheySave() {
        List<Lever> levers = levers(Agents.analysis(unbounded));

        assertThat(levers)
                .extracting(lever ->
                        lever.change() + " saves $" + lever.savedDollars().toPlainString() + ", " + lever.savedTokens()
                                + " tokens, " + lever.percent() + "%")
                .containsExactly(
                        "cap the loop at " + Agents.FILE + ":42 at 10 turns saves $6.3, 2400000 tokens, 95.0%",
                        "use gpt-4o-mini in the place of gpt-4o saves $6.2275, 0 tokens, 94.0%",
                        "keep at most 20,000 tokens of 'messages' in the loop at " + Agents.FILE
                                + ":42 saves $3.625, 1450000 tokens, 54.7%",
                        "keep the beginning of the requests in the loop at " + Agents.FILE
                                + ":42 as it is, and read it from the provider's cache at 50.0 % of the input price"
                                + " saves $2.94, 0 tokens, 44.3%",
                        "truncate each tool result to 500 tokens (assumed now: 1,000) saves $1.53125, 612500 tokens, 23.1%");
        assertThat(levers)
                .extracting(Lever::where)
                .containsExactly(Agents.at(42), null, Agents.at(42), Agents.at(48), Agents.at(42));
        assertThat(levers.get(0).before()).containsEntry(Dimension.MODEL_CALLS, new BigDecimal(50));
        assertThat(levers.get(0).after())
                .containsEntry(Dimension.MODEL_CALLS, new BigDecimal(10))
                .containsEntry(Dimension.INPUT_TOKENS, new BigDecimal(90_000))
                .containsEntry(Dimension.DOLLARS, new BigDecimal("0.325"));
    }

    @Test
    void sayAtHowManyTurnsTheyCompareWhatHasNoLimit() {
        assertThat(levers(Agents.analysis(unbounded)))
                .extracting(Lever::assumedTurns)
                .containsOnly(new BigDecimal(50));
        assertThat(levers(Agents.analysis(Agents.with(unbounded, Driver.CONSTANT, Agents.turns(20)))))
                .isNotEmpty()
                .extracting(Lever::assumedTurns)
                .containsOnlyNulls();
    }

    @Test
    void halveTurnsAndContextThatAreFewAlready() {
        Site eightTurns = Agents.with(unbounded, Driver.CONSTANT, Agents.turns(8));

        assertThat(levers(Agents.analysis(eightTurns)))
                .extracting(Lever::change)
                .anySatisfy(change -> assertThat(change).endsWith("at 4 turns"))
                .anySatisfy(change -> assertThat(change).startsWith("keep at most 4,000 tokens of 'messages'"));
    }

    @Test
    void leaveTurnsAloneThatDataOrPeopleMake() {
        for (Driver driver : List.of(Driver.DATA, Driver.PERSON, Driver.EXTERNAL)) {
            Site paced = Agents.with(unbounded, driver, Agents.symbolic("items"));

            assertThat(levers(Agents.analysis(paced)))
                    .extracting(Lever::change)
                    .noneMatch(change -> change.startsWith("cap "))
                    .anyMatch(change -> change.startsWith("keep at most "));
        }
    }

    @Test
    void windowOnlyWhatGrows() {
        Site windowed = Agents.with(
                unbounded,
                new ContextGrowth(ContextGrowth.Kind.WINDOWED, Agents.PER_TURN, "messages", "20 messages", null, null));

        assertThat(levers(Agents.analysis(windowed)))
                .extracting(Lever::change)
                .noneMatch(change -> change.startsWith("keep at most "));
    }

    @Test
    void areFiveAtMost() {
        Site[] sites = IntStream.range(0, 6)
                .mapToObj(i -> Agents.withLocation(unbounded, Agents.at(100 + i), i))
                .toArray(Site[]::new);

        assertThat(levers(Agents.analysis(sites))).hasSize(5);
    }

    @Test
    void ofASiteAreAboutThatSite() {
        Site other = Agents.withLocation(unbounded, Agents.at(80), 1);
        Analysis analysis = Agents.analysis(unbounded, other);

        assertThat(of(analysis).of(other))
                .extracting(Lever::where)
                .containsExactly(null, Agents.at(80), Agents.at(80), Agents.at(80), Agents.at(48));
    }

    @Test
    void ofASiteThatNothingCallsAreNone() {
        Analysis analysis = Agents.analysis(Agents.reaching(unbounded, false, false));

        assertThat(of(analysis).of(unbounded)).isEmpty();
    }

    @Test
    void neverOverstateWhatACheaperModelSaves() {
        Analysis two = withModels("gpt-4o", "claude-sonnet-4-5");

        assertThat(levers(two))
                .filteredOn(lever -> lever.change().startsWith("use "))
                .singleElement()
                .satisfies(lever -> {
                    assertThat(lever.change())
                            .isEqualTo(
                                    "use claude-haiku-4-5 in the place of claude-sonnet-4-5, gpt-4o-mini in the place of gpt-4o");
                    assertThat(lever.percent()).isEqualByComparingTo("66.6");
                });
        assertThat(levers(withModels("gpt-4o", "gpt-3.5-turbo")))
                .noneMatch(lever -> lever.change().startsWith("use "));
        assertThat(levers(withModels("gpt-4o", "text-embedding-3-small", "unknown")))
                .anyMatch(lever -> lever.change().equals("use gpt-4o-mini in the place of gpt-4o"));
        assertThat(levers(withModels()))
                .anyMatch(lever -> lever.change().equals("use gpt-5.4-mini in the place of gpt-5.4"));
    }

    @Test
    void compareTheStructureWithTheModelWhateverElseSavesMore() {
        Site[] sites = IntStream.range(0, 6)
                .mapToObj(i -> Agents.withLocation(unbounded, Agents.at(100 + i), i))
                .toArray(Site[]::new);
        Analysis many = Agents.analysis(sites);

        assertThat(levers(many))
                .extracting(Lever::kind)
                .contains(Lever.Kind.MODEL)
                .hasSize(5);
        assertThat(Levers.structureFirst(levers(Agents.analysis(unbounded))))
                .contains("the structure saves more than the model: 95.0 % against 94.0 %");
        assertThat(Levers.structureFirst(
                        levers(Agents.analysis(Agents.with(unbounded, Driver.CONSTANT, Agents.turns(2))))))
                .isEmpty();
    }

    @Test
    void cacheNothingForWhichAModelHasNoPrice() {
        assertThat(levers(withModels("gpt-4o", "gpt-4-turbo")))
                .noneMatch(lever -> lever.change().contains("cache"));
        assertThat(levers(withModels("gpt-4o", "claude-sonnet-4-5")))
                .anyMatch(lever -> lever.change().contains("cache at 50.0 % of the input price"));
    }

    @Test
    void cacheNothingThatAPersonMayWaitTooLongFor() {
        assertThat(levers(Agents.analysis(Agents.with(unbounded, Driver.PERSON, Agents.symbolic("inputs")))))
                .noneMatch(lever -> lever.change().contains("cache"));
    }

    @Test
    void askOnlyOfSitesThatTheEntryPointCanComeTo() {
        AtomicInteger questions = new AtomicInteger();
        List<Site> sites = sites(64);
        Analysis analysis = withCost(sites, scenario -> {
            questions.incrementAndGet();
            return Agents.cost(sites.subList(7, 8), scenario);
        });

        WhatIf whatIf = new WhatIf(analysis);
        EntryPoint entry = analysis.entryPoints().get(0);
        assertThat(whatIf.sitesOf(entry)).containsExactly(sites.get(7));
        assertThat(whatIf.dependsOn(entry, sites.get(7))).isTrue();
        assertThat(whatIf.dependsOn(entry, sites.get(8))).isFalse();
        assertThat(questions).hasValue(1);
    }

    /** Two costs of 1,000 monomials, each changed at 100 sites of one method, are 20 million to go through, and one of ten is few. */
    @Test
    void areLookedForWhereCostsAreHighestUntilTheWorkIsTooMuch() {
        List<Site> sites = sites(100);
        List<EntryPoint> entries = List.of(
                entry("second", 1_000, 2, sites), entry("first", 1_000, 3, sites), entry("third", 10, 1, sites));
        Levers levers = of(withEntryPoints(entries));

        assertThat(entries)
                .filteredOn(levers::isCompared)
                .extracting(EntryPoint::method)
                .containsExactly("Agent#first", "Agent#third");
        List<EntryPoint> large = List.of(entry("alone", 2_000, 1, sites));
        assertThat(of(withEntryPoints(large)).isCompared(large.get(0))).isFalse();
    }

    /** A cost of 15,000 monomials that is changed at one of 250 sites of one method is 3.75 million to go through. */
    @Test
    void ofSitesAreLookedForUntilTheWorkIsTooMuch() {
        List<Site> sites = sites(250);
        EntryPoint entry = entry("large", 15_000, 1, sites);
        Set<SourceLocation> asked = new HashSet<>();
        Analysis like = Agents.analysis(unbounded);
        Levers levers = of(analysis(like, List.of(entry), sites, like.models(), (method, scenario) -> {
            asked.addAll(scenario.turns().keySet());
            return CostVector.ZERO;
        }));

        sites.forEach(levers::of);
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(
                        sites.subList(0, 40).stream().map(Site::location).toList());
    }

    private List<Site> sites(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> Agents.withLocation(unbounded, Agents.at(100 + i), i))
                .toList();
    }

    private static EntryPoint entry(String name, int monomials, int times, List<Site> sites) {
        Formula dollars = IntStream.range(0, monomials)
                .mapToObj(i -> Formula.of(new Symbol("n" + i, Kind.COUNT, false, "")))
                .reduce(Formula.ZERO, Formula::plus)
                .times(times);
        EntryPoint entry =
                Agents.entryPoint("acme.Agent", name, CostVector.of(new EnumMap<>(Map.of(Dimension.DOLLARS, dollars))));
        return new EntryPoint(
                entry.method(),
                entry.methodKey(),
                entry.type(),
                entry.annotations(),
                entry.location(),
                entry.cost(),
                sites,
                entry.path());
    }

    private Analysis withEntryPoints(List<EntryPoint> entries) {
        Analysis analysis = Agents.analysis(unbounded);
        return analysis(analysis, entries, analysis.sites(), analysis.models(), analysis.costOf());
    }

    private Analysis withModels(String... models) {
        Analysis analysis = Agents.analysis(unbounded);
        return analysis(analysis, analysis.entryPoints(), analysis.sites(), List.of(models), analysis.costOf());
    }

    private static Analysis withCost(List<Site> sites, Function<Scenario, CostVector> cost) {
        Analysis analysis = Agents.analysis(sites.get(7));
        return analysis(
                analysis, analysis.entryPoints(), sites, analysis.models(), (entry, scenario) -> cost.apply(scenario));
    }

    private static Analysis analysis(
            Analysis like,
            List<EntryPoint> entries,
            List<Site> sites,
            List<String> models,
            BiFunction<String, Scenario, CostVector> cost) {
        return new Analysis(
                entries,
                sites,
                like.hazards(),
                like.graph(),
                like.methods(),
                models,
                like.suppressions(),
                like.coverage(),
                like.catalog(),
                cost);
    }

    private static List<Lever> levers(Analysis analysis) {
        return of(analysis).of(analysis.entryPoints().get(0));
    }

    private static Levers of(Analysis analysis) {
        return new Levers(analysis, new WhatIf(analysis), Assumptions.defaults(), Prices.load());
    }
}
