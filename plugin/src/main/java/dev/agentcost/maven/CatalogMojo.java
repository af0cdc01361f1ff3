package dev.agentcost.maven;

import dev.agentcost.maven.report.CatalogText;
import dev.agentcost.maven.report.Report;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Prints what agentcost knows of libraries, file by file, and which rows speak of calls and annotations in this project, each with the place
 * where it stands: a file of the project's own, one in a jar on the class path, or one that comes with agentcost.
 *
 * <p>{@code mvn compile agentcost:catalog}
 */
@Mojo(
        name = "catalog",
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class CatalogMojo extends AbstractAgentcostMojo {

    @Override
    void run(Scope scope, Settings settings) throws UsageException {
        Report report = new CostCheck(settings).report(scope, Optional.empty());
        report.analysis().coverage().problems().stream()
                .filter(problem -> problem.contains(CatalogText.IN_JARS))
                .forEach(problem -> getLog().warn("agentcost: " + problem));
        getLog().info("agentcost: " + CatalogText.of(report.analysis().catalog()));
    }
}
