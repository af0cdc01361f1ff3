package dev.agentcost.maven;

import dev.agentcost.maven.report.Explanation;
import dev.agentcost.maven.report.Report;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Prints how the bound of a method came about: what it calls and repeats down to the requests and tools, each with its source line, its
 * formula and its number.
 *
 * <p>{@code mvn compile agentcost:explain -Dagentcost.method=SupportAgent#answer}
 */
@Mojo(
        name = "explain",
        requiresDependencyResolution = ResolutionScope.COMPILE,
        requiresProject = false,
        threadSafe = true)
public final class ExplainMojo extends AbstractAgentcostMojo {

    private static final int MOST = 20;

    /** The method, as reports name it: {@code Type#method} with the simple name of the type. */
    @Parameter(property = "agentcost.method", required = true)
    private @Nullable String method;

    @Override
    void run(Scope scope, Settings settings) throws UsageException {
        Report report = new CostCheck(settings).report(scope, Optional.empty());
        String name = method == null ? "" : method.strip();
        Optional<String> explanation = Explanation.of(report, name);
        if (explanation.isEmpty()) {
            throw new UsageException("agentcost.method: no method '" + name + "' can reach a model or a tool; "
                    + known(Explanation.methods(report)));
        }
        getLog().info("agentcost: how the bound came about\n" + explanation.get());
    }

    private static String known(List<String> methods) {
        return methods.isEmpty()
                ? "nor can any other method of these sources"
                : "write one of " + String.join(", ", methods.subList(0, Math.min(MOST, methods.size())))
                        + (methods.size() > MOST ? ", ..." : "");
    }
}
