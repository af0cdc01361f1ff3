package dev.agentcost.maven;

import dev.agentcost.maven.report.CheckstyleReport;
import dev.agentcost.maven.report.GitlabReport;
import dev.agentcost.maven.report.JsonReport;
import dev.agentcost.maven.report.MarkdownReport;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.SarifReport;
import dev.agentcost.maven.report.html.HtmlReport;
import dev.agentcost.maven.report.pareto.Frontiers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file that can be written of a report. */
enum ReportFormat {
    CHECKSTYLE(alone(CheckstyleReport::write)),
    GITLAB(alone(GitlabReport::write)),
    HTML(HtmlReport::write),
    JSON(alone(JsonReport::write)),
    MARKDOWN(alone(MarkdownReport::write)),
    SARIF(alone(SarifReport::write));

    /** Writes a report into a folder, and beside it the variants where they are given. */
    private interface Writer {
        void write(Report report, Optional<Frontiers> variants, Path folder) throws IOException;
    }

    /** Writes a report into a folder. */
    private interface ReportWriter {
        void write(Report report, Path folder) throws IOException;
    }

    private static Writer alone(ReportWriter writer) {
        return (report, variants, folder) -> writer.write(report, folder);
    }

    private final transient Writer writer;

    ReportFormat(Writer writer) {
        this.writer = writer;
    }

    /** Those that a user names, separated by commas. */
    static Set<ReportFormat> parse(String names) throws UsageException {
        Set<ReportFormat> formats = EnumSet.noneOf(ReportFormat.class);
        for (String name : names.split(",", -1)) {
            if (!name.isBlank()) {
                formats.add(named(name.strip()));
            }
        }
        return formats;
    }

    private static ReportFormat named(String name) throws UsageException {
        for (ReportFormat format : values()) {
            if (format.key().equals(name.toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new UsageException("agentcost.reports names '" + name + "', which is no format of reports; write some of "
                + Stream.of(values()).map(ReportFormat::key).collect(Collectors.joining(", "))
                + ", separated by commas");
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    void write(Report report, Optional<Frontiers> variants, Path folder) throws IOException {
        writer.write(report, variants, folder);
    }
}
