package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;

/** A tool's result goes into a window of messages at whatever length it has. */
final class UnboundedToolResult implements Rule {

    private static final String ASSUMED = Assumption.TOOL_RESULT_TOKENS.key();

    private static final String ADVICE = "keep a window of tokens in the place of one of messages";

    @Override
    public String id() {
        return "unbounded-tool-result";
    }

    @Override
    public String shortDescription() {
        return "A tool result of unlimited length goes into the context.";
    }

    @Override
    public String fullDescription() {
        return "What a tool returns (a file, a page, a query's rows) is sent with every later request. A window that counts"
                + " messages limits its tokens only where each message is limited. Told where such a window holds tool results"
                + " whose length nothing in the sources limits; without any window unpruned-context tells of the context, and what"
                + " a library's own loop puts into its memory the sources do not show.";
    }

    @Override
    public String help() {
        return """
                ## A tool result without a limit

                ```java
                // bad: ten messages of any length
                ChatMemory memory = MessageWindowChatMemory.withMaxMessages(10);

                // good
                ChatMemory memory = TokenWindowChatMemory.withMaxTokens(8_000, estimator);
                ```

                Where each result is cut before it goes into the window, say so: `toolResultTokens` in agentcost.yaml is what is
                assumed of one, and the finding can be accepted.
                """;
    }

    @Override
    public Level defaultLevel() {
        return Level.NOTE;
    }

    @Override
    public List<Finding> check(RuleContext context) {
        return context.analysis().sites().stream()
                .filter(UnboundedToolResult::applies)
                .map(site -> SiteFindings.withRemedy(this, defaultLevel(), site, context, message(site), ADVICE))
                .toList();
    }

    private static boolean applies(Site site) {
        return site.reachesModel()
                && site.reachesTool()
                && SiteFindings.repeats(site)
                && site.kind() != SiteKind.FRAMEWORK_LOOP
                && site.context().growth() == ContextGrowth.Kind.WINDOWED
                && site.context().window().contains(ASSUMED);
    }

    private static String message(Site site) {
        String name = site.context().context();
        return "tool results of any length go into " + (name.isEmpty() ? "the context" : "the context '" + name + "'")
                + ": its window counts messages and limits no tokens";
    }
}
