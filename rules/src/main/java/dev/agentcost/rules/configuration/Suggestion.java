package dev.agentcost.rules.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What someone probably meant by a name that does not exist. */
final class Suggestion {

    /** Of a name's letters, so many may differ: one in three, and two of a short name. */
    private static final int PART = 3;

    private Suggestion() {}

    /** The end of a message about a name: the known name that looks like it, or all of them. */
    static String of(String name, Collection<String> known) {
        return nearest(name, known)
                .map(nearest -> "write '" + nearest + "'")
                .orElseGet(() -> "write one of " + String.join(", ", known));
    }

    static Optional<String> nearest(String name, Collection<String> known) {
        int tolerance = Math.max(2, name.length() / PART);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= tolerance)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** Levenshtein's distance, row by row; names are short. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
