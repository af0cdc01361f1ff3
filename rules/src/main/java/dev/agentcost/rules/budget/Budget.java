package dev.agentcost.rules.budget;

import java.util.List;

/**
 * What one call of an entry point may cost at most.
 *
 * @param entryPoint for which entry points
 * @param limits in the order of the dimensions; what is not limited is not in it
 * @param origin where the budget is written, for messages: {@code agentcost.yaml:12}
 */
public record Budget(EntryPointPattern entryPoint, List<Limit> limits, String origin) {

    public Budget {
        limits = List.copyOf(limits);
    }
}
