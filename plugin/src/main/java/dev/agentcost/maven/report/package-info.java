/** Writes what was found: one class for each format, and the console. Knows no Maven. */
@NullMarked
package dev.agentcost.maven.report;

import org.jspecify.annotations.NullMarked;
