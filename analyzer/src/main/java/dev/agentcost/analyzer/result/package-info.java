/** What the analysis answers: sites, entry points and their costs, coverage. Plain values, ready for rules and reports. */
@NullMarked
package dev.agentcost.analyzer.result;

import org.jspecify.annotations.NullMarked;
