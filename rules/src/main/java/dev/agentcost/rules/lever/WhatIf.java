package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks the analysis for costs under changes, each question once. Not for several threads. */
public final class WhatIf {

    private final Analysis analysis;
    private final Range costly;
    private final Map<String, Map<Scenario, CostVector>> answers = new HashMap<>();
    private final Map<String, List<Site>> sites = new HashMap<>();

    /** Asks this analysis. */
    public WhatIf(Analysis analysis) {
        this.analysis = analysis;
        this.costly = new Range(analysis.sites().stream().filter(Site::costs).toList());
    }

    /** What the entry point costs with at most so many turns of the site. */
    CostVector withTurns(EntryPoint entry, Site site, Formula most) {
        return cost(entry, new Scenario(at(List.of(site), most), new TreeMap<>()));
    }

    /** What the entry point costs with at most so many tokens of context in the turns of the site. */
    CostVector withWindow(EntryPoint entry, Site site, Formula tokens) {
        return cost(entry, new Scenario(new TreeMap<>(), at(List.of(site), tokens)));
    }

    private static SortedMap<SourceLocation, Formula> at(List<Site> places, Formula value) {
        SortedMap<SourceLocation, Formula> at = new TreeMap<>();
        places.forEach(site -> at.put(site.location(), value));
        return at;
    }

    private CostVector cost(EntryPoint entry, Scenario scenario) {
        return answers.computeIfAbsent(entry.methodKey(), key -> new HashMap<>())
                .computeIfAbsent(scenario, asked -> analysis.costOf().apply(entry.methodKey(), asked));
    }

    /** The sites whose number of turns the entry point's cost depends on, in their order. */
    public List<Site> sitesOf(EntryPoint entry) {
        List<Site> known = sites.get(entry.methodKey());
        if (known == null) {
            List<Site> found = new ArrayList<>();
            if (!entry.cost().isZero()) {
                collect(entry, costly, found);
            }
            known = List.copyOf(found);
            sites.put(entry.methodKey(), known);
        }
        return known;
    }

    /** Halves the sites as long as limiting them all to one turn changes anything: few questions where few sites matter. */
    private void collect(EntryPoint entry, Range among, List<Site> found) {
        if (among.sites.isEmpty() || cost(entry, among.oneTurn).equals(entry.cost())) {
            return;
        }
        if (among.sites.size() == 1) {
            found.addAll(among.sites);
            return;
        }
        among.halves().forEach(half -> collect(entry, half, found));
    }

    /** Sites next to each other with the question about all of them, the same for every entry point. */
    private static final class Range {
        private final List<Site> sites;
        private final Scenario oneTurn;
        private List<Range> halves = List.of();

        Range(List<Site> sites) {
            this.sites = sites;
            this.oneTurn = new Scenario(at(sites, Formula.ONE), new TreeMap<>());
        }

        List<Range> halves() {
            if (halves.isEmpty()) {
                int middle = sites.size() / 2;
                halves = List.of(new Range(sites.subList(0, middle)), new Range(sites.subList(middle, sites.size())));
            }
            return halves;
        }
    }

    /** Entry points whose cost depends on the site, in their order. */
    public List<EntryPoint> entryPointsOf(Site site) {
        return analysis.entryPoints().stream()
                .filter(entry -> sitesOf(entry).contains(site))
                .toList();
    }
}
