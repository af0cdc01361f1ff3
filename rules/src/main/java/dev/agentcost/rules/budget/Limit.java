package dev.agentcost.rules.budget;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Growth;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.figure.Numbers;
import java.math.BigDecimal;

/** One limit of a budget. */
public sealed interface Limit {

    /** The key in configuration and reports. */
    String key();

    /** Whether a cost stays within the limit. What has no number does not, because nothing shows that it does. */
    boolean holds(CostFigures cost);

    /** The limit for readers: {@code 200,000 input tokens}. */
    String text();

    /** What the cost is instead, for readers. */
    String actual(CostFigures cost);

    /** At most so much in one dimension. */
    record Amount(Dimension dimension, BigDecimal most) implements Limit {

        @Override
        public String key() {
            return dimension.key();
        }

        @Override
        public boolean holds(CostFigures cost) {
            return cost.get(dimension)
                    .number()
                    .map(value -> value.compareTo(most) <= 0)
                    .orElse(false);
        }

        @Override
        public String text() {
            return Numbers.withUnit(dimension, most);
        }

        @Override
        public String actual(CostFigures cost) {
            Figure figure = cost.get(dimension);
            String unlimited = figure.isUnbounded() ? "an unbounded number of " : "an unknown number of ";
            return figure.number()
                    .map(value -> Numbers.withUnit(dimension, value))
                    .orElse(unlimited + Numbers.noun(dimension));
        }
    }

    /** Growth of this class at most, in every dimension. */
    record GrowthClass(Growth most) implements Limit {

        @Override
        public String key() {
            return "growth";
        }

        @Override
        public boolean holds(CostFigures cost) {
            return cost.growth().compareTo(most) <= 0;
        }

        @Override
        public String text() {
            return "growth " + most;
        }

        @Override
        public String actual(CostFigures cost) {
            return "growth " + cost.growth();
        }
    }
}
