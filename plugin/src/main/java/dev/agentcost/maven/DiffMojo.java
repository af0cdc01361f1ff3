package dev.agentcost.maven;

import dev.agentcost.maven.report.diff.CostDiff;
import dev.agentcost.maven.report.input.InputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Compares two results and tells what each entry point cost before and what it costs now, as a table in Markdown for a pull request:
 * formula, growth class, number and change. Says nothing where nothing has changed.
 *
 * <p>{@code mvn agentcost:diff -Dagentcost.before=main/agentcost.json}, after {@code analyze} or {@code check} has written the other one,
 * writes {@code agentcost-diff.md}; where nothing has changed there is no such file afterwards.
 */
@Mojo(name = "diff", requiresProject = false, aggregator = true, threadSafe = true)
public final class DiffMojo extends RecordsMojo {

    private static final String FILE = "agentcost-diff.md";

    /** The {@code agentcost.json} of before the change. */
    @Parameter(property = "agentcost.before", required = true)
    private @Nullable File before;

    /** The {@code agentcost.json} of after the change. */
    @Parameter(property = "agentcost.after", defaultValue = "${project.build.directory}/agentcost/agentcost.json")
    private @Nullable File after;

    @Override
    void run(Path folder) throws InputException, IOException {
        Optional<String> table = CostDiff.markdown(path(before), path(after));
        Path file = folder.resolve(FILE);
        if (table.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            write(file, table.get());
        }
    }
}
