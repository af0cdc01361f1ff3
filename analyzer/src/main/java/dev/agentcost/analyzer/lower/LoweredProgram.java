package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.resolve.ClassFiles;
import dev.agentcost.analyzer.resolve.Typing;
import dev.agentcost.analyzer.source.ConfigurationFiles;
import dev.agentcost.analyzer.source.Diagnostic;
import java.util.List;
import java.util.Map;

/**
 * The lowered sources of a module.
 *
 * @param units by file name
 * @param dependencies the code of dependencies that is seen through
 * @param typing Java's type rules over sources, class path and catalogue
 * @param diagnostics what could not be read, sorted
 * @param resolutions how many calls each way of resolution answered
 * @param classFiles the class path behind {@code typing}; open until {@link #close()}
 * @param configuration the configuration files beside the sources
 */
public record LoweredProgram(
        List<Unit> units,
        List<Unit> dependencies,
        Typing typing,
        SourceCoverage coverage,
        List<Diagnostic> diagnostics,
        Map<Resolution, Integer> resolutions,
        ClassFiles classFiles,
        ConfigurationFiles configuration)
        implements AutoCloseable {

    @Override
    public void close() {
        classFiles.close();
    }
}
