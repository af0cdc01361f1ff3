package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.budget.BudgetOutcome;
import dev.agentcost.rules.budget.Limit;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Fingerprint;
import dev.agentcost.rules.finding.Level;
import java.util.List;
import java.util.stream.Collectors;

/** An entry point may cost more than its budget allows, in any dimension or in growth. */
final class BudgetExceeded implements Rule {

    private static final String ADVICE = "apply the levers, the best first, or raise the budget if the cost is meant";

    @Override
    public String id() {
        return "budget-exceeded";
    }

    @Override
    public String shortDescription() {
        return "An entry point's bound exceeds its budget: calls, tool calls, tokens, dollars, latency or growth class.";
    }

    @Override
    public String fullDescription() {
        return "In the worst case one call of the entry point costs more than the budget in agentcost.yaml allows. The number"
                + " holds under the assumptions printed with it. What has no bound exceeds every limit.";
    }

    @Override
    public String help() {
        return """
                ## A budget that does not hold

                The levers tell which change saves most. A budget is set for entry points by name, pattern or annotation; the \
                most specific one holds.

                ```yaml
                # bad: a limit on calls only; their number stays while the context of each grows
                budgets:
                  - entryPoint: "com.acme..*Agent#chat"
                    modelCalls: 20

                # good: what one call may cost, and how it may grow
                budgets:
                  - entryPoint: "com.acme..*Agent#chat"
                    modelCalls: 20
                    inputTokens: 200000
                    dollars: 0.50
                    latency: 60s
                    growth: O(n)
                ```
                """;
    }

    @Override
    public Level defaultLevel() {
        return Level.ERROR;
    }

    @Override
    public List<Finding> check(RuleContext context) {
        return context.budgets().stream()
                .filter(outcome -> !outcome.holds())
                .map(outcome -> finding(outcome, context))
                .toList();
    }

    private Finding finding(BudgetOutcome outcome, RuleContext context) {
        EntryPoint entry = outcome.entryPoint();
        String message = "one call of " + entry.method() + " may cost more than its budget: " + broken(outcome)
                + " (budget '" + outcome.budget().entryPoint() + "' at "
                + outcome.budget().origin() + ")";
        return new Finding(
                id(),
                defaultLevel(),
                entry.location(),
                entry.method(),
                message,
                formulas(outcome),
                outcome.cost(),
                context.whatIf().sitesOf(entry).stream()
                        .map(SiteFindings::turns)
                        .toList(),
                entry.path(),
                ADVICE,
                context.levers().of(entry),
                Fingerprint.of(id(), entry.methodKey()));
    }

    /** What a cost is and what it may be, for each broken limit. */
    static String broken(BudgetOutcome outcome) {
        return outcome.broken().stream()
                .map(limit -> limit.actual(outcome.cost()) + " where " + limit.text() + " may be")
                .collect(Collectors.joining("; "));
    }

    private static String formulas(BudgetOutcome outcome) {
        CostFigures cost = outcome.cost();
        return outcome.broken().stream()
                .filter(limit -> limit instanceof Limit.Amount)
                .map(limit -> (Limit.Amount) limit)
                .map(limit -> limit.key() + " = " + cost.get(limit.dimension()).formula())
                .collect(Collectors.joining("; "));
    }
}
