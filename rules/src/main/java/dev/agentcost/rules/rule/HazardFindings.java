package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.Hazard;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Fingerprint;
import dev.agentcost.rules.finding.Lever;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Findings about single calls. */
final class HazardFindings {

    private HazardFindings() {}

    /** A finding for each hazard of the kind. */
    static List<Finding> of(
            Rule rule, Hazard.Kind kind, RuleContext context, Function<Hazard, String> message, String remedy) {
        return context.analysis().hazards().stream()
                .filter(hazard -> hazard.kind() == kind)
                .map(hazard -> new Finding(
                        rule.id(),
                        rule.defaultLevel(),
                        hazard.location(),
                        hazard.method(),
                        message.apply(hazard),
                        "",
                        CostFigures.NONE,
                        hazard.derivation(),
                        List.of(),
                        remedy,
                        levers(hazard, context),
                        Fingerprint.of(
                                rule.id(), hazard.methodKey(), hazard.subject(), Integer.toString(hazard.ordinal()))))
                .toList();
    }

    /** Those of the repetition that makes it dear. */
    private static List<Lever> levers(Hazard hazard, RuleContext context) {
        return loop(hazard, context).map(context.levers()::of).orElse(List.of());
    }

    private static Optional<Site> loop(Hazard hazard, RuleContext context) {
        return context.analysis().sites().stream()
                .filter(site -> site.location().equals(hazard.loop()))
                .findFirst();
    }

    /** Where the repetition is: {@code the loop at line 12}. */
    static String place(Hazard hazard) {
        if (hazard.loop() == null) {
            return "";
        }
        boolean here = hazard.loop().file().equals(hazard.location().file());
        return here ? "line " + hazard.loop().line() : hazard.loop().toString();
    }
}
