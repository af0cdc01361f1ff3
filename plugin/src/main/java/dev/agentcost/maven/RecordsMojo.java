package dev.agentcost.maven;

import dev.agentcost.maven.report.input.InputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that reads no sources but what earlier runs have written, and writes what it makes of that. */
abstract class RecordsMojo extends AbstractMojo {

    /** Where the file of this goal is written. */
    @Parameter(property = "agentcost.outputDirectory", defaultValue = "${project.build.directory}/agentcost")
    private @Nullable File outputDirectory;

    @Override
    public final void execute() throws MojoExecutionException {
        try {
            run(path(outputDirectory));
        } catch (InputException e) {
            throw new MojoExecutionException(e.getMessage());
        } catch (IOException e) {
            throw new MojoExecutionException("agentcost.outputDirectory: nothing can be written to " + outputDirectory
                    + " (" + e + "); name a directory that can be written to");
        }
    }

    /** Does the goal's work; what it writes goes into the folder. */
    abstract void run(Path folder) throws InputException, IOException;

    /** Writes a file and prints it. */
    final void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
        getLog().info("agentcost: " + file + "\n" + text.stripTrailing());
    }

    /** The path of a parameter that is always set. */
    static Path path(@Nullable File file) {
        if (file == null) {
            throw new IllegalStateException("Maven did not set a parameter");
        }
        return file.toPath().toAbsolutePath().normalize();
    }
}
