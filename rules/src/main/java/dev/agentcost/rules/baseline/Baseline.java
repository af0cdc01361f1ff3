package dev.agentcost.rules.baseline;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.Rounding;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.lever.Levers;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known at one time: the findings that stand, and what each entry point costs.
 *
 * @param assumptions the numbers that the costs rest on, by key
 * @param costs what is not zero, by the key of the entry point's method
 * @param findings in order; one that stands twice is there twice
 */
public record Baseline(
        SortedMap<String, BigDecimal> assumptions,
        SortedMap<String, Map<Dimension, Amount>> costs,
        List<KnownFinding> findings) {

    public Baseline {
        assumptions = Collections.unmodifiableSortedMap(new TreeMap<>(assumptions));
        costs = Collections.unmodifiableSortedMap(new TreeMap<>(costs));
        findings = findings.stream().sorted().toList();
    }

    /**
     * What is known now.
     *
     * @param findings that stand
     * @param used the assumptions that enter a number, by key
     * @param assumptions to evaluate costs with
     */
    public static Baseline of(
            List<Finding> findings,
            List<EntryPoint> entryPoints,
            SortedMap<String, BigDecimal> used,
            Assumptions assumptions) {
        SortedMap<String, Map<Dimension, Amount>> costs = new TreeMap<>();
        entryPoints.forEach(entry -> costs.put(entry.methodKey(), amounts(entry, assumptions)));
        return new Baseline(used, costs, findings.stream().map(KnownFinding::of).toList());
    }

    /** What one call costs, without what is zero. */
    static Map<Dimension, Amount> amounts(EntryPoint entry, Assumptions assumptions) {
        Assumptions lent = assumptions.withUnboundedTurns(Levers.ASSUMED_TURNS);
        Map<Dimension, Amount> amounts = new EnumMap<>(Dimension.class);
        entry.cost().amounts().forEach((dimension, formula) -> {
            if (!formula.isZero()) {
                amounts.put(
                        dimension, Amount.of(formula, lent.value(formula).map(value -> Rounding.up(dimension, value))));
            }
        });
        return Collections.unmodifiableMap(amounts);
    }
}
