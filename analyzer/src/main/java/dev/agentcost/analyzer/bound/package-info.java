/** How often a loop or a recursion runs at most, and why. */
@NullMarked
package dev.agentcost.analyzer.bound;

import org.jspecify.annotations.NullMarked;
