/** Budgets: which one holds for an entry point, and what became of it. */
@NullMarked
package dev.agentcost.rules.budget;

import org.jspecify.annotations.NullMarked;
