package dev.agentcost.analyzer.catalog;

/**
 * Versions of one artifact.
 *
 * @param artifact the artifact id whose version decides, such as {@code spring-ai-model}
 * @param range a range in Maven's notation, such as {@code [1.0,2.0.1)}
 */
public record VersionRange(String artifact, String range) {}
