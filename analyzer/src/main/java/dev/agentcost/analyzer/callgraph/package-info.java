/** The program as a whole: its procedures, where values come from, what each call may run, and the call graph. */
@NullMarked
package dev.agentcost.analyzer.callgraph;

import org.jspecify.annotations.NullMarked;
