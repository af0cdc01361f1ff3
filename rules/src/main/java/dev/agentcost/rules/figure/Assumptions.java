package dev.agentcost.rules.figure;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Symbol;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that no source states, by the key of their {@link Assumption}: the documented default, or what the user says
 * instead. A symbol of something unbounded has no value, unless {@link #withUnboundedTurns} lends it one for a comparison.
 */
public final class Assumptions {

    private final SortedMap<String, BigDecimal> values;
    private final @Nullable BigDecimal unboundedTurns;

    private Assumptions(SortedMap<String, BigDecimal> values, @Nullable BigDecimal unboundedTurns) {
        this.values = values;
        this.unboundedTurns = unboundedTurns;
    }

    /** The documented defaults. */
    public static Assumptions defaults() {
        SortedMap<String, BigDecimal> values = new TreeMap<>();
        for (Assumption assumption : Assumption.values()) {
            values.put(assumption.key(), assumption.value());
        }
        return new Assumptions(values, null);
    }

    /** These, with others in the place of some. */
    public Assumptions with(Map<String, BigDecimal> overrides) {
        SortedMap<String, BigDecimal> changed = new TreeMap<>(values);
        changed.putAll(overrides);
        return new Assumptions(changed, unboundedTurns);
    }

    /** These, with a number for whatever has no limit: only for comparing two costs, never for printing one as a bound. */
    public Assumptions withUnboundedTurns(BigDecimal turns) {
        return new Assumptions(values, turns);
    }

    /** The number of an assumption. */
    public BigDecimal get(Assumption assumption) {
        return values.getOrDefault(assumption.key(), assumption.value());
    }

    /** The number that the program gives a symbol, or that is assumed for it, or empty where there is none. */
    public Optional<BigDecimal> value(Symbol symbol) {
        if (symbol.unbounded()) {
            return Optional.ofNullable(unboundedTurns);
        }
        return symbol.given() == null
                ? Optional.ofNullable(values.get(symbol.assumption()))
                : Optional.of(BigDecimal.valueOf(symbol.given()));
    }

    /** The number that a formula gives, or empty where something in it has none. */
    public Optional<BigDecimal> value(Formula formula) {
        return formula.evaluate(this::value);
    }

    /** Those that enter one of the formulas, by key. */
    public SortedMap<String, BigDecimal> usedBy(Collection<Formula> formulas) {
        SortedMap<String, BigDecimal> used = new TreeMap<>();
        for (Formula formula : formulas) {
            for (Symbol symbol : formula.symbols()) {
                BigDecimal value = values.get(symbol.assumption());
                if (value != null && symbol.given() == null) {
                    used.put(symbol.assumption(), value);
                }
            }
        }
        return used;
    }
}
