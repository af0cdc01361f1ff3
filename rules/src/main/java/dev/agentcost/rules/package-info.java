/** Judges cost bounds: rules, budgets, prices, baseline, suppressions and levers turn them into findings. */
@NullMarked
package dev.agentcost.rules;

import org.jspecify.annotations.NullMarked;
