package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.ir.SourceLocation;

/** One step of a derivation or of a path to a call: a place in the source and what it contributes. */
public record Step(SourceLocation location, String text) {}
