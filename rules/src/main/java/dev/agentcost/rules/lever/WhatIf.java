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
    private final Map<String, List<Site>> sites = new HashMap<>();
    private final Map<Site, List<EntryPoint>> entryPoints = new HashMap<>();

    /** Asks this analysis. */
    public WhatIf(Analysis analysis) {
        this.analysis = analysis;
    }

    /** What the entry point costs with at most so many turns of the site. */
    CostVector withTurns(EntryPoint entry, Site site, Formula most) {
        return cost(entry, Scenario.NOTHING.withTurns(site.location(), most));
    }

    /** What the entry point costs under the scenario. */
    CostVector cost(EntryPoint entry, Scenario scenario) {
        if (scenario.equals(Scenario.NOTHING)) {
            return entry.cost();
        }
        return answers.computeIfAbsent(entry.methodKey(), key -> new HashMap<>())
                .computeIfAbsent(scenario, asked -> analysis.costOf().apply(entry.methodKey(), asked));
    }

    /** The sites whose number of turns the entry point's cost depends on, in their order. */
    public List<Site> sitesOf(EntryPoint entry) {
        return sites.computeIfAbsent(
                entry.methodKey(),
                key -> entry.sites().stream()
                        .filter(site -> !withTurns(entry, site, Formula.ONE).equals(entry.cost()))
                        .toList());
    }

    /** Entry points whose cost depends on the site, in their order. */
    public List<EntryPoint> entryPointsOf(Site site) {
        if (entryPoints.isEmpty()) {
            for (EntryPoint entry : analysis.entryPoints()) {
                sitesOf(entry)
                        .forEach(one -> entryPoints
                                .computeIfAbsent(one, key -> new ArrayList<>())
                                .add(entry));
            }
        }
        return entryPoints.getOrDefault(site, List.of());
    }
}
