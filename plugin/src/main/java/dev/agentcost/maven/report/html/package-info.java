/** The HTML report: views of a {@link dev.agentcost.maven.report.Report} that templates show, in one file that needs no other. */
@NullMarked
package dev.agentcost.maven.report.html;

import org.jspecify.annotations.NullMarked;
