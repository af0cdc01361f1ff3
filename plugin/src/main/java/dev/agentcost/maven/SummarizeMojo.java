package dev.agentcost.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Puts what is known of this module's agents beside its classes, in {@code META-INF/agentcost/}, from where it comes into the jar. A module
 * that depends on this one, in the same build or from a repository, then sees through its calls into it without its source. A module that
 * reaches neither a model nor a tool gets no such file. Test sources are left out.
 */
@Mojo(
        name = "summarize",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        threadSafe = true)
public final class SummarizeMojo extends AbstractAgentcostMojo {

    /** What travels in the jar is the module's own, whatever else is to be analysed. */
    @Override
    Scope ownScope() {
        return projectScope(false);
    }

    @Override
    boolean isOncePerBuild() {
        return false;
    }

    @Override
    void run(Scope scope, Settings settings) throws UsageException {
        Optional<byte[]> form = new CostCheck(settings).form(scope, jarName(), reportDirectory());
        new FormFile(classes()).keep(form);
        form.ifPresent(
                bytes -> getLog().info("agentcost: modules that depend on this one see through their calls into it by "
                        + scope.shown(FormFile.in(classes())) + " (" + (bytes.length + 1023) / 1024 + " KB)"));
    }
}
