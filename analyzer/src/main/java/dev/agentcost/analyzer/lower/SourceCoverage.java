package dev.agentcost.analyzer.lower;

import java.util.List;
import java.util.Set;

/**
 * How much of the sources the result rests on.
 *
 * @param files files found
 * @param lowered files that were read, wholly or in part
 * @param irrelevant files that can reach no model and are needed by none that can
 * @param reaching names of the lowered files that may reach a model or tool; the others support them
 * @param reachingTypes names without package of the types through which they reach it
 * @param unparsed names of the files that nothing could be read of
 */
public record SourceCoverage(
        int files,
        int lowered,
        int irrelevant,
        List<String> reaching,
        Set<String> reachingTypes,
        List<String> unparsed) {}
