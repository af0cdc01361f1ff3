/** Two results side by side: what each entry point cost before a change, and what it costs after it. Knows no Maven. */
@NullMarked
package dev.agentcost.maven.report.diff;

import org.jspecify.annotations.NullMarked;
