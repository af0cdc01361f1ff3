package dev.agentcost.analyzer.source;

import java.util.Comparator;

/**
 * Something that could not be read as it stands.
 *
 * @param file path relative to the base directory, with {@code /}
 * @param line one-based, 0 where it concerns the whole file
 * @param message what is wrong, what it means for the result and how to mend it
 */
public record Diagnostic(String file, int line, String message) implements Comparable<Diagnostic> {

    private static final Comparator<Diagnostic> ORDER = Comparator.comparing(Diagnostic::file)
            .thenComparingInt(Diagnostic::line)
            .thenComparing(Diagnostic::message);

    @Override
    public int compareTo(Diagnostic other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + message;
    }
}
