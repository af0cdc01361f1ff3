package dev.agentcost.rules;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.CacheRates;
import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.ContextId;
import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.CostGraph;
import dev.agentcost.analyzer.result.Coverage;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.analyzer.result.Step;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Agents as the analysis describes them, made by hand. All of them use gpt-4o. */
public final class Agents {

    public static final String FILE = "src/main/java/acme/ReActAgent.java";
    public static final ContextId MESSAGES = new ContextId("messages");
    public static final Formula TOOL_RESULT = Formula.of(Symbol.assumed(Assumption.TOOL_RESULT_TOKENS));
    public static final Formula PER_TURN = Formula.of(1_000).plus(TOOL_RESULT);

    private static final Formula INPUT_DOLLARS = Formula.of(new BigDecimal("0.0000025"));
    private static final Formula OUTPUT_DOLLARS = Formula.of(new BigDecimal("0.00001"));

    private Agents() {}

    public static SourceLocation at(int line) {
        return new SourceLocation(FILE, line, 9);
    }

    /** A loop that the model drives, line 42: it sends the messages at line 48 and adds to them at line 55. */
    public static Site reactLoop() {
        return new Site(
                SiteKind.LOOP,
                at(42),
                "ReActAgent#run",
                "acme.ReActAgent#run(java.lang.String)",
                0,
                true,
                true,
                List.of(new Step(at(48), "ChatModel.chat")),
                Driver.MODEL,
                unbounded("turns"),
                List.of(new Step(at(42), "the loop ends when the answer asks for no tool")),
                "",
                new ContextGrowth(ContextGrowth.Kind.LINEAR, PER_TURN, "messages", "", at(55), at(48)),
                turn());
    }

    /** One request of 1,000 output tokens that sends all messages, then the answer and one tool result are added. */
    public static Effect turn() {
        ContextEffect context = ContextEffect.send(INPUT_DOLLARS).then(ContextEffect.append(PER_TURN));
        Formula output = Formula.of(1_000);
        return Effect.of(MESSAGES, context)
                .withCost(CostVector.of(Map.of(
                        Dimension.MODEL_CALLS,
                        Formula.ONE,
                        Dimension.TOOL_CALLS,
                        Formula.ONE,
                        Dimension.OUTPUT_TOKENS,
                        output,
                        Dimension.DOLLARS,
                        output.times(OUTPUT_DOLLARS),
                        Dimension.LATENCY_MILLIS,
                        Formula.of(2_000))));
    }

    public static IterationBound unbounded(String name) {
        return IterationBound.unbounded(new Symbol(name, Kind.COUNT, true, ""));
    }

    /** A limit that is a parameter. */
    public static IterationBound symbolic(String name) {
        return IterationBound.of(Formula.of(new Symbol(name, Kind.COUNT, false, "", Assumption.LIMIT.key())));
    }

    public static IterationBound turns(long number) {
        return IterationBound.of(Formula.of(number));
    }

    public static Site with(Site site, SiteKind kind) {
        return copy(site, kind, site.location(), site.ordinal(), site.driver(), site.bound(), site.remedy());
    }

    public static Site with(Site site, Driver driver) {
        return copy(site, site.kind(), site.location(), site.ordinal(), driver, site.bound(), site.remedy());
    }

    public static Site with(Site site, Driver driver, IterationBound bound) {
        return copy(site, site.kind(), site.location(), site.ordinal(), driver, bound, site.remedy());
    }

    public static Site withRemedy(Site site, String remedy) {
        return copy(site, site.kind(), site.location(), site.ordinal(), site.driver(), site.bound(), remedy);
    }

    public static Site withLocation(Site site, SourceLocation location, int ordinal) {
        return copy(site, site.kind(), location, ordinal, site.driver(), site.bound(), site.remedy());
    }

    private static Site copy(
            Site site,
            SiteKind kind,
            SourceLocation location,
            int ordinal,
            Driver driver,
            IterationBound bound,
            String remedy) {
        return new Site(
                kind,
                location,
                site.method(),
                site.methodKey(),
                ordinal,
                site.reachesModel(),
                site.reachesTool(),
                site.callPath(),
                driver,
                bound,
                site.derivation(),
                remedy,
                site.context(),
                site.turn());
    }

    public static Site with(Site site, ContextGrowth context) {
        return new Site(
                site.kind(),
                site.location(),
                site.method(),
                site.methodKey(),
                site.ordinal(),
                site.reachesModel(),
                site.reachesTool(),
                site.callPath(),
                site.driver(),
                site.bound(),
                site.derivation(),
                site.remedy(),
                context,
                site.turn());
    }

    public static Site reaching(Site site, boolean model, boolean tool) {
        return new Site(
                site.kind(),
                site.location(),
                site.method(),
                site.methodKey(),
                site.ordinal(),
                model,
                tool,
                site.callPath(),
                site.driver(),
                site.bound(),
                site.derivation(),
                site.remedy(),
                site.context(),
                site.turn());
    }

    /** What all turns of the sites cost, one site after the other, each with a context of its own. */
    public static CostVector cost(List<Site> sites, Scenario scenario) {
        CostVector cost = CostVector.ZERO;
        for (Site site : sites) {
            Formula n = site.bound().formula();
            Formula cap = scenario.turns().get(site.location());
            Formula window = scenario.windows().get(site.location());
            Effect turn = site.turn();
            if (window != null) {
                turn = turn.withContext(MESSAGES, turn.contexts().get(MESSAGES).within(window));
            }
            Formula turns = cap == null ? n : n.min(cap);
            CacheRates cache = scenario.caches().get(site.location());
            Effect all = cache == null ? turn.repeat(turns) : turn.repeatCached(turns, cache);
            cost = cost.plus(all.total(context -> Formula.ZERO));
        }
        return cost;
    }

    /** An entry point {@code ReActAgent#run} at line 40 that runs all sites. */
    public static EntryPoint entryPoint(List<Site> sites) {
        CostVector cost = cost(sites, Scenario.NOTHING);
        return entryPoint("acme.ReActAgent", "run", cost, sites);
    }

    public static EntryPoint entryPoint(String type, String method, CostVector cost, String... annotations) {
        return entryPoint(type, method, cost, List.of(), annotations);
    }

    private static EntryPoint entryPoint(
            String type, String method, CostVector cost, List<Site> sites, String... annotations) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return new EntryPoint(
                simple + "#" + method,
                type + "#" + method + "()",
                type,
                List.of(annotations),
                at(40),
                cost,
                sites,
                List.of(new Step(at(40), simple + "#" + method), new Step(at(48), "ChatModel.chat")));
    }

    /** An analysis of one entry point that runs all sites. */
    public static Analysis analysis(Site... sites) {
        return analysis(Map.of(), sites);
    }

    public static Analysis analysis(Map<String, List<Unit.Suppression>> suppressions, Site... sites) {
        List<Site> all = List.of(sites);
        return new Analysis(
                List.of(entryPoint(all)),
                all,
                List.of(),
                CostGraph.NONE,
                List.of(),
                List.of("gpt-4o"),
                suppressions,
                new Coverage(1, 1, 0, new TreeMap<>(), new TreeMap<>(), List.of(), List.of()),
                List.of(),
                (entry, scenario) -> cost(all, scenario));
    }
}
