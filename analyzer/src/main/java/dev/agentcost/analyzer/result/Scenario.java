package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.cost.CacheRates;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A structural change whose effect on cost is asked for.
 *
 * @param turns at most this many turns, by location of the site
 * @param windows at most this many tokens of context, by location of the site in whose turns the context grows
 * @param hoisted locations of requests that are made once before the loop round them
 * @param batches turns that share one request, by location of the loop that asks in each
 * @param caches what a prefix costs that is sent again, by location of the site that sends it in each turn
 */
public record Scenario(
        SortedMap<SourceLocation, Formula> turns,
        SortedMap<SourceLocation, Formula> windows,
        SortedSet<SourceLocation> hoisted,
        SortedMap<SourceLocation, Long> batches,
        SortedMap<SourceLocation, CacheRates> caches) {

    /** The program as it is. */
    public static final Scenario NOTHING = new Scenario(
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            Collections.emptySortedSet(),
            Collections.emptySortedMap(),
            Collections.emptySortedMap());

    /** This, with at most so many turns at the place too; the fewest of both where there is a limit already. */
    public Scenario withTurns(SourceLocation site, Formula most) {
        return new Scenario(limited(turns, site, most), windows, hoisted, batches, caches);
    }

    /** This, with at most so many tokens of context in the turns at the place, too. */
    public Scenario withWindow(SourceLocation site, Formula tokens) {
        return new Scenario(turns, limited(windows, site, tokens), hoisted, batches, caches);
    }

    /** This, with the request at the place made once before the loop round it. */
    public Scenario withHoisted(SourceLocation request) {
        SortedSet<SourceLocation> changed = new TreeSet<>(hoisted);
        changed.add(request);
        return new Scenario(turns, windows, changed, batches, caches);
    }

    /** This, with one request for so many turns of the loop. */
    public Scenario withBatches(SourceLocation loop, long size) {
        return new Scenario(turns, windows, hoisted, with(batches, loop, size), caches);
    }

    /** This, with a cache for what the turns at the place send again. */
    public Scenario withCache(SourceLocation site, CacheRates rates) {
        return new Scenario(turns, windows, hoisted, batches, with(caches, site, rates));
    }

    /** Every place where something is changed. */
    public SortedSet<SourceLocation> places() {
        SortedSet<SourceLocation> places = new TreeSet<>(hoisted);
        places.addAll(turns.keySet());
        places.addAll(windows.keySet());
        places.addAll(batches.keySet());
        places.addAll(caches.keySet());
        return places;
    }

    private static SortedMap<SourceLocation, Formula> limited(
            SortedMap<SourceLocation, Formula> limits, SourceLocation site, Formula most) {
        Formula present = limits.get(site);
        return with(limits, site, present == null ? most : present.min(most));
    }

    private static <T> SortedMap<SourceLocation, T> with(
            SortedMap<SourceLocation, T> values, SourceLocation place, T value) {
        SortedMap<SourceLocation, T> changed = new TreeMap<>(values);
        changed.put(place, value);
        return changed;
    }
}
