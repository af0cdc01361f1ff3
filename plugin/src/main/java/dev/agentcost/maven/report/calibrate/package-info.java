/** What recorded runs took, as assumptions and against the bounds. */
@NullMarked
package dev.agentcost.maven.report.calibrate;

import org.jspecify.annotations.NullMarked;
