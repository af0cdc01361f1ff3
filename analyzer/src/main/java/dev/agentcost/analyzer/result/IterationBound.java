package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Growth;
import dev.agentcost.analyzer.cost.Symbol;

/**
 * How often a repetition runs at most.
 *
 * @param kind whether there is a bound, and whether it is a number
 * @param formula the bound; for an unbounded repetition the symbol of its turns
 * @param asserted whether a flow fact in the source, and not the analysis, gives the bound
 */
public record IterationBound(Kind kind, Formula formula, boolean asserted) {

    /** Whether a repetition is bounded. */
    public enum Kind {
        FINITE("finite"),
        SYMBOLIC("symbolic"),
        UNBOUNDED("unbounded");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** The name in reports. */
        public String key() {
            return key;
        }
    }

    /** A bound by a formula: finite where it is a number. */
    public static IterationBound of(Formula formula) {
        return new IterationBound(formula.isConstant() ? Kind.FINITE : Kind.SYMBOLIC, formula, false);
    }

    /** No bound; {@code turns} stands for the number of turns in formulas. */
    public static IterationBound unbounded(Symbol turns) {
        return new IterationBound(Kind.UNBOUNDED, Formula.of(turns), false);
    }

    /** Whether nothing limits the repetition. */
    public boolean isUnbounded() {
        return kind == Kind.UNBOUNDED;
    }

    /** The growth class of the number of turns. */
    public Growth growth() {
        return isUnbounded() ? Growth.UNBOUNDED : formula.growth();
    }
}
