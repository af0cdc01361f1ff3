package dev.agentcost.rules;

import dev.agentcost.rules.budget.BudgetOutcome;
import dev.agentcost.rules.configuration.FailOn;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.suppression.Accepted;
import java.math.BigDecimal;
import java.util.List;
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
 */
public record Result(
        List<Finding> findings,
        List<Accepted> accepted,
        List<EntryPointResult> entryPoints,
        SortedMap<String, BigDecimal> assumptions,
        List<BudgetOutcome> budgets,
        List<String> warnings,
        Assumptions numbers,
        FailOn failOn) {

    public Result {
        findings = List.copyOf(findings);
        accepted = List.copyOf(accepted);
        entryPoints = List.copyOf(entryPoints);
        budgets = List.copyOf(budgets);
        warnings = List.copyOf(warnings);
    }

    /** Whether a check fails. */
    public boolean fails() {
        return findings.stream().anyMatch(finding -> failOn.fails(finding.level()));
    }
}
