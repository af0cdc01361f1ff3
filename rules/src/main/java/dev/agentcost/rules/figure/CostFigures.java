package dev.agentcost.rules.figure;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Growth;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** A cost in figures: one for each dimension, in their order. */
public record CostFigures(Map<Dimension, Figure> figures) {

    /** No cost is meant. */
    public static final CostFigures NONE = new CostFigures(Map.of());

    public CostFigures {
        Map<Dimension, Figure> ordered = new EnumMap<>(Dimension.class);
        ordered.putAll(figures);
        figures = Collections.unmodifiableMap(ordered);
    }

    /** The figures of a cost under the assumptions. */
    public static CostFigures of(CostVector cost, Assumptions assumptions) {
        Map<Dimension, Figure> figures = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            figures.put(dimension, Figure.of(dimension, cost.get(dimension), assumptions));
        }
        return new CostFigures(figures);
    }

    /** The figure of one dimension; all of them are there. */
    public Figure get(Dimension dimension) {
        Figure figure = figures.get(dimension);
        if (figure == null) {
            throw new IllegalStateException("no figure for " + dimension);
        }
        return figure;
    }

    /** Whether nothing limits one of them. */
    public boolean isUnbounded() {
        return figures.values().stream().anyMatch(Figure::isUnbounded);
    }

    /** The highest growth class of all dimensions; {@link Growth#UNBOUNDED} where nothing limits one of them. */
    public Growth growth() {
        if (isUnbounded()) {
            return Growth.UNBOUNDED;
        }
        return figures.values().stream()
                .map(Figure::growth)
                .max(Growth::compareTo)
                .orElse(Growth.CONSTANT);
    }
}
