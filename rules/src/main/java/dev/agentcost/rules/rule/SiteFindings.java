package dev.agentcost.rules.rule;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.Step;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Fingerprint;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.lever.SiteNames;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What findings about a site have in common. */
final class SiteFindings {

    private static final Formula INITIAL_TOKENS = Formula.of(Symbol.assumed(Assumption.INITIAL_CONTEXT_TOKENS));

    private SiteFindings() {}

    /** A finding about a site with the site's own evidence; {@code advice} stands where the site has no remedy of its own. */
    static Finding of(Rule rule, Level level, Site site, RuleContext context, String message, String advice) {
        String remedy = site.remedy().isEmpty() ? advice : site.remedy();
        return withRemedy(rule, level, site, context, message, remedy);
    }

    /** The same where another remedy than the site's own, which is a limit on its turns, is meant. */
    static Finding withRemedy(Rule rule, Level level, Site site, RuleContext context, String message, String remedy) {
        return new Finding(
                rule.id(),
                level,
                site.location(),
                site.method(),
                message,
                site.bound().formula().toString(),
                cost(site, context.assumptions()),
                site.derivation(),
                site.callPath(),
                remedy,
                context.levers().of(site),
                fingerprint(rule, site, context));
    }

    private static String fingerprint(Rule rule, Site site, RuleContext context) {
        return Fingerprint.of(
                rule.id(),
                site.methodKey(),
                site.kind().key(),
                SiteNumbers.call(site),
                Long.toString(context.numbers().of(site)));
    }

    /** How often a site repeats, as a step of a derivation. */
    static Step turns(Site site) {
        String turns = site.bound().isUnbounded()
                ? "any number of turns"
                : "at most " + site.bound().formula() + " turns";
        return new Step(
                site.location(),
                SiteNames.noun(site.kind()) + " of " + turns + ", driven by: "
                        + site.driver().key());
    }

    /** What all turns cost together. */
    private static CostFigures cost(Site site, Assumptions assumptions) {
        return CostFigures.of(site.turn().repeat(site.bound().formula()).total(context -> INITIAL_TOKENS), assumptions);
    }

    /** Whether a person or an event from outside decides on each turn, so that the program spends nothing by itself. */
    static boolean isPacedFromOutside(Site site) {
        return site.driver() == Driver.PERSON || site.driver() == Driver.EXTERNAL;
    }

    /** Whether it may turn more than once. */
    static boolean repeats(Site site) {
        return site.bound()
                .formula()
                .constantValue()
                .map(turns -> turns.compareTo(BigDecimal.ONE) > 0)
                .orElse(true);
    }

    /** What a turn spends, and where: {@code queries the model (ChatModel.chat at line 48)}. */
    static String spending(Site site) {
        String verb = site.reachesModel()
                ? site.reachesTool() ? "queries the model and runs tools" : "queries the model"
                : "runs a tool";
        List<Step> path = site.callPath();
        if (path.isEmpty()) {
            return verb;
        }
        Step last = path.get(path.size() - 1);
        return verb + " (" + last.text() + " at " + place(site, last.location()) + ")";
    }

    /** A place as someone who looks at the site would say it. */
    static String place(Site site, @Nullable SourceLocation location) {
        if (location == null) {
            return "an unknown line";
        }
        return location.file().equals(site.location().file())
                ? "line " + location.line()
                : location.file().substring(location.file().lastIndexOf('/') + 1) + ":" + location.line();
    }
}
