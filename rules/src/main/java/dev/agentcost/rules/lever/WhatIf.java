package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the analysis for costs under changes, each question once. Not for several threads. */
public final class WhatIf {

    private final Analysis analysis;
    private final Map<String, Map<Scenario, CostVector>> answers = new HashMap<>();

    private @Nullable Dependences dependences;

    /**
     * Which costs depend on which sites.
     *
     * @param sites by the keys of the entry points' methods
     */
    private record Dependences(Map<String, List<Site>> sites, Map<Site, List<EntryPoint>> entryPoints) {}

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

    /** The sites whose number of turns the entry point's cost depends on, in their order. */
    public List<Site> sitesOf(EntryPoint entry) {
        return dependences().sites().getOrDefault(entry.methodKey(), List.of());
    }

    /** Entry points whose cost depends on the site, in their order. */
    public List<EntryPoint> entryPointsOf(Site site) {
        return dependences().entryPoints().getOrDefault(site, List.of());
    }

    private Dependences dependences() {
        Dependences known = dependences;
        if (known == null) {
            known = findDependences();
            dependences = known;
        }
        return known;
    }

    /** One site after the other, so that the analysis need not hold the answers for all of them at once. */
    private Dependences findDependences() {
        Map<Site, List<EntryPoint>> reaching = new LinkedHashMap<>();
        for (EntryPoint entry : analysis.entryPoints()) {
            entry.sites()
                    .forEach(site -> reaching.computeIfAbsent(site, key -> new ArrayList<>())
                            .add(entry));
        }
        Map<String, Set<Site>> sites = new HashMap<>();
        reaching.forEach((site, entries) -> {
            entries.removeIf(entry -> withTurns(entry, site, Formula.ONE).equals(entry.cost()));
            entries.forEach(entry -> sites.computeIfAbsent(entry.methodKey(), key -> new HashSet<>())
                    .add(site));
        });
        Map<String, List<Site>> sorted = new HashMap<>();
        for (EntryPoint entry : analysis.entryPoints()) {
            Set<Site> some = sites.getOrDefault(entry.methodKey(), Set.of());
            sorted.put(
                    entry.methodKey(),
                    entry.sites().stream().filter(some::contains).toList());
        }
        return new Dependences(sorted, reaching);
    }
}
