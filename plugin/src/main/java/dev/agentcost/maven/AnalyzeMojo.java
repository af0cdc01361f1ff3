package dev.agentcost.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

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

    @Override
    void run(Scope scope, Settings settings) throws UsageException {
        report(scope, settings);
    }
}
