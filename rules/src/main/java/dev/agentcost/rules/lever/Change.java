package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.ir.SourceLocation;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change that might save something.
 *
 * @param cost of the entry point after it
 * @param assumptions numbers that it changes, by key
 */
record Change(String text, @Nullable SourceLocation where, CostVector cost, Map<String, BigDecimal> assumptions) {

    Change(String text, @Nullable SourceLocation where, CostVector cost) {
        this(text, where, cost, Map.of());
    }
}
