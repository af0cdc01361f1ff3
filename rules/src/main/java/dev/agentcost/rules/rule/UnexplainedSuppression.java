package dev.agentcost.rules.rule;

import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;

/** A suppression without a reason; its findings come from where suppressions are applied. */
public final class UnexplainedSuppression implements Rule {

    /** Its id. */
    public static final String ID = "unexplained-suppression";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String shortDescription() {
        return "A suppression gives no reason.";
    }

    @Override
    public String fullDescription() {
        return "Accepting a cost is a decision. The next reader, and the reviewer of the next change, need to know why it was taken.";
    }

    @Override
    public String help() {
        return """
                ## A suppression without a reason

                Write the reason behind two dashes. The annotation cannot carry one: use the comment.

                ```java
                // bad
                // agentcost: ignore unbounded-loop
                while (answer.hasToolExecutionRequests()) {

                // good
                // agentcost: ignore unbounded-loop -- the gateway cuts each conversation at 10 requests
                while (answer.hasToolExecutionRequests()) {
                ```
                """;
    }

    @Override
    public Level defaultLevel() {
        return Level.WARNING;
    }

    @Override
    public List<Finding> check(RuleContext context) {
        return List.of();
    }
}
