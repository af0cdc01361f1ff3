package dev.agentcost.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.codehaus.plexus.build.BuildContext;

/**
 * Bounds what the agents in the sources can cost and writes the reports; never fails the build because of what it finds.
 *
 * <p>Needs no project: {@code mvn dev.agentcost:agentcost-maven-plugin:analyze -Dagentcost.sources=DIR
 * -Dagentcost.outputDirectory=OUT} reads any tree of Java sources.
 */
@Mojo(
        name = "analyze",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class AnalyzeMojo extends AbstractAgentcostMojo {

    private final BuildContext buildContext;

    /** Maven and IDEs hand in the context that they build in. */
    @Inject
    public AnalyzeMojo(BuildContext buildContext) {
        this.buildContext = buildContext;
    }

    @Override
    void run(Scope scope, Settings settings) throws UsageException {
        Markers markers = new Markers(buildContext);
        if (!markers.areShown()) {
            failure(scope, settings, "baseline");
        } else if (markers.areOutdated(scope)) {
            markers.show(report(scope, settings), scope);
        }
    }
}
