/** Findings that someone has accepted, and what is wrong with the accepting. */
@NullMarked
package dev.agentcost.rules.suppression;

import org.jspecify.annotations.NullMarked;
