package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.lever.SiteNames;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A model or tool call repeats in the user's own code, and nothing limits how often. */
final class UnboundedLoop implements Rule {

    private static final Set<SiteKind> KINDS = EnumSet.of(
            SiteKind.LOOP, SiteKind.STREAM, SiteKind.REACTIVE, SiteKind.SCHEDULED, SiteKind.RETRY, SiteKind.GRAPH);

    private static final String ADVICE =
            "count the turns and leave at a limit, such as for (int turn = 0; turn < MAX_TURNS; turn++)";

    @Override
    public String id() {
        return "unbounded-loop";
    }

    @Override
    public String shortDescription() {
        return "A model or tool call repeats with no static limit.";
    }

    @Override
    public String fullDescription() {
        return "Each turn of the loop pays for a model or tool call, and no counter, size or deadline limits the turns: only the"
                + " model's answer, or nothing at all, ends it. One answer that goes astray is enough to spend without end."
                + " Loops that a person or an event paces are not reported.";
    }

    @Override
    public String help() {
        return """
                ## A loop that spends without a limit

                The ordinary shape of an agent ends when the model asks for no more tools. Nothing forces the model to do so. \
                Give the loop a limit that every turn counts against, and say what happens when it is reached.

                ```java
                // bad: the model alone decides when to stop
                while (answer.hasToolExecutionRequests()) {
                    messages.addAll(run(answer.toolExecutionRequests()));
                    answer = model.chat(messages).aiMessage();
                }

                // good: at most MAX_TURNS requests
                for (int turn = 0; turn < MAX_TURNS && answer.hasToolExecutionRequests(); turn++) {
                    messages.addAll(run(answer.toolExecutionRequests()));
                    answer = model.chat(messages).aiMessage();
                }
                ```

                Where a limit holds that the analysis cannot see, state it: `// agentcost: at most 10` on the line before the loop.
                """;
    }

    @Override
    public Level defaultLevel() {
        return Level.ERROR;
    }

    @Override
    public List<Finding> check(RuleContext context) {
        return context.analysis().sites().stream()
                .filter(UnboundedLoop::applies)
                .map(site -> SiteFindings.of(this, defaultLevel(), site, context, message(site), ADVICE))
                .toList();
    }

    private static boolean applies(Site site) {
        return KINDS.contains(site.kind())
                && site.costs()
                && site.bound().isUnbounded()
                && !SiteFindings.isPacedFromOutside(site);
    }

    private static String message(Site site) {
        String noun = SiteNames.noun(site.kind());
        String spending = "each turn " + SiteFindings.spending(site);
        String turns = "; n = turns of the " + noun;
        return switch (site.driver()) {
            case MODEL ->
                "model-driven " + noun + " without a limit: " + spending + " until the model's answer ends the " + noun
                        + turns;
            case NONE -> noun + " without a limit: " + spending + ", and no exit must be reached" + turns;
            default -> noun + " without a limit that holds: " + spending + turns;
        };
    }
}
