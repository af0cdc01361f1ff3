package dev.agentcost.rules;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.MethodIterations;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.budget.Budget;
import dev.agentcost.rules.budget.BudgetOutcome;
import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.configuration.FailOn;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.lever.Levers;
import dev.agentcost.rules.lever.WhatIf;
import dev.agentcost.rules.price.Prices;
import dev.agentcost.rules.rule.Rule;
import dev.agentcost.rules.rule.RuleContext;
import dev.agentcost.rules.rule.Rules;
import dev.agentcost.rules.suppression.Accepted;
import dev.agentcost.rules.suppression.Suppressions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Turns bounds into a verdict: the one way from an {@link Analysis} and a {@link Configuration} to a {@link Result}. The order is
 * costs, budgets, rules, suppressions.
 */
public final class Evaluation {

    private final Analysis analysis;
    private final Configuration configuration;
    private final Assumptions assumptions;
    private final Prices prices;
    private final WhatIf whatIf;
    private final Levers levers;
    private final Map<EntryPoint, CostFigures> costs = new HashMap<>();

    private Evaluation(Analysis analysis, Configuration configuration) {
        this.analysis = analysis;
        this.configuration = configuration;
        this.assumptions = configuration.numbers();
        this.prices = configuration.prices();
        this.whatIf = new WhatIf(analysis);
        this.levers = new Levers(analysis, whatIf, assumptions, prices);
    }

    /** The verdict on the analysis. */
    public static Result evaluate(Analysis analysis, Configuration configuration) {
        return new Evaluation(analysis, configuration).result();
    }

    private Result result() {
        analysis.entryPoints().forEach(entry -> costs.put(entry, CostFigures.of(entry.cost(), assumptions)));
        List<BudgetOutcome> budgets = configuration.budgets().check(analysis.entryPoints(), this::costOf);
        Suppressions suppressions = Suppressions.apply(check(budgets), analysis.suppressions(), configuration.off());
        return new Result(
                suppressions.open().stream()
                        .map(this::withConfiguredLevel)
                        .sorted(Finding.ORDER)
                        .toList(),
                suppressions.accepted().stream()
                        .sorted(Comparator.comparing(Accepted::finding, Finding.ORDER))
                        .toList(),
                entryPoints(),
                used(),
                budgets,
                warnings(),
                assumptions,
                configuration.failOn().orElse(FailOn.ERROR));
    }

    private CostFigures costOf(EntryPoint entry) {
        return costs.getOrDefault(entry, CostFigures.NONE);
    }

    private List<Finding> check(List<BudgetOutcome> budgets) {
        RuleContext context = new RuleContext(analysis, assumptions, budgets, whatIf, levers);
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : Rules.all()) {
            if (!configuration.off().contains(rule.id())) {
                findings.addAll(rule.check(context));
            }
        }
        return findings;
    }

    private Finding withConfiguredLevel(Finding finding) {
        return finding.withLevel(configuration.level(finding.rule(), finding.level()));
    }

    private List<EntryPointResult> entryPoints() {
        LongContextNotes notes = new LongContextNotes(analysis.models(), prices);
        List<EntryPointResult> results = new ArrayList<>();
        for (EntryPoint entry : analysis.entryPoints()) {
            results.add(new EntryPointResult(entry, costOf(entry), levers.of(entry), notes.of(costOf(entry))));
        }
        return results;
    }

    private SortedMap<String, BigDecimal> used() {
        List<Formula> formulas = new ArrayList<>();
        analysis.entryPoints()
                .forEach(entry -> formulas.addAll(entry.cost().amounts().values()));
        for (Site site : analysis.sites()) {
            formulas.add(site.bound().formula());
            formulas.add(site.context().perTurn());
        }
        analysis.methods().stream().map(MethodIterations::iterations).forEach(formulas::add);
        return assumptions.usedBy(formulas);
    }

    private List<String> warnings() {
        return configuration.budgets().unmatched(analysis.entryPoints()).stream()
                .map(Evaluation::unmatched)
                .toList();
    }

    private static String unmatched(Budget budget) {
        return budget.origin() + ": the budget '" + budget.entryPoint()
                + "' matches no entry point; correct the pattern or remove the budget";
    }
}
