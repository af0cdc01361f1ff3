package dev.agentcost.maven;

import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what the agents in the sources can cost, and fails the build where a model or tool call repeats without a limit, where a
 * context grows unpruned, or where a budget is exceeded. What the baseline knows fails nothing; what is worse than it does.
 */
@Mojo(
        name = "check",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class CheckMojo extends AbstractAgentcostMojo {

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
    void run(Scope scope, Settings settings) throws UsageException, MojoFailureException {
        Optional<String> failure = Gate.failure(report(scope, settings));
        if (failure.isPresent()) {
            throw new MojoFailureException(failure.get());
        }
    }
}
