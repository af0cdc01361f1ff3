package dev.agentcost.maven;

import dev.agentcost.maven.report.input.InputException;
import dev.agentcost.maven.report.pareto.Frontiers;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to analyse, as the user set it; checked.
 *
 * @param version of the plugin
 * @param threads at least 1
 * @param configFile the configuration file that the user names, or empty to look for one
 * @param baselineFile the baseline that the user names, or empty for the module's own
 * @param failOn which findings fail the build, as written, or empty to leave it to the configuration file
 * @param reports which files are written
 * @param variants of the agent with their success rates, to be shown with the result; empty where none are given
 */
record Settings(
        String version,
        Charset encoding,
        boolean includeTests,
        boolean allLoops,
        int threads,
        Optional<Path> configFile,
        Optional<Path> baselineFile,
        Optional<String> failOn,
        Set<ReportFormat> reports,
        Optional<Frontiers> variants,
        List<Budget> budgets) {

    static Settings of(
            String version,
            @Nullable String encoding,
            boolean includeTests,
            boolean allLoops,
            int threads,
            Optional<Path> configFile,
            Optional<Path> baselineFile,
            Optional<String> failOn,
            String reports,
            Optional<Path> variants,
            List<Budget> budgets)
            throws UsageException {
        return new Settings(
                version,
                charset(encoding),
                includeTests,
                allLoops,
                threads(threads),
                configFile,
                baselineFile,
                failOn,
                ReportFormat.parse(reports),
                variants(variants),
                List.copyOf(budgets));
    }

    private static Charset charset(@Nullable String name) throws UsageException {
        if (name == null || name.isBlank()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UsageException("agentcost.encoding is '" + name
                    + "', which is no encoding that this JDK knows; write one such as UTF-8 or ISO-8859-1");
        }
    }

    private static Optional<Frontiers> variants(Optional<Path> file) throws UsageException {
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(Frontiers.read(file.get()));
        } catch (InputException e) {
            throw new UsageException("agentcost.variants: " + e.getMessage());
        }
    }

    private static int threads(int threads) throws UsageException {
        if (threads < 0) {
            throw new UsageException("agentcost.threads is " + threads
                    + "; write how many files to read at the same time, or 0 for as many as there are processors");
        }
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}
