package dev.agentcost.rules.rule;

import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;

/** A suppression that matches nothing; its findings come from where suppressions are applied. */
public final class UnusedSuppression implements Rule {

    /** Its id. */
    public static final String ID = "unused-suppression";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String shortDescription() {
        return "A suppression matches no finding.";
    }

    @Override
    public String fullDescription() {
        return "The finding that was accepted here is gone, or the rule's name or the place is wrong. Left in place, the suppression"
                + " would hide the next finding at this place.";
    }

    @Override
    public String help() {
        return """
                ## A suppression that matches nothing

                Remove it, or correct the rule's name or its place.

                ```java
                // bad: the loop has a limit
                // agentcost: ignore unbounded-loop -- the model always answers in two turns
                for (int turn = 0; turn < 2; turn++) {

                // good
                for (int turn = 0; turn < 2; turn++) {
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
