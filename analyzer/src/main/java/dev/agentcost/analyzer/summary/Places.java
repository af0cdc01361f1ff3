package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.SourceLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which procedures' code stands on a line. */
final class Places {

    private record Range(Procedure procedure, int first, int last) {}

    private final Map<String, List<Range>> ranges = new HashMap<>();

    Places(Collection<Procedure> procedures) {
        for (Procedure procedure : procedures) {
            SourceLocation start = procedure.location();
            int first = start.line();
            int last = start.line();
            for (Block block : procedure.body().blocks()) {
                for (Instruction instruction : block.instructions()) {
                    first = Math.min(first, instruction.line());
                    last = Math.max(last, instruction.line());
                }
                if (block.loop() != null) {
                    first = Math.min(first, block.loop().line());
                    last = Math.max(last, block.loop().line());
                }
            }
            ranges.computeIfAbsent(start.file(), file -> new ArrayList<>()).add(new Range(procedure, first, last));
        }
    }

    /** The procedures that have code on one of the lines, or round it. */
    Set<Procedure> at(Collection<SourceLocation> places) {
        Set<Procedure> found = new LinkedHashSet<>();
        for (SourceLocation place : places) {
            for (Range range : ranges.getOrDefault(place.file(), List.of())) {
                if (range.first() <= place.line() && place.line() <= range.last()) {
                    found.add(range.procedure());
                }
            }
        }
        return found;
    }
}
