package dev.agentcost.maven;

import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Writes down what is there today: the findings that stand and what each entry point costs. From then on {@code check} fails only on
 * what is new or worse. The file is meant to be committed; nothing else writes it.
 *
 * <p>Compile first, so that calls are resolved as in the build: {@code mvn compile agentcost:baseline}.
 */
@Mojo(name = "baseline", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class BaselineMojo extends AbstractAgentcostMojo {

    @Override
    void run(Scope scope, Settings settings) throws UsageException {
        writeBaseline(scope, settings);
    }
}
