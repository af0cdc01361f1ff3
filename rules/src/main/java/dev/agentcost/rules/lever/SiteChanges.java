package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.Step;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.figure.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes at a place where code repeats: fewer turns or tries, less context. */
final class SiteChanges {

    /** What a cap would be; a site with fewer turns is cut to half of them. */
    private static final BigDecimal TURNS = BigDecimal.TEN;

    /** What a window would be. It bounds tokens only as messages times the largest message. */
    private static final BigDecimal MESSAGES = new BigDecimal(20);

    private static final List<Assumption> MESSAGE_SIZES = List.of(
            Assumption.MESSAGE_TOKENS,
            Assumption.USER_TURN_TOKENS,
            Assumption.ANSWER_TOKENS,
            Assumption.TOOL_RESULT_TOKENS);

    /** Their turns are not the program's to limit: data has its size, and a person or an event comes when it comes. */
    private static final Set<Driver> PACED = EnumSet.of(Driver.DATA, Driver.PERSON, Driver.EXTERNAL);

    private static final Set<ContextGrowth.Kind> GROWING =
            EnumSet.of(ContextGrowth.Kind.LINEAR, ContextGrowth.Kind.EXPONENTIAL);

    private final WhatIf whatIf;
    private final Assumptions assumptions;

    SiteChanges(WhatIf whatIf, Assumptions assumptions) {
        this.whatIf = whatIf;
        this.assumptions = assumptions;
    }

    List<Change> of(EntryPoint entry, Site site) {
        Optional<BigDecimal> turns = assumptions.value(site.bound().formula()).map(Rounding::count);
        List<Change> changes = new ArrayList<>();
        if (turns.isPresent()) {
            cap(entry, site, turns.get()).ifPresent(changes::add);
            window(entry, site, turns.get()).ifPresent(changes::add);
        }
        return changes;
    }

    private Optional<Change> cap(EntryPoint entry, Site site, BigDecimal turns) {
        BigDecimal most = turns.compareTo(TURNS) > 0 ? TURNS : half(turns);
        if (PACED.contains(site.driver()) || most.compareTo(turns) >= 0) {
            return Optional.empty();
        }
        String unit = site.driver() == Driver.RETRY ? " tries" : " turns";
        String text = "cap " + name(site) + " at " + Numbers.grouped(most) + unit;
        return Optional.of(new Change(
                text,
                site.location(),
                scenario -> whatIf.cost(entry, scenario.withTurns(site.location(), Formula.of(most)))));
    }

    private Optional<Change> window(EntryPoint entry, Site site, BigDecimal turns) {
        if (!GROWING.contains(site.context().growth())) {
            return Optional.empty();
        }
        BigDecimal window = windowTokens(site, turns);
        String text =
                "keep at most " + Numbers.grouped(window) + " tokens of " + contextName(site) + " in " + name(site);
        return Optional.of(new Change(
                text,
                site.location(),
                scenario -> whatIf.cost(entry, scenario.withWindow(site.location(), Formula.of(window)))));
    }

    /**
     * {@link #MESSAGES} of the largest size, or a quarter of what the turns add where that is less: a window of half of it
     * would cost as much as none, because each turn is counted with a full window.
     */
    private BigDecimal windowTokens(Site site, BigDecimal turns) {
        BigDecimal messages = MESSAGES.multiply(largestMessage());
        return assumptions
                .value(site.context().perTurn())
                .filter(added -> added.signum() > 0)
                .map(added -> messages.min(half(half(added.multiply(turns)))))
                .orElse(messages);
    }

    private BigDecimal largestMessage() {
        return MESSAGE_SIZES.stream()
                .map(assumptions::get)
                .max(BigDecimal::compareTo)
                .orElseThrow();
    }

    private static BigDecimal half(BigDecimal number) {
        return number.divide(BigDecimal.valueOf(2), 0, RoundingMode.CEILING);
    }

    /** Where the request stands that the turns come to. */
    static SourceLocation request(Site site) {
        List<Step> path = site.callPath();
        SourceLocation last = path.isEmpty() ? null : path.get(path.size() - 1).location();
        return last == null ? site.location() : last;
    }

    static String name(Site site) {
        return "the " + SiteNames.noun(site.kind()) + " at " + site.location();
    }

    private static String contextName(Site site) {
        String name = site.context().context();
        return name.isEmpty() ? "the context" : "'" + name + "'";
    }
}
