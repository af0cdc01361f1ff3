package dev.agentcost.rules;

import dev.agentcost.analyzer.result.EntryPoint;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.finding.Lever;
import java.util.List;

/**
 * An entry point in figures.
 *
 * @param levers what changes would save, the best first
 * @param notes under which conditions the figures hold, beyond the assumptions
 */
public record EntryPointResult(EntryPoint entryPoint, CostFigures cost, List<Lever> levers, List<String> notes) {

    public EntryPointResult {
        levers = List.copyOf(levers);
        notes = List.copyOf(notes);
    }
}
