package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.cost.CostVector;
import dev.agentcost.analyzer.ir.SourceLocation;
import java.util.List;

/**
 * A method where cost begins: nothing in the analysed sources calls it, or a request from outside enters there.
 *
 * @param method readable name, {@code Type#method}
 * @param methodKey unique key
 * @param type fully qualified name of its type
 * @param annotations fully qualified names of its and its type's annotations
 * @param cost what one call costs at most
 * @param sites the sites that cost and that a call of it can come to, in their order
 * @param path the calls down to the costliest site, the entry point's own line first
 */
public record EntryPoint(
        String method,
        String methodKey,
        String type,
        List<String> annotations,
        SourceLocation location,
        CostVector cost,
        List<Site> sites,
        List<Step> path) {}
