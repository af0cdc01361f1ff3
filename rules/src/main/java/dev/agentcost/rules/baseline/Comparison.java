package dev.agentcost.rules.baseline;

import dev.agentcost.rules.finding.Finding;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has changed since a baseline.
 *
 * @param known fingerprints of the findings that the baseline knows
 * @param gone how many findings of the baseline there are no more, by rule
 * @param worse costs that have grown, by entry point
 * @param better costs that have fallen, by entry point
 * @param notes what could not be compared, complete messages
 */
public record Comparison(
        SortedSet<String> known,
        SortedMap<String, Integer> gone,
        List<CostChange> worse,
        List<CostChange> better,
        List<String> notes) {

    public Comparison {
        known = Collections.unmodifiableSortedSet(new TreeSet<>(known));
        gone = Collections.unmodifiableSortedMap(new TreeMap<>(gone));
        worse = List.copyOf(worse);
        better = List.copyOf(better);
        notes = List.copyOf(notes);
    }

    /** Whether the baseline knows the finding. */
    public boolean knows(Finding finding) {
        return known.contains(finding.fingerprint());
    }

    /** Whether anything is better than the baseline says. */
    public boolean isBetter() {
        return !gone.isEmpty() || !better.isEmpty();
    }
}
