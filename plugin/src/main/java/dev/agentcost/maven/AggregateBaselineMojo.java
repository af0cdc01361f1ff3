package dev.agentcost.maven;

import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Writes the baseline of all modules of a build as one, for the goal {@code aggregate}: a file in the directory that the build is started in.
 *
 * <p>Compile first, so that calls are resolved as in the build: {@code mvn compile agentcost:aggregate-baseline}.
 */
@Mojo(
        name = "aggregate-baseline",
        aggregator = true,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        threadSafe = true)
public final class AggregateBaselineMojo extends AbstractAgentcostMojo {

    @Override
    Scope projectScope(boolean withTests) {
        return reactorScope(withTests);
    }

    @Override
    void run(Scope scope, Settings settings) throws UsageException {
        writeBaseline(scope, settings);
    }
}
