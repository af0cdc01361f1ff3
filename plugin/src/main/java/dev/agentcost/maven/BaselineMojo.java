package dev.agentcost.maven;

import dev.agentcost.rules.Result;
import dev.agentcost.rules.baseline.Baseline;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Writes down what is there today: the findings that stand and what each entry point costs. From then on {@code check} fails only on
 * what is new or worse. The file is meant to be committed; nothing else writes it.
 *
 * <p>Compile first, so that calls are resolved as in the build: {@code mvn compile agentcost:baseline}.
 */
@Mojo(
        name = "baseline",
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class BaselineMojo extends AbstractAgentcostMojo {

    @Override
    void run(Scope scope, Settings settings) throws UsageException {
        Result result = new CostCheck(settings).report(scope, Optional.empty()).result();
        BaselineFile file = new BaselineFile(scope, settings);
        Baseline baseline = result.baseline();
        file.write(baseline);
        getLog().info("agentcost: " + file + " knows "
                + counted(baseline.findings().size(), "finding", "findings")
                + " and the cost of " + counted(baseline.costs().size(), "entry point", "entry points")
                + "; commit it: from now on a check fails only on what is new or worse");
    }

    private static String counted(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
