package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.Hazard;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;

/** What an object remembers from request to request grows for as long as it lives. */
final class UnboundedMemory implements Rule {

    private static final String ADVICE =
            "keep a window of messages or tokens, or a memory for each conversation that ends";

    @Override
    public String id() {
        return "unbounded-memory";
    }

    @Override
    public String shortDescription() {
        return "Memory is kept across requests with no window: each request sends more than the one before.";
    }

    @Override
    public String fullDescription() {
        return "A field collects messages on each call from outside and is sent in full with the next one. One call's bound is small"
                + " and still the cost of a day grows with the square of its calls, until the model's context window is full."
                + " Told where the field is added to and sent by one call, nothing limits it, and no method of its class empties"
                + " or replaces it.";
    }

    @Override
    public String help() {
        return """
                ## A memory without a window

                ```java
                // bad: every call since the start is sent with each question
                private final List<ChatMessage> history = new ArrayList<>();

                // good
                private final ChatMemory history = MessageWindowChatMemory.withMaxMessages(20);
                ```
                """;
    }

    @Override
    public Level defaultLevel() {
        return Level.WARNING;
    }

    @Override
    public List<Finding> check(RuleContext context) {
        return HazardFindings.of(
                this,
                Hazard.Kind.UNLIMITED_MEMORY,
                context,
                hazard -> "'" + hazard.subject() + "' is kept between calls of " + hazard.method()
                        + ", grows with each and is sent in full: nothing limits it",
                ADVICE);
    }
}
