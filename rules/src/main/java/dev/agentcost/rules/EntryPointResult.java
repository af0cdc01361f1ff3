package dev.agentcost.rules;

import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Lever;
import dev.agentcost.rules.lever.CostCurves;
import java.util.List;

/**
 * An entry point in figures.
 *
 * @param levers what changes would save, the best first
 * @param curves the cost against turns, today and with each lever
 * @param notes under which conditions the figures hold, beyond the assumptions, and requests that exceed what a model takes
 */
public record EntryPointResult(
        EntryPoint entryPoint, CostFigures cost, List<Lever> levers, CostCurves curves, List<String> notes) {

    public EntryPointResult {
        levers = List.copyOf(levers);
        notes = List.copyOf(notes);
    }
}
