package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.Hazard;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;

/** A client that is made without a limit on its answers asks in a loop. */
final class UnboundedOutput implements Rule {

    private static final String ADVICE =
            "set the most tokens that one answer may have where the client or the request is made";

    @Override
    public String id() {
        return "unbounded-output";
    }

    @Override
    public String shortDescription() {
        return "A model call in a loop has no limit on its output.";
    }

    @Override
    public String fullDescription() {
        return "Without a limit an answer is as long as the model lets it be, and in a loop each is paid for, and often sent again in"
                + " the turns that follow. Told where the client or the request is made in the sources by something that could"
                + " set a limit, and sets none; a client that is handed in, and a loop that a person paces, are not reported.";
    }

    @Override
    public String help() {
        return """
                ## Answers without a limit

                ```java
                // bad
                ChatModel model = OpenAiChatModel.builder().modelName("gpt-5.4").build();

                // good
                ChatModel model = OpenAiChatModel.builder().modelName("gpt-5.4").maxCompletionTokens(1_000).build();
                ```

                The limit replaces the assumption `answerTokens` in every bound.
                """;
    }

    @Override
    public Level defaultLevel() {
        return Level.NOTE;
    }

    @Override
    public List<Finding> check(RuleContext context) {
        return HazardFindings.of(
                this,
                Hazard.Kind.UNLIMITED_OUTPUT,
                context,
                hazard -> "answers of " + hazard.subject()
                        + " have no limit, and it is called in each turn of the repetition at "
                        + HazardFindings.place(hazard),
                ADVICE);
    }
}
