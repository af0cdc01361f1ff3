package dev.agentcost.maven;

import dev.agentcost.analyzer.result.Coverage;
import dev.agentcost.maven.outcome.LogLine;
import dev.agentcost.maven.outcome.Outcome;
import dev.agentcost.maven.outcome.StagedFiles;
import dev.agentcost.maven.report.BaselineSummary;
import dev.agentcost.maven.report.ConsoleReport;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.Summary;
import dev.agentcost.maven.report.pareto.Frontiers;
import dev.agentcost.rules.finding.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** Puts a report into files and on the console. */
final class Output {

    private final Log log;
    private final Path directory;
    private final Set<ReportFormat> formats;
    private final Optional<Frontiers> variants;

    /** Logs to {@code log}, writes files of the formats into the directory, with the variants where they are given. */
    Output(Log log, Path directory, Set<ReportFormat> formats, Optional<Frontiers> variants) {
        this.log = log;
        this.directory = directory;
        this.formats = formats;
        this.variants = variants;
    }

    /** Writes the files and says what there is to say; that, and what was written. Whether it fails a build is not judged here. */
    Outcome write(Report report, Scope scope) throws UsageException {
        SortedMap<String, String> written = files(report);
        List<LogLine> lines = lines(report, scope);
        say(lines);
        return new Outcome(lines, written, Optional.empty());
    }

    /** The files with their digests; none is touched before all are whole. */
    private SortedMap<String, String> files(Report report) throws UsageException {
        if (formats.isEmpty()) {
            return Collections.emptySortedMap();
        }
        try (StagedFiles files = new StagedFiles(directory)) {
            for (ReportFormat format : formats) {
                format.write(report, variants, files.stage());
            }
            return files.publish();
        } catch (IOException e) {
            throw new UsageException("agentcost.outputDirectory: nothing can be written to " + directory + " (" + e
                    + "); name a directory that can be written to");
        }
    }

    private List<LogLine> lines(Report report, Scope scope) {
        Coverage coverage = report.analysis().coverage();
        if (coverage.filesSeen() == 0) {
            return List.of(note("no Java sources in "
                    + scope.sources().stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ", nothing to analyse"));
        }
        List<LogLine> lines = new ArrayList<>();
        coverage.failures()
                .forEach((file, reason) -> lines.add(warning("not read whole: "
                        + scope.baseDirectory().resolve(file) + ": " + reason + "; everything else was analysed")));
        coverage.problems().forEach(problem -> lines.add(warning(problem)));
        report.result().warnings().forEach(warning -> lines.add(warning(warning)));
        ConsoleReport console = new ConsoleReport(report);
        List<String> texts = console.texts();
        for (int i = 0; i < texts.size(); i++) {
            lines.add(new LogLine(report.result().unknown().get(i).level(), texts.get(i)));
        }
        if (console.shortened() > 0) {
            lines.add(note("of so many findings only the gravest are told whole here; the others are in the reports"));
        }
        lines.add(note(Summary.of(report)));
        Summary.notes(report).forEach(note -> lines.add(note(note)));
        BaselineSummary.of(report.result()).forEach(line -> lines.add(note(line)));
        if (!formats.isEmpty()) {
            lines.add(note("reports are in " + directory));
        }
        return lines;
    }

    private static LogLine note(String text) {
        return new LogLine(Level.NOTE, "agentcost: " + text);
    }

    private static LogLine warning(String text) {
        return new LogLine(Level.WARNING, "agentcost: " + text);
    }

    /** One call for all lines of a finding, so that modules built at the same time do not mix theirs. */
    void say(List<LogLine> lines) {
        for (LogLine line : lines) {
            switch (line.level()) {
                case ERROR -> log.error(line.text());
                case WARNING -> log.warn(line.text());
                case NOTE -> log.info(line.text());
            }
        }
    }
}
