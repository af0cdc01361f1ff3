package dev.agentcost.analyzer.result;

import dev.agentcost.analyzer.cost.Effect;
import dev.agentcost.analyzer.ir.SourceLocation;
import java.util.List;

/**
 * A place where code repeats.
 *
 * @param kind what makes it repeat
 * @param location its header
 * @param method readable name of the enclosing method, {@code Type#method}
 * @param methodKey unique key of the enclosing method
 * @param ordinal number of the site among those of the same kind in the method, from 0: stable under moving lines
 * @param reachesModel whether one turn can reach a request to a model
 * @param reachesTool whether one turn can run a tool
 * @param callPath from the site to the request or tool it reaches, the nearest first
 * @param driver what decides that it goes on
 * @param bound how often it runs at most
 * @param derivation why, step by step
 * @param remedy where a limit would go, or "" where there is one
 * @param context how the context that it sends grows
 * @param turn what one turn costs
 */
public record Site(
        SiteKind kind,
        SourceLocation location,
        String method,
        String methodKey,
        int ordinal,
        boolean reachesModel,
        boolean reachesTool,
        List<Step> callPath,
        Driver driver,
        IterationBound bound,
        List<Step> derivation,
        String remedy,
        ContextGrowth context,
        Effect turn) {

    /** Of the place: what a turn costs is dear to hash. */
    @Override
    public int hashCode() {
        return location.hashCode() * 31 + ordinal;
    }

    /** Whether a turn costs anything. */
    public boolean costs() {
        return reachesModel || reachesTool;
    }
}
