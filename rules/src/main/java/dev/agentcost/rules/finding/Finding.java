package dev.agentcost.rules.finding;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Step;
import dev.agentcost.rules.figure.CostFigures;
import java.util.Comparator;
import java.util.List;

/**
 * One thing that is wrong, with all that is needed to check it and to mend it.
 *
 * @param rule id of the rule
 * @param location where to look first
 * @param method readable name of the method, {@code Type#method}; "" where there is none
 * @param message what, where and why; stands alone
 * @param formula how often, or how much: the formula that the message speaks of; "" where there is none
 * @param cost what is spent: by all turns of a site, by one call of an entry point; no figures where neither is meant
 * @param derivation why, step by step
 * @param callPath from the place to the request or tool that costs
 * @param remedy what to do
 * @param levers what changes would save, the best first
 * @param fingerprint the same as long as the finding is
 */
public record Finding(
        String rule,
        Level level,
        SourceLocation location,
        String method,
        String message,
        String formula,
        CostFigures cost,
        List<Step> derivation,
        List<Step> callPath,
        String remedy,
        List<Lever> levers,
        String fingerprint) {

    /** By place, then rule, then fingerprint. */
    public static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::location).thenComparing(Finding::rule).thenComparing(Finding::fingerprint);

    public Finding {
        derivation = List.copyOf(derivation);
        callPath = List.copyOf(callPath);
        levers = List.copyOf(levers);
    }

    /** This at another level. */
    public Finding withLevel(Level changed) {
        return new Finding(
                rule,
                changed,
                location,
                method,
                message,
                formula,
                cost,
                derivation,
                callPath,
                remedy,
                levers,
                fingerprint);
    }
}
