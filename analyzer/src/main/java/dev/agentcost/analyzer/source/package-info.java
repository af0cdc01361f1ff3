/** Finds source files, sorts out those that can matter, and parses them: one file at a time, in parallel, a broken one alone. */
@NullMarked
package dev.agentcost.analyzer.source;

import org.jspecify.annotations.NullMarked;
