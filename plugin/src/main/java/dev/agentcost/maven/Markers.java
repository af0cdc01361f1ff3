package dev.agentcost.maven;

import dev.agentcost.maven.report.Report;
import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.codehaus.plexus.build.BuildContext;
import org.jspecify.annotations.Nullable;

/**
 * Findings as markers at their lines, in an IDE that builds with Maven's plugins: Eclipse with m2e. Outside of one nothing happens, because
 * the context of a plain build would print each finding once more.
 */
final class Markers {

    private final BuildContext context;

    Markers(BuildContext context) {
        this.context = context;
    }

    /** Whether an IDE builds, and not a command line. */
    boolean areShown() {
        return context.isIncremental();
    }

    /** Whether there is anything to do: always on a command line, in an IDE where a source has changed. */
    boolean areOutdated(Scope scope) {
        return !areShown() || scope.sources().stream().anyMatch(source -> context.hasDelta(source.toFile()));
    }

    /** Puts the findings that the baseline does not know in the place of the markers that were there. */
    void show(Report report, Scope scope) throws UsageException {
        if (!areShown()) {
            return;
        }
        for (Path source : scope.sources()) {
            remove(source);
        }
        report.result().unknown().forEach(finding -> add(finding, scope));
    }

    private void remove(Path source) throws UsageException {
        try (Stream<Path> files = Files.walk(source)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> context.removeMessages(file.toFile()));
        } catch (IOException e) {
            throw new UsageException(source + " cannot be read (" + e.getMessage() + "); see to its permissions");
        }
    }

    private void add(Finding finding, Scope scope) {
        List<String> parts = finding.remedy().isEmpty()
                ? List.of(finding.rule() + ": " + finding.message())
                : List.of(finding.rule() + ": " + finding.message(), "to do: " + finding.remedy());
        @Nullable Throwable noCause = null;
        context.addMessage(
                scope.baseDirectory().resolve(finding.location().file()).toFile(),
                finding.location().line(),
                finding.location().column(),
                String.join("; ", parts),
                finding.level() == Level.ERROR ? BuildContext.SEVERITY_ERROR : BuildContext.SEVERITY_WARNING,
                noCause);
    }
}
