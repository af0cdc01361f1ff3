/** Reads the Java source of agents and bounds what they cost; knows no Maven and no rules. */
@NullMarked
package dev.agentcost.analyzer;

import org.jspecify.annotations.NullMarked;
