package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Site;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call of an entry point costs against the turns of the site that raises it most: today, and with each lever. Everything
 * else is as assumed.
 *
 * @param site whose turns are counted, or null where the cost depends on none
 * @param turns the numbers of turns that all curves have a value for, ascending
 * @param curves today's first, then those of the levers in their order
 */
public record CostCurves(@Nullable Site site, List<BigDecimal> turns, List<Curve> curves) {

    /** The cost depends on no number of turns. */
    public static final CostCurves NONE = new CostCurves(null, List.of(), List.of());

    public CostCurves {
        turns = List.copyOf(turns);
        curves = List.copyOf(curves);
    }

    /**
     * One curve.
     *
     * @param change the lever's words, "" for today's cost
     * @param costs a cost for each number of turns, by dimension; dimensions without cost or without number are not in it
     */
    public record Curve(String change, Map<Dimension, List<BigDecimal>> costs) {

        public Curve {
            Map<Dimension, List<BigDecimal>> ordered = new EnumMap<>(Dimension.class);
            ordered.putAll(costs);
            costs = Collections.unmodifiableMap(ordered);
        }
    }
}
