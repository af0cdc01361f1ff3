package dev.agentcost.analyzer.ir;

import java.util.Comparator;

/**
 * A place in a source file.
 *
 * @param file path relative to the base directory, with {@code /}
 * @param line one-based
 * @param column one-based, in UTF-16 units; 0 where only the line is known
 */
public record SourceLocation(String file, int line, int column) implements Comparable<SourceLocation> {

    private static final Comparator<SourceLocation> ORDER = Comparator.comparing(SourceLocation::file)
            .thenComparingInt(SourceLocation::line)
            .thenComparingInt(SourceLocation::column);

    @Override
    public int compareTo(SourceLocation other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
