package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.finding.Lever;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tool results cut before they go into the context. */
final class ToolResults {

    private static final BigDecimal TOKENS = new BigDecimal(500);

    private ToolResults() {}

    /** Cut to {@link #TOKENS}, or to half of what is assumed where that is no more already. */
    static Optional<Change> shorter(EntryPoint entry, List<Site> sites, WhatIf whatIf, Assumptions assumptions) {
        BigDecimal assumed = assumptions.get(Assumption.TOOL_RESULT_TOKENS);
        BigDecimal most =
                assumed.compareTo(TOKENS) > 0 ? TOKENS : assumed.divide(BigDecimal.valueOf(2), 0, RoundingMode.CEILING);
        if (!enters(entry.cost()) || most.compareTo(assumed) >= 0) {
            return Optional.empty();
        }
        String text = "truncate each tool result to " + Numbers.grouped(most) + " tokens (assumed now: "
                + Numbers.grouped(assumed) + ")";
        return Optional.of(new Change(
                Lever.Kind.STRUCTURE,
                text,
                place(sites),
                scenario -> whatIf.cost(entry, scenario),
                Map.of(Assumption.TOOL_RESULT_TOKENS.key(), most)));
    }

    /** Where the results of the tools come in: the first of the repetitions that runs some. */
    private static @Nullable SourceLocation place(List<Site> sites) {
        return sites.stream()
                .filter(Site::reachesTool)
                .map(Site::location)
                .findFirst()
                .orElse(null);
    }

    private static boolean enters(CostVector cost) {
        return cost.amounts().values().stream()
                .flatMap(formula -> formula.symbols().stream())
                .anyMatch(symbol -> symbol.assumption().equals(Assumption.TOOL_RESULT_TOKENS.key()));
    }
}
