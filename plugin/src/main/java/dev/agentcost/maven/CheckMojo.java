package dev.agentcost.maven;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.codehaus.plexus.build.BuildContext;
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

    private final BuildContext buildContext;

    /** Maven and IDEs hand in the context that they build in. */
    @Inject
    public CheckMojo(BuildContext buildContext) {
        this.buildContext = buildContext;
    }

    @Override
    Optional<String> failOn() {
        return Optional.ofNullable(failOn);
    }

    @Override
    void run(Scope scope, Settings settings) throws UsageException, MojoFailureException {
        Markers markers = new Markers(buildContext);
        if (!markers.areShown()) {
            judge(scope, settings, "baseline");
        } else if (markers.areOutdated(scope)) {
            markers.show(report(scope, settings), scope);
        }
    }
}
