package dev.agentcost.rules.suppression;

import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.rules.finding.Finding;

/** A finding that a suppression in the source accepts. */
public record Accepted(Finding finding, Unit.Suppression suppression) {}
