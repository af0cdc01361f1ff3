package dev.agentcost.rules.suppression;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Fingerprint;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.rule.UnexplainedSuppression;
import dev.agentcost.rules.rule.UnusedSuppression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Parts findings into open and accepted ones by the suppressions in the sources. A suppression that names its rule, or {@code
 * all}, accepts the findings on the lines that it covers; one without a reason does so too, and is a finding itself.
 */
public final class Suppressions {

    private static final String ALL = "all";

    private final Map<String, List<Unit.Suppression>> byFile;
    private final Set<String> unchecked;
    private final Map<String, Set<Unit.Suppression>> used = new HashMap<>();
    private final List<Finding> open = new ArrayList<>();
    private final List<Accepted> accepted = new ArrayList<>();

    private Suppressions(Map<String, List<Unit.Suppression>> byFile, Set<String> unchecked) {
        this.byFile = new TreeMap<>(byFile);
        this.unchecked = unchecked;
    }

    /**
     * Applies the suppressions.
     *
     * @param byFile by the path of the file
     * @param unchecked rules that were not checked: a suppression of theirs cannot be told to be unused
     */
    public static Suppressions apply(
            List<Finding> findings, Map<String, List<Unit.Suppression>> byFile, Set<String> unchecked) {
        Suppressions suppressions = new Suppressions(byFile, unchecked);
        findings.forEach(suppressions::part);
        suppressions.judge();
        return suppressions;
    }

    /** Findings that stand, those about suppressions included. */
    public List<Finding> open() {
        return List.copyOf(open);
    }

    /** Findings that are accepted. */
    public List<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    private void part(Finding finding) {
        String file = finding.location().file();
        List<Unit.Suppression> matching = byFile.getOrDefault(file, List.of()).stream()
                .filter(suppression -> matches(suppression, finding))
                .sorted(Comparator.comparing(suppression -> suppression.reason().isEmpty()))
                .toList();
        if (matching.isEmpty()) {
            open.add(finding);
        } else {
            accepted.add(new Accepted(finding, matching.get(0)));
            used.computeIfAbsent(file, key -> new HashSet<>()).addAll(matching);
        }
    }

    private static boolean matches(Unit.Suppression suppression, Finding finding) {
        int line = finding.location().line();
        return (suppression.rule().equals(finding.rule()) || suppression.rule().equals(ALL))
                && suppression.firstLine() <= line
                && line <= suppression.lastLine();
    }

    private void judge() {
        Map<String, Integer> ordinals = new HashMap<>();
        byFile.forEach((file, suppressions) -> suppressions.stream()
                .sorted(Comparator.comparingInt(Unit.Suppression::line))
                .forEach(suppression -> judge(file, suppression, ordinals)));
    }

    private void judge(String file, Unit.Suppression suppression, Map<String, Integer> ordinals) {
        if (used.getOrDefault(file, Set.of()).contains(suppression)) {
            if (suppression.reason().isEmpty() && !unchecked.contains(UnexplainedSuppression.ID)) {
                open.add(unexplained(file, suppression, ordinals));
            }
        } else if (!unchecked.contains(UnusedSuppression.ID) && wasChecked(suppression.rule())) {
            open.add(unused(file, suppression, ordinals));
        }
    }

    private boolean wasChecked(String rule) {
        return rule.equals(ALL) ? unchecked.isEmpty() : !unchecked.contains(rule);
    }

    private static Finding unexplained(String file, Unit.Suppression suppression, Map<String, Integer> ordinals) {
        return finding(
                UnexplainedSuppression.ID,
                file,
                suppression,
                ordinals,
                "the suppression of " + suppression.rule() + " gives no reason",
                "write // agentcost: ignore " + suppression.rule() + " -- why");
    }

    private static Finding unused(String file, Unit.Suppression suppression, Map<String, Integer> ordinals) {
        return finding(
                UnusedSuppression.ID,
                file,
                suppression,
                ordinals,
                "the suppression of " + suppression.rule() + " matches no finding in lines " + suppression.firstLine()
                        + " to " + suppression.lastLine(),
                "remove it, or correct the rule's name or its place");
    }

    private static Finding finding(
            String rule,
            String file,
            Unit.Suppression suppression,
            Map<String, Integer> ordinals,
            String message,
            String remedy) {
        String fileName = file.substring(file.lastIndexOf('/') + 1);
        String identity = String.join("\n", rule, fileName, suppression.rule(), suppression.reason());
        int ordinal = ordinals.merge(identity, 1, Integer::sum);
        return new Finding(
                rule,
                Level.WARNING,
                new SourceLocation(file, suppression.line(), 0),
                "",
                message,
                "",
                CostFigures.NONE,
                List.of(),
                List.of(),
                remedy,
                List.of(),
                Fingerprint.of(identity, Integer.toString(ordinal)));
    }
}
