package dev.agentcost.rules;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.MethodIterations;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.source.Workers;
import dev.agentcost.rules.baseline.Baseline;
import dev.agentcost.rules.baseline.Comparison;
import dev.agentcost.rules.baseline.Ratchet;
import dev.agentcost.rules.budget.Budget;
import dev.agentcost.rules.budget.BudgetOutcome;
import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.configuration.FailOn;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.lever.CostCurves;
import dev.agentcost.rules.lever.Levers;
import dev.agentcost.rules.lever.WhatIf;
import dev.agentcost.rules.price.Prices;
import dev.agentcost.rules.rule.CostRegression;
import dev.agentcost.rules.rule.Rule;
import dev.agentcost.rules.rule.RuleContext;
import dev.agentcost.rules.rule.Rules;
import dev.agentcost.rules.rule.SiteNumbers;
import dev.agentcost.rules.suppression.Accepted;
import dev.agentcost.rules.suppression.Suppressions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Turns bounds into a verdict: the one way from an {@link Analysis} and a {@link Configuration} to a {@link Result}. The order is
 * costs, budgets, rules, baseline, suppressions.
 */
public final class Evaluation {

    private final Analysis analysis;
    private final Configuration configuration;
    private final Optional<Baseline> baseline;
    private final Assumptions assumptions;
    private final Prices prices;
    private final WhatIf whatIf;
    private final Levers levers;
    private final Map<EntryPoint, CostFigures> costs = new HashMap<>();

    private Evaluation(Analysis analysis, Configuration configuration, Optional<Baseline> baseline) {
        this.analysis = analysis;
        this.configuration = configuration;
        this.baseline = baseline;
        this.assumptions = configuration.numbers();
        this.prices = configuration.prices();
        this.whatIf = new WhatIf(analysis);
        this.levers = new Levers(analysis, whatIf, assumptions, prices);
    }

    /** The verdict on the analysis. */
    public static Result evaluate(Analysis analysis, Configuration configuration) {
        return evaluate(analysis, configuration, Optional.empty());
    }

    /** The verdict on the analysis, in which what the baseline knows is known. */
    public static Result evaluate(Analysis analysis, Configuration configuration, Optional<Baseline> baseline) {
        // each question to the analysis would take a deep thread of its own
        return Workers.deep(() -> new Evaluation(analysis, configuration, baseline).result());
    }

    private Result result() {
        analysis.entryPoints().forEach(entry -> costs.put(entry, CostFigures.of(entry.cost(), assumptions)));
        List<BudgetOutcome> budgets = configuration.budgets().check(analysis.entryPoints(), this::costOf);
        RuleContext context =
                new RuleContext(analysis, assumptions, budgets, whatIf, levers, new SiteNumbers(analysis.sites()));
        List<Finding> findings = check(context);
        SortedMap<String, BigDecimal> used = used();
        Optional<Comparison> comparison =
                baseline.map(known -> new Ratchet(known, assumptions).compare(findings, analysis.entryPoints(), used));
        comparison.ifPresent(compared -> findings.addAll(regressions(context, compared, findings)));
        Suppressions suppressions = Suppressions.apply(findings, analysis.suppressions(), configuration.off());
        return new Result(
                suppressions.open().stream()
                        .map(this::withConfiguredLevel)
                        .sorted(Finding.ORDER)
                        .toList(),
                suppressions.accepted().stream()
                        .sorted(Comparator.comparing(Accepted::finding, Finding.ORDER))
                        .toList(),
                entryPoints(),
                used,
                budgets,
                warnings(comparison),
                assumptions,
                configuration.failOn().orElse(FailOn.ERROR),
                comparison);
    }

    private CostFigures costOf(EntryPoint entry) {
        return costs.getOrDefault(entry, CostFigures.NONE);
    }

    private List<Finding> regressions(RuleContext context, Comparison comparison, List<Finding> findings) {
        CostRegression rule = new CostRegression();
        if (configuration.off().contains(rule.id())) {
            return List.of();
        }
        Set<SourceLocation> explained = findings.stream()
                .filter(finding -> !comparison.knows(finding))
                .map(Finding::location)
                .collect(Collectors.toSet());
        return rule.check(context, comparison, explained);
    }

    private List<Finding> check(RuleContext context) {
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
        LongContextNotes longContexts = new LongContextNotes(analysis.models(), prices);
        ContextWindowNotes windows = new ContextWindowNotes(analysis.models(), prices, assumptions);
        List<EntryPointResult> results = new ArrayList<>();
        for (EntryPoint entry : analysis.entryPoints()) {
            List<String> notes = new ArrayList<>(longContexts.of(costOf(entry)));
            notes.addAll(windows.of(entry));
            boolean compared = levers.isCompared(entry);
            if (!compared) {
                notes.add(Levers.NOT_COMPARED);
            }
            results.add(new EntryPointResult(
                    entry,
                    costOf(entry),
                    compared ? levers.of(entry) : List.of(),
                    compared ? levers.curves(entry) : CostCurves.NONE,
                    notes));
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
        SortedMap<String, BigDecimal> used = assumptions.usedBy(formulas);
        // it is counted into the formulas before they are made
        BigDecimal failedTries = assumptions.get(Assumption.FAILED_TRIES);
        if (failedTries.signum() > 0 && !formulas.isEmpty()) {
            used.put(Assumption.FAILED_TRIES.key(), failedTries);
        }
        return used;
    }

    private List<String> warnings(Optional<Comparison> comparison) {
        List<String> warnings = new ArrayList<>();
        configuration.budgets().unmatched(analysis.entryPoints()).forEach(budget -> warnings.add(unmatched(budget)));
        comparison.ifPresent(compared -> warnings.addAll(compared.notes()));
        return warnings;
    }

    private static String unmatched(Budget budget) {
        return budget.origin() + ": the budget '" + budget.entryPoint()
                + "' matches no entry point; correct the pattern or remove the budget";
    }
}
