package dev.agentcost.analyzer.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of one artifact.
 *
 * @param artifact the artifact id whose version decides, such as {@code spring-ai-model}
 * @param range a range in Maven's notation, such as {@code [1.0,2.0.1)}; several ranges are joined with commas
 */
public record VersionRange(String artifact, String range) {

    private static final Pattern INTERVAL = Pattern.compile("([\\[(])([^,\\[\\]()]*)(?:(,)([^,\\[\\]()]*))?([\\])])");
    private static final Pattern RANGE = Pattern.compile(INTERVAL + "(?:,(?:" + INTERVAL + "))*");

    /**
     * Checks the notation.
     *
     * @throws IllegalArgumentException if {@code range} is not in Maven's notation
     */
    public VersionRange {
        if (!RANGE.matcher(range).matches()) {
            throw new IllegalArgumentException("'" + range + "' is not a range of versions");
        }
    }

    /** Whether {@code version} is in the range. */
    public boolean contains(String version) {
        Version candidate = Version.of(version);
        Matcher interval = INTERVAL.matcher(range);
        while (interval.find()) {
            if (isIn(candidate, interval)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(Version version, Matcher interval) {
        String from = interval.group(2).strip();
        if (interval.group(3) == null) {
            return version.compareTo(Version.of(from)) == 0;
        }
        String to = interval.group(4).strip();
        return (from.isEmpty()
                        || version.compareTo(Version.of(from))
                                >= (interval.group(1).equals("[") ? 0 : 1))
                && (to.isEmpty()
                        || version.compareTo(Version.of(to))
                                <= (interval.group(5).equals("]") ? 0 : -1));
    }
}
