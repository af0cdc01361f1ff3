package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.rules.budget.BudgetOutcome;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.lever.Levers;
import dev.agentcost.rules.lever.WhatIf;
import java.util.List;

/**
 * What rules judge.
 *
 * @param budgets what became of the budget of each entry point that has one
 */
public record RuleContext(
        Analysis analysis,
        Assumptions assumptions,
        List<BudgetOutcome> budgets,
        WhatIf whatIf,
        Levers levers,
        SiteNumbers numbers) {}
