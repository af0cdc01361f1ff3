package dev.agentcost.maven;

import dev.agentcost.maven.report.calibrate.Calibration;
import dev.agentcost.maven.report.input.InputException;
import dev.agentcost.rules.price.TokenCounting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded runs, OpenTelemetry's GenAI spans in OTLP JSON, and writes the sizes that were observed as assumptions for
 * {@code agentcost.yaml}: the largest, with median and 95th percentile beside it. Warns of each run that took more than its bound.
 *
 * <p>{@code mvn agentcost:calibrate -Dagentcost.spans=spans.json} writes {@code agentcost-calibrated.yaml}.
 */
@Mojo(name = "calibrate", requiresProject = false, aggregator = true, threadSafe = true)
public final class CalibrateMojo extends RecordsMojo {

    private static final String FILE = "agentcost-calibrated.yaml";

    /** The recorded spans: a document of OTLP JSON, or one a line. */
    @Parameter(property = "agentcost.spans", required = true)
    private @Nullable File spans;

    /** The {@code agentcost.json} with the bounds that the runs are held against, where it is there. */
    @Parameter(property = "agentcost.after", defaultValue = "${project.build.directory}/agentcost/agentcost.json")
    private @Nullable File after;

    @Override
    void run(Path folder) throws InputException, IOException {
        Calibration calibration = Calibration.of(path(spans), TokenCounting.o200k());
        write(folder.resolve(FILE), calibration.yaml());
        calibration.above(path(after)).forEach(run -> getLog().warn("agentcost: " + run));
    }
}
