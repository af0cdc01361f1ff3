package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.ir.Unit;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The answer for one set of sources.
 *
 * @param entryPoints sorted by location
 * @param sites sorted by location
 * @param hazards single calls that cost more than they need, sorted by location
 * @param graph the ways to requests and tools
 * @param methods every method with a bound on its iterations, where asked for; otherwise empty
 * @param models names of models found in the sources, sorted
 * @param suppressions accepted findings by file
 * @param catalog the catalogue files, in the order in which they are asked
 * @param costOf the cost of an entry point (by its key) under a scenario
 */
public record Analysis(
        List<EntryPoint> entryPoints,
        List<Site> sites,
        List<Hazard> hazards,
        CostGraph graph,
        List<MethodIterations> methods,
        List<String> models,
        Map<String, List<Unit.Suppression>> suppressions,
        Coverage coverage,
        List<CatalogUse> catalog,
        BiFunction<String, Scenario, CostVector> costOf) {}
