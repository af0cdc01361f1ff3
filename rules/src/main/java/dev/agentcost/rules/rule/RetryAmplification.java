package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.math.BigDecimal;
import java.util.List;

/** What is tried again is itself a repetition, so that the attempts multiply. */
final class RetryAmplification implements Rule {

    /** An attempt of a request and one that repairs or checks its answer is an ordinary retry. */
    private static final BigDecimal ORDINARY = BigDecimal.valueOf(2);

    private static final String ADVICE =
            "retry the single request that failed, not all that it is part of, and retry in one layer only";

    @Override
    public String id() {
        return "retry-amplification";
    }

    @Override
    public String shortDescription() {
        return "Retries inside retries inside loops: the product of their attempts.";
    }

    @Override
    public String fullDescription() {
        return "A retry around code that repeats requests itself (another retry, a loop, an agent with tools) repeats all of it:"
                + " three attempts of three attempts are nine requests, and an agent that fails in its last turn pays for all"
                + " its turns again. Told where one attempt makes more than two model calls.";
    }

    @Override
    public String help() {
        return """
                ## Retries that multiply

                ```java
                // bad: three times up to a hundred round trips
                retry.executeSupplier(() -> assistant.answer(question));

                // good: the model's client tries a single request again
                ChatModel model = OpenAiChatModel.builder().modelName("gpt-5.4").maxRetries(2).build();
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
                .filter(RetryAmplification::applies)
                .map(site ->
                        SiteFindings.withRemedy(this, defaultLevel(), site, context, message(site, context), ADVICE))
                .toList();
    }

    private static boolean applies(Site site) {
        boolean retries = site.kind() == SiteKind.RETRY || site.driver() == Driver.RETRY;
        return retries
                && site.reachesModel()
                && SiteFindings.repeats(site)
                && calls(site)
                        .constantValue()
                        .map(calls -> calls.compareTo(ORDINARY) > 0)
                        .orElse(true);
    }

    private static Formula calls(Site site) {
        return site.turn().cost().get(Dimension.MODEL_CALLS);
    }

    private static String message(Site site, RuleContext context) {
        return "up to " + number(site.bound().formula(), context) + " attempts, each of up to "
                + number(calls(site), context) + " model calls: attempts multiply";
    }

    private static String number(Formula formula, RuleContext context) {
        Figure figure = Figure.count(formula, context.assumptions());
        return figure.number().map(Numbers::grouped).orElse(formula.toString());
    }
}
