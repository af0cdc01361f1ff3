package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.Hazard;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;

/** A request in a loop over data that is the same for every element. */
final class RepeatedCall implements Rule {

    private static final String ADVICE = "ask once before the loop and keep the answer";

    @Override
    public String id() {
        return "repeated-call";
    }

    @Override
    public String shortDescription() {
        return "A model call in a loop whose inputs do not change in it: hoist it or cache it.";
    }

    @Override
    public String fullDescription() {
        return "A loop over data sends the same request for each element and pays for each. Told only where every turn comes to"
                + " the request, nothing that it is made of is assigned in the loop or can be changed elsewhere, and the client"
                + " keeps no memory. Tries of one question, polls and a number of samples are not meant: they are loops of"
                + " another kind.";
    }

    @Override
    public String help() {
        return """
                ## A request that is the same in each turn

                ```java
                // bad: the question is embedded once for each document
                for (Document document : documents) {
                    Embedding asked = model.embed(question).content();
                    scores.add(similarity(asked, document.embedding()));
                }

                // good
                Embedding asked = model.embed(question).content();
                for (Document document : documents) {
                    scores.add(similarity(asked, document.embedding()));
                }
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
                Hazard.Kind.REPEATED_REQUEST,
                context,
                hazard -> hazard.subject() + " sends the same request in each turn of the loop at "
                        + HazardFindings.place(hazard),
                ADVICE);
    }
}
