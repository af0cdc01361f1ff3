package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.figure.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Asks for costs with a symbol in the place of a number of turns, and puts numbers in. */
final class Curves {

    /** As many as a line needs to look smooth. */
    private static final int POINTS = 25;

    private final WhatIf whatIf;
    private final Valuations valuations;

    /** @param valuations that lend a number to what has no limit */
    Curves(WhatIf whatIf, Valuations valuations) {
        this.whatIf = whatIf;
        this.valuations = valuations;
    }

    CostCurves of(EntryPoint entry, List<Change> changes) {
        Optional<Site> site = steepest(entry);
        if (site.isEmpty()) {
            return CostCurves.NONE;
        }
        Scenario scenario = Scenario.NOTHING.withTurns(site.get().location(), Formula.of(Valuations.TURNS));
        List<BigDecimal> turns = turns(site.get());
        CostCurves.Curve today = curve("", whatIf.cost(entry, scenario), turns, Map.of());
        List<CostCurves.Curve> curves = new ArrayList<>();
        curves.add(today);
        for (Change change : changes) {
            CostVector cost = change.under().apply(scenario);
            curves.add(atMost(today, curve(change.text(), cost, turns, change.assumptions())));
        }
        return new CostCurves(site.get(), turns, curves);
    }

    /**
     * A change takes something away, so that today's bound holds with it, too: the bound on what a window lets through counts each
     * turn with a full one, which is more than a few turns can have.
     */
    private static CostCurves.Curve atMost(CostCurves.Curve today, CostCurves.Curve changed) {
        Map<Dimension, List<BigDecimal>> costs = new EnumMap<>(changed.costs());
        today.costs()
                .forEach((dimension, values) -> costs.computeIfPresent(
                        dimension,
                        (same, after) -> IntStream.range(0, after.size())
                                .mapToObj(i -> after.get(i).min(values.get(i)))
                                .toList()));
        return new CostCurves.Curve(changed.change(), costs);
    }

    private record Once(Site site, BigDecimal dollars, BigDecimal inputTokens, BigDecimal modelCalls) {}

    /** The site whose turns beyond the first cost most. */
    private Optional<Site> steepest(EntryPoint entry) {
        return whatIf.sitesOf(entry).stream()
                .map(site -> once(entry, site))
                .min(Comparator.comparing(Once::dollars)
                        .thenComparing(Once::inputTokens)
                        .thenComparing(Once::modelCalls)
                        .thenComparing(once -> once.site().location()))
                .map(Once::site);
    }

    private Once once(EntryPoint entry, Site site) {
        CostVector cost = whatIf.withTurns(entry, site, Formula.ONE);
        return new Once(
                site,
                number(cost, Dimension.DOLLARS),
                number(cost, Dimension.INPUT_TOKENS),
                number(cost, Dimension.MODEL_CALLS));
    }

    private BigDecimal number(CostVector cost, Dimension dimension) {
        return valuations.value(cost.get(dimension)).orElse(BigDecimal.ZERO);
    }

    /** From none up to the bound, or up to what is assumed where there is none. */
    private List<BigDecimal> turns(Site site) {
        BigDecimal most = valuations
                .value(site.bound().formula())
                .map(Rounding::count)
                .orElse(Levers.ASSUMED_TURNS)
                .max(BigDecimal.ONE);
        TreeSet<BigDecimal> points = new TreeSet<>();
        for (int i = 0; i < POINTS; i++) {
            points.add(
                    most.multiply(BigDecimal.valueOf(i)).divide(BigDecimal.valueOf(POINTS - 1), 0, RoundingMode.FLOOR));
        }
        return List.copyOf(points);
    }

    private CostCurves.Curve curve(
            String change, CostVector cost, List<BigDecimal> turns, Map<String, BigDecimal> changes) {
        Map<Dimension, List<BigDecimal>> costs = new EnumMap<>(Dimension.class);
        cost.amounts().forEach((dimension, formula) -> {
            List<BigDecimal> values = valuations.values(formula, turns, changes).stream()
                    .flatMap(Optional::stream)
                    .map(value -> Rounding.up(dimension, value))
                    .toList();
            if (values.size() == turns.size()) {
                costs.put(dimension, values);
            }
        });
        return new CostCurves.Curve(change, costs);
    }
}
