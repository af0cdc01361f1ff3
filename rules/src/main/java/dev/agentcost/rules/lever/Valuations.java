package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Kind;
import dev.agentcost.analyzer.cost.Sweep;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.cost.Valuation;
import dev.agentcost.rules.figure.Assumptions;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What formulas give under the assumptions and under changes of them. Costs of many entry points and changes have most of their parts in
 * common; each part is worked out once for each set of numbers. Not for several threads.
 */
final class Valuations {

    /** The parameter of the curves. */
    static final Symbol TURNS = new Symbol("turns", Kind.COUNT, false, "");

    private final Assumptions assumptions;
    private final Map<Map<String, BigDecimal>, Valuation> valuations = new HashMap<>();
    private final Map<Map<String, BigDecimal>, Map<List<BigDecimal>, Sweep>> sweeps = new HashMap<>();

    Valuations(Assumptions assumptions) {
        this.assumptions = assumptions;
    }

    /** The number that a formula gives; empty where something in it has none. */
    Optional<BigDecimal> value(Formula formula) {
        return value(formula, Map.of());
    }

    /**
     * The number that a formula gives with some assumptions changed.
     *
     * @param changes numbers by the key of the assumption
     */
    Optional<BigDecimal> value(Formula formula, Map<String, BigDecimal> changes) {
        return with(changes).of(formula);
    }

    /** The same for several numbers of {@link #TURNS}. */
    List<Optional<BigDecimal>> values(Formula formula, List<BigDecimal> turns, Map<String, BigDecimal> changes) {
        return sweeps.computeIfAbsent(changes, key -> new HashMap<>())
                .computeIfAbsent(turns, key -> new Sweep(TURNS, turns, with(changes)))
                .of(formula);
    }

    private Valuation with(Map<String, BigDecimal> changes) {
        return valuations.computeIfAbsent(changes, key -> new Valuation(assumptions.with(changes)::value));
    }
}
