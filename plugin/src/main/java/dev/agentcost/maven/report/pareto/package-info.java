/** Measured success against bounds of cost: which variants of an agent no other one beats. */
@NullMarked
package dev.agentcost.maven.report.pareto;

import org.jspecify.annotations.NullMarked;
