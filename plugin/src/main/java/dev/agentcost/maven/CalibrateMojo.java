package dev.agentcost.maven;

import dev.agentcost.maven.report.calibrate.Calibration;
import dev.agentcost.maven.report.input.InputException;
import dev.agentcost.rules.price.TokenCounting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded runs, OpenTelemetry's GenAI spans in OTLP JSON, and writes the sizes that were observed as assumptions for
 * {@code agentcost.yaml}: the largest, with median and 95th percentile beside it. Warns of each run that took more than its bound.
 *
 * <p>{@code mvn agentcost:calibrate -Dagentcost.spans=spans.json}
 */
@Mojo(name = "calibrate", requiresProject = false, aggregator = true, threadSafe = true)
public final class CalibrateMojo extends AbstractMojo {

    private static final String FILE = "agentcost-calibrated.yaml";

    /** The recorded spans: a document of OTLP JSON, or one a line. */
    @Parameter(property = "agentcost.spans", required = true)
    private @Nullable File spans;

    /** The {@code agentcost.json} with the bounds that the runs are held against, where it is there. */
    @Parameter(property = "agentcost.after", defaultValue = "${project.build.directory}/agentcost/agentcost.json")
    private @Nullable File after;

    /** Where {@code agentcost-calibrated.yaml} is written. */
    @Parameter(property = "agentcost.outputDirectory", defaultValue = "${project.build.directory}/agentcost")
    private @Nullable File outputDirectory;

    @Override
    public void execute() throws MojoExecutionException {
        try {
            Calibration calibration = Calibration.of(path(spans), TokenCounting.o200k());
            Path file = path(outputDirectory).resolve(FILE);
            Files.createDirectories(path(outputDirectory));
            Files.writeString(file, calibration.yaml());
            getLog().info("agentcost: " + file + "\n" + calibration.yaml().stripTrailing());
            calibration.above(path(after)).forEach(run -> getLog().warn("agentcost: " + run));
        } catch (InputException e) {
            throw new MojoExecutionException(e.getMessage());
        } catch (IOException e) {
            throw new MojoExecutionException("agentcost.outputDirectory: nothing can be written to " + outputDirectory
                    + " (" + e + "); name a directory that can be written to");
        }
    }

    private static Path path(@Nullable File file) {
        if (file == null) {
            throw new IllegalStateException("Maven did not set a parameter");
        }
        return file.toPath().toAbsolutePath().normalize();
    }
}
