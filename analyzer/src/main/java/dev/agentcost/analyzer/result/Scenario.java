package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A structural change whose effect on cost is asked for.
 *
 * @param turns at most this many turns, by location of the site
 * @param windows at most this many tokens of context, by location of the site in whose turns the context grows
 */
public record Scenario(SortedMap<SourceLocation, Formula> turns, SortedMap<SourceLocation, Formula> windows) {

    /** This, with at most so many turns at the place too; the fewest of both where there is a limit already. */
    public Scenario withTurns(SourceLocation site, Formula most) {
        return new Scenario(with(turns, site, most), windows);
    }

    /** This, with at most so many tokens of context in the turns at the place, too. */
    public Scenario withWindow(SourceLocation site, Formula tokens) {
        return new Scenario(turns, with(windows, site, tokens));
    }

    private static SortedMap<SourceLocation, Formula> with(
            SortedMap<SourceLocation, Formula> limits, SourceLocation site, Formula most) {
        SortedMap<SourceLocation, Formula> changed = new TreeMap<>(limits);
        changed.merge(site, most, Formula::min);
        return changed;
    }
}
