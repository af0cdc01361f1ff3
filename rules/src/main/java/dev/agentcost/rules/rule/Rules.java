package dev.agentcost.rules.rule;

import java.util.List;

/** All rules. */
public final class Rules {

    private static final List<Rule> ALL = List.of(
            new UnboundedLoop(),
            new UnboundedRecursion(),
            new UnboundedFrameworkLoop(),
            new UnprunedContext(),
            new UnboundedMemory(),
            new UnboundedOutput(),
            new UnboundedToolResult(),
            new RetryAmplification(),
            new FanOut(),
            new RepeatedCall(),
            new BudgetExceeded(),
            new CostRegression(),
            new UnusedSuppression(),
            new UnexplainedSuppression());

    private Rules() {}

    /** All rules, in the order in which they are documented. */
    public static List<Rule> all() {
        return ALL;
    }

    /** Their ids, in the same order. */
    public static List<String> ids() {
        return ALL.stream().map(Rule::id).toList();
    }
}
