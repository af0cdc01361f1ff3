package dev.agentcost.maven;

import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Checks all modules of a build as one: a call from one module into another is seen through, a method that another module calls is no
 * entry point, and there is one verdict and one report. Budgets, baseline and configuration are those of the directory that the build is
 * started in; the goal {@code aggregate-baseline} writes that baseline.
 *
 * <p>Runs after everything is compiled: {@code mvn verify agentcost:aggregate}.
 */
@Mojo(name = "aggregate", aggregator = true, requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class AggregateMojo extends AbstractAgentcostMojo {

    /**
     * Which findings fail the build: {@code error}, {@code warning} (and errors) or {@code never}. Where it is not set, the configuration
     * file decides, and otherwise it is {@code error}.
     */
    @Parameter(property = "agentcost.failOn")
    private @Nullable String failOn;

    @Override
    Optional<String> failOn() {
        return Optional.ofNullable(failOn);
    }

    @Override
    Scope projectScope(boolean withTests) {
        return reactorScope(withTests);
    }

    @Override
    void run(Scope scope, Settings settings) throws UsageException, MojoFailureException {
        judge(scope, settings, "aggregate-baseline");
    }
}
