package dev.agentcost.analyzer.source;

/**
 * A comment that speaks to this program.
 *
 * @param line one-based line where it begins
 * @param codeLine line of the code that it speaks of: its own, or the next line of code where it has a line to itself
 * @param text what stands behind {@code agentcost:}, trimmed
 */
public record Remark(int line, int codeLine, String text) {}
