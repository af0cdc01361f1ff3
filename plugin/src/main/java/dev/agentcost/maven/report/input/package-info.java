/** Files that earlier runs or other programs have written, as they are read again. Knows no Maven. */
@NullMarked
package dev.agentcost.maven.report.input;

import org.jspecify.annotations.NullMarked;
