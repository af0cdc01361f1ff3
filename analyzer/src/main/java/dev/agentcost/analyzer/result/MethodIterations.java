package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;

/** The bound on all loop iterations and recursive calls that one call of a method makes, callees included. */
public record MethodIterations(String method, String methodKey, SourceLocation location, Formula iterations) {}
