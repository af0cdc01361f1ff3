package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.lever.SiteNames;
import java.math.BigDecimal;
import java.util.List;

/** What is sent grows each turn and nothing prunes it: the tokens of all turns together grow with their square. */
final class UnprunedContext implements Rule {

    /** With so few turns the square is no matter: a request and a repair or two. */
    private static final BigDecimal FEW_TURNS = new BigDecimal(3);

    private static final String ADVICE = "send a window of the last messages, or replace the older ones by a summary";

    @Override
    public String id() {
        return "unpruned-context";
    }

    @Override
    public String shortDescription() {
        return "The context sent in a loop grows each turn and nothing prunes it: quadratic tokens.";
    }

    @Override
    public String fullDescription() {
        return "Each turn adds to the messages or the prompt that the next turn sends in full, so n turns pay for about n^2/2"
                + " times what one adds. A context that is copied into itself grows exponentially. Loops that a person paces, and"
                + " those of at most three turns, are not reported.";
    }

    @Override
    public String help() {
        return """
                ## A context that grows without a window

                Keep a window of messages or tokens, replace what is old by a summary, or send only what the next turn needs.

                ```java
                // bad: turn n sends the answers and tool results of all turns before it
                messages.add(answer);
                messages.addAll(results);
                answer = model.chat(messages).aiMessage();

                // good: at most 20 messages are sent
                ChatMemory memory = MessageWindowChatMemory.withMaxMessages(20);
                memory.add(answer);
                results.forEach(memory::add);
                answer = model.chat(memory.messages()).aiMessage();
                ```

                A window of messages limits tokens only where each message is limited: truncate tool results too.
                """;
    }

    @Override
    public Level defaultLevel() {
        return Level.ERROR;
    }

    @Override
    public List<Finding> check(RuleContext context) {
        return context.analysis().sites().stream()
                .filter(UnprunedContext::applies)
                .map(site -> SiteFindings.withRemedy(
                        this, defaultLevel(), site, context, message(site, context.assumptions()), ADVICE))
                .toList();
    }

    /** Events from outside make as many turns as come, so theirs count, but a person stops when it is enough. */
    private static boolean applies(Site site) {
        ContextGrowth.Kind growth = site.context().growth();
        return site.reachesModel()
                && (growth == ContextGrowth.Kind.LINEAR || growth == ContextGrowth.Kind.EXPONENTIAL)
                && site.driver() != Driver.PERSON
                && !hasFewTurns(site);
    }

    private static boolean hasFewTurns(Site site) {
        return site.bound()
                .formula()
                .constantValue()
                .map(turns -> turns.compareTo(FEW_TURNS) <= 0)
                .orElse(false);
    }

    private static String message(Site site, Assumptions assumptions) {
        ContextGrowth context = site.context();
        String name = context.context().isEmpty() ? "the context" : "the context '" + context.context() + "'";
        String append =
                context.append() == null ? "" : " (append at " + SiteFindings.place(site, context.append()) + ")";
        String send = context.send() == null ? "" : " (" + SiteFindings.place(site, context.send()) + ")";
        String turns = " in the n turns of the " + SiteNames.noun(site.kind());
        if (context.growth() == ContextGrowth.Kind.EXPONENTIAL) {
            return name + " is copied into itself each turn" + append + " and is sent in full" + send
                    + ": input tokens grow as O(2^n)" + turns;
        }
        return name + " grows by " + tokens(context, assumptions) + " a turn" + append
                + " and is sent in full each turn" + send + ": input tokens grow as O(n^2)" + turns;
    }

    private static String tokens(ContextGrowth context, Assumptions assumptions) {
        Figure perTurn = Figure.count(context.perTurn(), assumptions);
        return perTurn.number().map(Numbers::grouped).orElse(perTurn.formula().toString()) + " tokens";
    }
}
