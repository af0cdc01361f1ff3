package dev.agentcost.rules.lever;

import dev.agentcost.analyzer.cost.ContextEffect;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.analyzer.result.Hazard;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.figure.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fewer requests in a loop: one that is the same in each turn made once, one for several elements of the data. */
final class RequestChanges {

    /** Elements in one request. Their answers have to fit into one answer, and each to its element. */
    private static final BigDecimal BATCH = BigDecimal.TEN;

    private final WhatIf whatIf;
    private final Assumptions assumptions;
    private final List<Hazard> repeated;

    RequestChanges(WhatIf whatIf, Assumptions assumptions, List<Hazard> hazards) {
        this.whatIf = whatIf;
        this.assumptions = assumptions;
        this.repeated = hazards.stream()
                .filter(hazard -> hazard.kind() == Hazard.Kind.REPEATED_REQUEST)
                .toList();
    }

    List<Change> of(EntryPoint entry, Site site) {
        List<Change> changes = new ArrayList<>();
        repeated.stream()
                .filter(hazard -> site.location().equals(hazard.loop()))
                .forEach(hazard -> changes.add(new Change(
                        "ask " + hazard.subject() + " once, before " + SiteChanges.name(site),
                        hazard.location(),
                        scenario -> whatIf.cost(entry, scenario.withHoisted(hazard.location())))));
        if (changes.isEmpty()) {
            batches(entry, site).ifPresent(changes::add);
        }
        return changes;
    }

    private Optional<Change> batches(EntryPoint entry, Site site) {
        if (!asksOfEachElement(site)) {
            return Optional.empty();
        }
        return assumptions
                .value(site.bound().formula())
                .map(turns -> Rounding.count(turns).min(BATCH))
                .filter(size -> size.compareTo(BigDecimal.ONE) > 0)
                .map(size -> new Change(
                        "ask about " + Numbers.grouped(size) + " elements in each request in " + SiteChanges.name(site),
                        SiteChanges.request(site),
                        scenario -> whatIf.cost(entry, scenario.withBatches(site.location(), size.longValueExact()))));
    }

    /** Whether no turn needs the answer of the one before, and no tool is run between two answers. */
    private static boolean asksOfEachElement(Site site) {
        return site.kind() == SiteKind.LOOP
                && site.driver() == Driver.DATA
                && site.reachesModel()
                && !site.reachesTool()
                && site.context().growth() == ContextGrowth.Kind.NONE
                && site.turn().contexts().values().stream().noneMatch(RequestChanges::sendsWhatChanges);
    }

    private static boolean sendsWhatChanges(ContextEffect context) {
        boolean changes = !context.grown().isZero()
                || !context.replaced().isZero()
                || !context.kept().equals(Formula.ONE);
        return changes && !context.resent().isZero();
    }
}
