package dev.agentcost.maven.report;

import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.Result;
import dev.agentcost.rules.baseline.Comparison;
import dev.agentcost.rules.baseline.CostChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a baseline makes of a verdict, in lines: what is known, and what has become better. */
public final class BaselineSummary {

    private BaselineSummary() {}

    /** The lines; none where there is no baseline or nothing to say about it. */
    public static List<String> of(Result result) {
        return result.comparison().map(comparison -> lines(result, comparison)).orElse(List.of());
    }

    private static List<String> lines(Result result, Comparison comparison) {
        List<String> lines = new ArrayList<>();
        long known = result.findings().stream().filter(result::isKnown).count();
        if (known > 0) {
            lines.add(known + (known == 1 ? " finding is" : " findings are") + " known from the baseline");
        }
        if (!comparison.gone().isEmpty()) {
            lines.add("better than the baseline: gone are " + gone(comparison.gone()));
        }
        byEntryPoint(comparison.better())
                .forEach((entry, changes) -> lines.add("better than the baseline: one call of " + entry.method() + ": "
                        + changes.stream().map(CostChange::text).collect(Collectors.joining("; "))));
        if (comparison.isBetter()) {
            lines.add("to keep it so, write the baseline anew");
        }
        return lines;
    }

    private static String gone(Map<String, Integer> gone) {
        return gone.entrySet().stream()
                .map(rule -> rule.getValue() + " " + rule.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Map<EntryPoint, List<CostChange>> byEntryPoint(List<CostChange> changes) {
        return changes.stream()
                .collect(Collectors.groupingBy(CostChange::entryPoint, LinkedHashMap::new, Collectors.toList()));
    }
}
