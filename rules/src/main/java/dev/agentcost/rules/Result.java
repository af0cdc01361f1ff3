package dev.agentcost.rules;

import dev.agentcost.rules.baseline.Baseline;
import dev.agentcost.rules.baseline.Comparison;
import dev.agentcost.rules.budget.BudgetOutcome;
import dev.agentcost.rules.configuration.FailOn;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.suppression.Accepted;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The verdict on an analysis.
 *
 * @param findings that stand, by file, line and rule
 * @param accepted findings that the sources accept, in the same order
 * @param entryPoints in the order of the analysis
 * @param assumptions that enter any printed number, by key
 * @param budgets what became of the budget of each entry point that has one
 * @param warnings about the configuration, complete messages
 * @param numbers to evaluate further formulas of the same analysis with
 * @param failOn which findings fail a check
 * @param comparison what has changed since the baseline, or empty where there is none
 */
public record Result(
        List<Finding> findings,
        List<Accepted> accepted,
        List<EntryPointResult> entryPoints,
        SortedMap<String, BigDecimal> assumptions,
        List<BudgetOutcome> budgets,
        List<String> warnings,
        Assumptions numbers,
        FailOn failOn,
        Optional<Comparison> comparison) {

    public Result {
        findings = List.copyOf(findings);
        accepted = List.copyOf(accepted);
        entryPoints = List.copyOf(entryPoints);
        budgets = List.copyOf(budgets);
        warnings = List.copyOf(warnings);
    }

    /** A verdict without a baseline. */
    public Result(
            List<Finding> findings,
            List<Accepted> accepted,
            List<EntryPointResult> entryPoints,
            SortedMap<String, BigDecimal> assumptions,
            List<BudgetOutcome> budgets,
            List<String> warnings,
            Assumptions numbers,
            FailOn failOn) {
        this(findings, accepted, entryPoints, assumptions, budgets, warnings, numbers, failOn, Optional.empty());
    }

    /** Whether the baseline knows the finding. */
    public boolean isKnown(Finding finding) {
        return comparison.map(compared -> compared.knows(finding)).orElse(false);
    }

    /** Whether a check fails. */
    public boolean fails() {
        return !failing().isEmpty();
    }

    /** Findings that the baseline does not know. */
    public List<Finding> unknown() {
        return findings.stream().filter(finding -> !isKnown(finding)).toList();
    }

    /** Findings that fail a check: grave enough, and not known. */
    public List<Finding> failing() {
        return unknown().stream()
                .filter(finding -> failOn.fails(finding.level()))
                .toList();
    }

    /** What a baseline says that is written now. */
    public Baseline baseline() {
        return Baseline.of(
                findings, entryPoints.stream().map(EntryPointResult::entryPoint).toList(), assumptions, numbers);
    }
}
