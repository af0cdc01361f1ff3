package dev.agentcost.maven.outcome;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run came to.
 *
 * @param lines what it said
 * @param reports digests of the files that it wrote, by their names
 * @param failure why it fails the build; empty where it does not
 */
public record Outcome(List<LogLine> lines, SortedMap<String, String> reports, Optional<String> failure) {

    public Outcome {
        lines = List.copyOf(lines);
        reports = Collections.unmodifiableSortedMap(new TreeMap<>(reports));
    }

    /** The same with what becomes of the build. */
    public Outcome with(Optional<String> becomes) {
        return new Outcome(lines, reports, becomes);
    }
}
