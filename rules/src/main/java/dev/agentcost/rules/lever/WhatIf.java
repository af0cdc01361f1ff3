package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks the analysis for costs under changes, each question once. Not for several threads. */
public final class WhatIf {

    private final Analysis analysis;
    private final Map<String, Map<Scenario, CostVector>> answers = new HashMap<>();
    private final Map<Site, List<EntryPoint>> reaching = new HashMap<>();

    /** Asks this analysis. */
    public WhatIf(Analysis analysis) {
        this.analysis = analysis;
        for (EntryPoint entry : analysis.entryPoints()) {
            entry.sites()
                    .forEach(site -> reaching.computeIfAbsent(site, key -> new ArrayList<>())
                            .add(entry));
        }
    }

    /** What the entry point costs with at most so many turns of the site. */
    CostVector withTurns(EntryPoint entry, Site site, Formula most) {
        return cost(entry, Scenario.NOTHING.withTurns(site.location(), most));
    }

    /** What the entry point costs under the scenario. */
    CostVector cost(EntryPoint entry, Scenario scenario) {
        return scenario.equals(Scenario.NOTHING)
                ? entry.cost()
                : answers.computeIfAbsent(entry.methodKey(), key -> new HashMap<>())
                        .computeIfAbsent(scenario, asked -> ask(entry, asked));
    }

    private CostVector ask(EntryPoint entry, Scenario scenario) {
        CostVector cost = analysis.costOf().apply(entry.methodKey(), scenario);
        // most changes concern few entry points: what is the same is held once
        return cost.equals(entry.cost()) ? entry.cost() : cost;
    }

    /** Whether the entry point's cost depends on the site's number of turns. */
    public boolean dependsOn(EntryPoint entry, Site site) {
        return entry.sites().contains(site)
                && !withTurns(entry, site, Formula.ONE).equals(entry.cost());
    }

    /** The sites whose number of turns the entry point's cost depends on, in their order. */
    public List<Site> sitesOf(EntryPoint entry) {
        return entry.sites().stream().filter(site -> dependsOn(entry, site)).toList();
    }

    /** Entry points that can come to the site, in their order. */
    List<EntryPoint> reaching(Site site) {
        return reaching.getOrDefault(site, List.of());
    }
}
