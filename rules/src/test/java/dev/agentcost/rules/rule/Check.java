package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.Agents;
import dev.agentcost.rules.budget.Budget;
import dev.agentcost.rules.budget.Budgets;
import dev.agentcost.rules.budget.EntryPointPattern;
import dev.agentcost.rules.budget.Limit;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.lever.Levers;
import dev.agentcost.rules.lever.WhatIf;
import dev.agentcost.rules.price.Prices;
import java.util.List;

/** Runs one rule over sites that one entry point runs. */
final class Check {

    private Check() {}

    static List<Finding> of(Rule rule, Site... sites) {
        return of(rule, List.of(), sites);
    }

    static List<Finding> of(Rule rule, List<Limit> limits, Site... sites) {
        Analysis analysis = Agents.analysis(sites);
        Assumptions assumptions = Assumptions.defaults();
        WhatIf whatIf = new WhatIf(analysis);
        Budgets budgets = limits.isEmpty()
                ? new Budgets(List.of())
                : new Budgets(List.of(new Budget(any(), limits, "agentcost.yaml:3")));
        return rule.check(new RuleContext(
                analysis,
                assumptions,
                budgets.check(analysis.entryPoints(), entry -> CostFigures.of(entry.cost(), assumptions)),
                whatIf,
                new Levers(analysis, whatIf, assumptions, Prices.load()),
                new SiteNumbers(analysis.sites())));
    }

    private static EntryPointPattern any() {
        return EntryPointPattern.parse("*");
    }
}
