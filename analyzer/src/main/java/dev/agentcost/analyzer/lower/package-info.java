/**
 * From syntax trees to the lowered form: declarations, then each body as basic blocks over calls without nesting. Afterwards
 * the trees are forgotten.
 */
@NullMarked
package dev.agentcost.analyzer.lower;

import org.jspecify.annotations.NullMarked;
