package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.ir.Expression;

/**
 * An expression that a value may come from.
 *
 * @param procedure where the expression stands
 * @param expression a constant, a creation, a lambda, a library call's result, or whatever is not followed further
 */
public record Origin(Procedure procedure, Expression expression) {}
