package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * How what a repetition sends to the model grows from turn to turn.
 *
 * @param growth the verdict
 * @param perTurn tokens that one turn adds to the context
 * @param context readable name of what grows, "" where nothing does
 * @param window what limits it, "" where nothing does
 * @param append a statement that adds to it, or null
 * @param send a call that sends it, or null
 */
public record ContextGrowth(
        Kind growth,
        Formula perTurn,
        String context,
        String window,
        @Nullable SourceLocation append,
        @Nullable SourceLocation send) {

    /** Nothing grows. */
    public static final ContextGrowth NONE = new ContextGrowth(Kind.NONE, Formula.ZERO, "", "", null, null);

    /** How a context grows. */
    public enum Kind {
        NONE("none"),
        /** Each turn adds to what the next one sends: the tokens of all turns together are quadratic. */
        LINEAR("linear"),
        WINDOWED("windowed"),
        EXPONENTIAL("exponential"),
        UNKNOWN("unknown");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** The name in reports. */
        public String key() {
            return key;
        }
    }
}
