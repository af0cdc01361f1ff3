package dev.agentcost.maven.outcome;

import dev.agentcost.rules.finding.Level;

/**
 * Something that is said on the console.
 *
 * @param level a note is mere information
 * @param text one line or several that belong together
 */
public record LogLine(Level level, String text) {}
