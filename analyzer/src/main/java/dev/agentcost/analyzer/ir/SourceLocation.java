package dev.agentcost.analyzer.ir;

import java.util.Comparator;

/**
 * A place in a source file.
 *
 * @param file path relative to the base directory, with {@code /}; of a dependency its jar and the path in there, {@code a-1.jar!/b/C.java}
 * @param line one-based
 * @param column one-based, in UTF-16 units; 0 where only the line is known
 */
public record SourceLocation(String file, int line, int column) implements Comparable<SourceLocation> {

    /** What stands between the name of a jar and a path in it. */
    public static final String IN_JAR = "!/";

    private static final Comparator<SourceLocation> ORDER = Comparator.comparing(SourceLocation::file)
            .thenComparingInt(SourceLocation::line)
            .thenComparingInt(SourceLocation::column);

    /** Whether it is a place in a dependency, of which no file is in the sources. */
    public boolean isInJar() {
        return file.contains(IN_JAR);
    }

    @Override
    public int compareTo(SourceLocation other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
