/**
 * One cost summary a procedure, made bottom-up over the call graph's components, and from them the sites and entry points
 * of the program.
 */
@NullMarked
package dev.agentcost.analyzer.summary;

import org.jspecify.annotations.NullMarked;
