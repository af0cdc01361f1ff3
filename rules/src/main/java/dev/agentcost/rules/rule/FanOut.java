package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.util.List;

/** Model calls for each pair, or triple, of elements of data whose sizes no source limits. */
final class FanOut implements Rule {

    private static final String ADVICE =
            "send several elements in one request, or limit how many elements are taken on each level";

    @Override
    public String id() {
        return "fan-out";
    }

    @Override
    public String shortDescription() {
        return "Model calls in nested data loops: an unbatched call for each combination of elements.";
    }

    @Override
    public String fullDescription() {
        return "A loop over data that runs another loop over data around a model call makes as many calls as the sizes multiplied."
                + " Told where neither size is a constant of the sources; a single loop over data is not reported.";
    }

    @Override
    public String help() {
        return """
                ## Model calls in nested data loops

                ```java
                // bad: one call for each paragraph of each document
                for (Document document : documents) {
                    for (String paragraph : document.paragraphs()) {
                        summaries.add(model.chat("Sum up: " + paragraph));
                    }
                }

                // good: one call for each document
                for (Document document : documents) {
                    summaries.add(model.chat("Sum up each paragraph: " + document.text()));
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
        return context.analysis().sites().stream()
                .filter(FanOut::applies)
                .map(site ->
                        SiteFindings.withRemedy(this, defaultLevel(), site, context, message(site, context), ADVICE))
                .toList();
    }

    private static boolean applies(Site site) {
        return site.driver() == Driver.DATA
                && site.reachesModel()
                && varies(site.bound().formula())
                && varies(calls(site));
    }

    private static boolean varies(Formula formula) {
        return !formula.isConstant() && !formula.isUnbounded();
    }

    private static Formula calls(Site site) {
        return site.turn().cost().get(Dimension.MODEL_CALLS);
    }

    private static String message(Site site, RuleContext context) {
        Formula all = site.bound().formula().times(calls(site));
        return "model calls in nested loops over data: " + all
                + Figure.count(all, context.assumptions())
                        .number()
                        .map(number -> " = " + Numbers.grouped(number))
                        .orElse("");
    }
}
