package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.rules.finding.Lever;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A change that might save something.
 *
 * @param under the cost of the entry point after it, on top of another change
 * @param assumptions numbers that it changes, by key
 */
record Change(
        Lever.Kind kind,
        String text,
        @Nullable SourceLocation where,
        Function<Scenario, CostVector> under,
        Map<String, BigDecimal> assumptions) {

    Change(String text, @Nullable SourceLocation where, Function<Scenario, CostVector> under) {
        this(Lever.Kind.STRUCTURE, text, where, under, Map.of());
    }

    /** The cost of the entry point after it. */
    CostVector cost() {
        return under.apply(Scenario.NOTHING);
    }
}
