package dev.agentcost.analyzer.source;

import java.nio.file.Path;

/**
 * A source file that was found.
 *
 * @param name path relative to the base directory, with {@code /}: what results are sorted by and reports print
 */
public record SourceFile(String name, Path path) {}
