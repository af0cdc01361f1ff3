package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.budget.BudgetOutcome;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A loop inside a library that one call starts: without any cap, or with the library's own only, which breaks a budget. */
final class UnboundedFrameworkLoop implements Rule {

    private static final String ADVICE = "set the library's cap on turns where the agent is built";

    @Override
    public String id() {
        return "unbounded-framework-loop";
    }

    @Override
    public String shortDescription() {
        return "A framework's hidden loop has no cap, or only a default far above the budget.";
    }

    @Override
    public String fullDescription() {
        return "One call of an AI service, a tool-calling client or an agent graph queries the model, runs the tools it asks for"
                + " and queries again. Some libraries limit that loop by default, some do not, and some defaults allow a hundred"
                + " turns. An error where there is no cap; a warning where only the default caps it and a budget breaks.";
    }

    @Override
    public String help() {
        return """
                ## A hidden loop without a cap

                Set the cap that the library offers where the agent is built, at the number of turns that the task needs.

                ```java
                // bad: the library's default allows 100 round trips, each with a longer context
                Assistant assistant = AiServices.builder(Assistant.class)
                        .chatModel(model)
                        .tools(tools)
                        .build();

                // good
                Assistant assistant = AiServices.builder(Assistant.class)
                        .chatModel(model)
                        .tools(tools)
                        .maxToolCallingRoundTrips(8)
                        .build();
                ```
                """;
    }

    @Override
    public Level defaultLevel() {
        return Level.ERROR;
    }

    @Override
    public List<Finding> check(RuleContext context) {
        List<Finding> findings = new ArrayList<>();
        for (Site site : context.analysis().sites()) {
            if (site.kind() != SiteKind.FRAMEWORK_LOOP || !site.costs()) {
                continue;
            }
            if (site.bound().isUnbounded()) {
                if (!SiteFindings.isPacedFromOutside(site)) {
                    findings.add(SiteFindings.of(this, Level.ERROR, site, context, unbounded(site), ADVICE));
                }
            } else if (isCappedByDefault(site)) {
                broken(site, context)
                        .ifPresent(outcome -> findings.add(SiteFindings.of(
                                this, Level.WARNING, site, context, capped(site, context, outcome), ADVICE)));
            }
        }
        return findings;
    }

    /** The analysis names a place for a cap where only the default caps. */
    private static boolean isCappedByDefault(Site site) {
        return site.driver() == Driver.FRAMEWORK && !site.remedy().isEmpty();
    }

    private static Optional<BudgetOutcome> broken(Site site, RuleContext context) {
        return context.budgets().stream()
                .filter(outcome -> !outcome.holds() && context.whatIf().dependsOn(outcome.entryPoint(), site))
                .findFirst();
    }

    private static String unbounded(Site site) {
        return "framework loop without a cap: one call here starts a loop that " + SiteFindings.spending(site)
                + " as long as the model asks for tools; n = turns of the framework loop";
    }

    private static String capped(Site site, RuleContext context, BudgetOutcome outcome) {
        Figure turns = Figure.count(site.bound().formula(), context.assumptions());
        String number =
                turns.number().map(Numbers::grouped).orElse(turns.formula().toString());
        return "only the library's default caps this loop: up to " + number + " turns, each of which "
                + SiteFindings.spending(site) + "; with them one call of "
                + outcome.entryPoint().method() + " breaks its budget (" + BudgetExceeded.broken(outcome) + ")";
    }
}
