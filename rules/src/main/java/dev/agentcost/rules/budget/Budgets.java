package dev.agentcost.rules.budget;

import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.figure.CostFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All budgets. For one entry point only the most specific one holds; of equally specific ones, the last. */
public record Budgets(List<Budget> all) {

    public Budgets {
        all = List.copyOf(all);
    }

    /** The budget that holds for an entry point. */
    public Optional<Budget> of(EntryPoint entry) {
        Budget found = null;
        for (Budget budget : all) {
            if (budget.entryPoint().matches(entry) && (found == null || !moreSpecific(found, budget))) {
                found = budget;
            }
        }
        return Optional.ofNullable(found);
    }

    private static boolean moreSpecific(Budget a, Budget b) {
        return EntryPointPattern.BY_SPECIFICITY.compare(a.entryPoint(), b.entryPoint()) > 0;
    }

    /** What becomes of the budgets, in the order of the entry points. */
    public List<BudgetOutcome> check(List<EntryPoint> entries, Function<EntryPoint, CostFigures> costs) {
        List<BudgetOutcome> outcomes = new ArrayList<>();
        for (EntryPoint entry : entries) {
            of(entry).ifPresent(budget -> outcomes.add(outcome(entry, budget, costs.apply(entry))));
        }
        return outcomes;
    }

    private static BudgetOutcome outcome(EntryPoint entry, Budget budget, CostFigures cost) {
        List<Limit> broken =
                budget.limits().stream().filter(limit -> !limit.holds(cost)).toList();
        return new BudgetOutcome(entry, budget, cost, broken);
    }

    /** Budgets whose pattern matches no entry point: most likely a name that has changed. */
    public List<Budget> unmatched(List<EntryPoint> entries) {
        return all.stream()
                .filter(budget -> entries.stream().noneMatch(budget.entryPoint()::matches))
                .toList();
    }
}
