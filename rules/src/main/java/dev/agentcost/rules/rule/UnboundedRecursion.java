package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;

/** Methods, or an agent and its tools, call each other without a limit, and each call pays. */
final class UnboundedRecursion implements Rule {

    private static final String ADVICE =
            "pass the depth as a parameter and return at a limit, such as if (depth >= MAX_DEPTH)";

    @Override
    public String id() {
        return "unbounded-recursion";
    }

    @Override
    public String shortDescription() {
        return "A model or tool call repeats through recursion with no static limit.";
    }

    @Override
    public String fullDescription() {
        return "A method calls itself, directly or through others, pays for a model or tool call each time, and no depth"
                + " parameter, shrinking data or counter limits how deep it goes. Cycles that no Java call shows count too: a tool"
                + " that calls the agent which owns it, or agents that hand over to each other.";
    }

    @Override
    public String help() {
        return """
                ## A recursion that spends without a limit

                Pass the depth along and test it before anything is paid. Where each call makes several, the cost is \
                exponential in the depth: a low limit matters all the more.

                ```java
                // bad: the model decides how deep it goes
                String answer(List<Message> messages) {
                    Message reply = client.send(messages);
                    return reply.wantsTool() ? answer(with(messages, run(reply))) : reply.text();
                }

                // good: at most MAX_DEPTH calls
                String answer(List<Message> messages, int depth) {
                    if (depth >= MAX_DEPTH) {
                        throw new IllegalStateException("no answer after " + depth + " turns");
                    }
                    Message reply = client.send(messages);
                    return reply.wantsTool() ? answer(with(messages, run(reply)), depth + 1) : reply.text();
                }
                ```
                """;
    }

    @Override
    public Level defaultLevel() {
        return Level.ERROR;
    }

    @Override
    public List<Finding> check(RuleContext context) {
        return context.analysis().sites().stream()
                .filter(UnboundedRecursion::applies)
                .map(site -> SiteFindings.of(this, defaultLevel(), site, context, message(site), ADVICE))
                .toList();
    }

    private static boolean applies(Site site) {
        return site.kind() == SiteKind.RECURSION
                && site.costs()
                && site.bound().isUnbounded()
                && !SiteFindings.isPacedFromOutside(site);
    }

    private static String message(Site site) {
        String kind = site.driver() == Driver.MODEL ? "model-driven recursion" : "recursion";
        String end = site.driver() == Driver.MODEL ? " until the model's answer ends the recursion" : "";
        return kind + " without a limit: each call of " + site.method() + " " + SiteFindings.spending(site)
                + " and may call it again" + end + "; n = calls of the recursion";
    }
}
