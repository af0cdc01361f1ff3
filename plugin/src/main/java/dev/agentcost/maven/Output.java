package dev.agentcost.maven;

import dev.agentcost.analyzer.result.Coverage;
import dev.agentcost.maven.report.BaselineSummary;
import dev.agentcost.maven.report.ConsoleReport;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.Summary;
import dev.agentcost.maven.report.pareto.Frontiers;
import dev.agentcost.rules.finding.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    void write(Report report, Scope scope) throws UsageException {
        try {
            for (ReportFormat format : formats) {
                format.write(report, variants, directory);
            }
        } catch (IOException e) {
            throw new UsageException("agentcost.outputDirectory: nothing can be written to " + directory + " (" + e
                    + "); name a directory that can be written to");
        }
        print(report, scope);
    }

    private void print(Report report, Scope scope) {
        Coverage coverage = report.analysis().coverage();
        if (coverage.filesSeen() == 0) {
            log.info("agentcost: no Java sources in "
                    + scope.sources().stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ", nothing to analyse");
            return;
        }
        coverage.failures()
                .forEach((file, reason) -> log.warn("agentcost: not read whole: "
                        + scope.baseDirectory().resolve(file) + ": " + reason + "; everything else was analysed"));
        coverage.problems().forEach(problem -> log.warn("agentcost: " + problem));
        report.result().warnings().forEach(warning -> log.warn("agentcost: " + warning));
        ConsoleReport console = new ConsoleReport(report);
        List<String> texts = console.texts();
        for (int i = 0; i < texts.size(); i++) {
            log(report.result().unknown().get(i), texts.get(i));
        }
        if (console.shortened() > 0) {
            log.info(
                    "agentcost: of so many findings only the gravest are told whole here; the others are in the reports");
        }
        log.info("agentcost: " + Summary.of(report));
        Summary.notes(report).forEach(note -> log.info("agentcost: " + note));
        BaselineSummary.of(report.result()).forEach(line -> log.info("agentcost: " + line));
        if (!formats.isEmpty()) {
            log.info("agentcost: reports are in " + directory);
        }
    }

    /** One call for all lines of a finding, so that modules built at the same time do not mix theirs. */
    private void log(Finding finding, String text) {
        switch (finding.level()) {
            case ERROR -> log.error(text);
            case WARNING -> log.warn(text);
            case NOTE -> log.info(text);
        }
    }
}
