package dev.agentcost.analyzer.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What someone probably meant by a name that does not exist. */
final class Nearest {

    private Nearest() {}

    /** The end of a message about {@code name}: the known name that looks like it, or all of them. */
    static String advice(String name, List<String> known) {
        return find(name, known)
                .map(nearest -> "write '" + nearest + "'")
                .orElseGet(() -> "the keys are " + String.join(", ", known));
    }

    private static Optional<String> find(String name, List<String> known) {
        int tolerance = Math.max(2, name.length() / 3);
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
