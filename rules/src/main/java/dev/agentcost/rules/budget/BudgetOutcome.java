package dev.agentcost.rules.budget;

import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.figure.CostFigures;
import java.util.List;

/**
 * What became of the budget of an entry point.
 *
 * @param cost of one call of it
 * @param broken the limits that the cost does not keep; empty where all is well
 */
public record BudgetOutcome(EntryPoint entryPoint, Budget budget, CostFigures cost, List<Limit> broken) {

    public BudgetOutcome {
        broken = List.copyOf(broken);
    }

    /** Whether the cost keeps every limit. */
    public boolean holds() {
        return broken.isEmpty();
    }
}
