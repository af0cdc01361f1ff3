package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;
import java.util.SortedMap;

/**
 * A structural change whose effect on cost is asked for.
 *
 * @param turns at most this many turns, by location of the site
 * @param windows at most this many tokens of context, by location of the site in whose turns the context grows
 */
public record Scenario(SortedMap<SourceLocation, Formula> turns, SortedMap<SourceLocation, Formula> windows) {}
