package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.baseline.Comparison;
import dev.agentcost.rules.baseline.CostChange;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Fingerprint;
import dev.agentcost.rules.finding.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An entry point may cost more than it did when the baseline was written; its findings come from where baselines are compared. */
public final class CostRegression implements Rule {

    private static final String ADVICE =
            "undo what made it grow or apply a lever; where the cost is meant, write the baseline anew: mvn agentcost:baseline";

    @Override
    public String id() {
        return "cost-regression";
    }

    @Override
    public String shortDescription() {
        return "The bound grew against the baseline: a higher growth class, or a larger number.";
    }

    @Override
    public String fullDescription() {
        return "One call of the entry point may cost more than the baseline says. An error where a cost grows faster or has lost"
                + " its limit, a warning where only the number is larger. Silent where a new finding of another rule at a place"
                + " that the entry point comes to says it already, and for entry points that the baseline does not know.";
    }

    @Override
    public String help() {
        return """
                ## A cost that has grown

                The message says in which dimension, from what and to what. Nothing else may be wrong: a second request for each \
                element is no loop without a limit, and still twice the bill.

                ```java
                // bad: one request for each question where the baseline has one for all, O(1) has become O(n)
                List<String> answer(ChatModel model, List<String> questions) {
                    return questions.stream().map(model::chat).toList();
                }

                // good: as it was
                String answer(ChatModel model, List<String> questions) {
                    return model.chat(String.join(", ", questions));
                }
                ```

                Where the cost is meant, `mvn agentcost:baseline` writes it down; the change of the file is there for the reviewer.
                """;
    }

    @Override
    public Level defaultLevel() {
        return Level.ERROR;
    }

    @Override
    public List<Finding> check(RuleContext context) {
        return List.of();
    }

    /**
     * The findings of a comparison.
     *
     * @param explained places of findings that are new themselves
     */
    public List<Finding> check(RuleContext context, Comparison comparison, Set<SourceLocation> explained) {
        Map<EntryPoint, List<CostChange>> byEntryPoint = comparison.worse().stream()
                .collect(Collectors.groupingBy(CostChange::entryPoint, LinkedHashMap::new, Collectors.toList()));
        List<Finding> findings = new ArrayList<>();
        byEntryPoint.forEach((entry, changes) -> {
            if (!isExplained(entry, context, explained)) {
                findings.add(finding(entry, changes, context));
            }
        });
        return findings;
    }

    private static boolean isExplained(EntryPoint entry, RuleContext context, Set<SourceLocation> explained) {
        return explained.contains(entry.location())
                || context.whatIf().sitesOf(entry).stream().map(Site::location).anyMatch(explained::contains);
    }

    private Finding finding(EntryPoint entry, List<CostChange> changes, RuleContext context) {
        boolean higher = changes.stream().anyMatch(CostChange::isOfHigherClass);
        String message = "one call of " + entry.method() + " may cost more than in the baseline: "
                + changes.stream().map(CostChange::text).collect(Collectors.joining("; "));
        String formula = changes.stream()
                .map(change -> change.dimension().key() + " = " + entry.cost().get(change.dimension()))
                .collect(Collectors.joining("; "));
        return new Finding(
                id(),
                higher ? Level.ERROR : Level.WARNING,
                entry.location(),
                entry.method(),
                message,
                formula,
                CostFigures.of(entry.cost(), context.assumptions()),
                context.whatIf().sitesOf(entry).stream()
                        .map(SiteFindings::turns)
                        .toList(),
                entry.path(),
                ADVICE,
                context.levers().of(entry),
                Fingerprint.of(id(), entry.methodKey()));
    }
}
