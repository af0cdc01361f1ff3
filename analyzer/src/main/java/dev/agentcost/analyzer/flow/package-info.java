/** Control flow of one method body: its graph, dominators and the forest of its natural loops. */
@NullMarked
package dev.agentcost.analyzer.flow;

import org.jspecify.annotations.NullMarked;
