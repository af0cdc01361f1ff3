/**
 * The cost algebra: what a piece of code costs, as formulas over the numbers that the source does not give.
 *
 * <p>From the bottom up: a {@link dev.agentcost.analyzer.cost.Symbol} is a missing number, a {@link
 * dev.agentcost.analyzer.cost.Formula} computes with symbols exactly, a {@link
 * dev.agentcost.analyzer.cost.CostVector} holds one formula a dimension, a {@link
 * dev.agentcost.analyzer.cost.ContextEffect} says what happens to one growing prompt, and an {@link
 * dev.agentcost.analyzer.cost.Effect} is all of it for a statement, a loop or a method. Everything is an
 * immutable value; every result is an upper bound of what the program can do.
 */
@NullMarked
package dev.agentcost.analyzer.cost;

import org.jspecify.annotations.NullMarked;
