/** Writes what was found: JSON, SARIF and the console. Knows no Maven. */
@NullMarked
package dev.agentcost.maven.report;

import org.jspecify.annotations.NullMarked;
