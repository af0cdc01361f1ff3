package dev.agentcost.maven;

import dev.agentcost.maven.report.input.InputException;
import dev.agentcost.maven.report.pareto.Frontiers;
import dev.agentcost.maven.report.pareto.ParetoPlot;
import dev.agentcost.maven.report.pareto.ParetoTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Tells which variants of an agent are worth their cost: takes the measured success rate of each variant with the variant's
 * {@code agentcost.json}, and names for each dimension of cost the variants on the frontier and those that another one dominates, which is
 * to say that the other one succeeds at least as often for at most the cost.
 *
 * <p>{@code mvn agentcost:pareto -Dagentcost.variants=variants.csv} writes {@code pareto.md} and {@code pareto.svg}.
 */
@Mojo(name = "pareto", requiresProject = false, aggregator = true, threadSafe = true)
public final class ParetoMojo extends RecordsMojo {

    /**
     * The variants: CSV that begins with the line {@code variant,success,result,entryPoint}, or a JSON array of objects with these names.
     * {@code success} is a rate from 0 to 1; {@code result} is the variant's {@code agentcost.json}, seen from this file; {@code entryPoint}
     * names the entry points that count, {@code Agent#answer} or {@code *Agent#*}, of which the dearest counts in each dimension. All
     * count where it is left out.
     */
    @Parameter(property = "agentcost.variants", required = true)
    private @Nullable File variants;

    @Override
    void run(Path folder) throws InputException, IOException {
        Frontiers frontiers = Frontiers.read(path(variants));
        write(folder.resolve("pareto.md"), ParetoTable.of(frontiers));
        Files.writeString(folder.resolve("pareto.svg"), ParetoPlot.of(frontiers));
    }
}
