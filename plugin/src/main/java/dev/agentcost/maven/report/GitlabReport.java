package dev.agentcost.maven.report;

import dev.agentcost.rules.finding.Finding;
import dev.agentcost.rules.finding.Level;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code agentcost-gitlab.json}: the findings as GitLab's code quality reads them. All of them, those that the baseline knows too, because
 * GitLab tells new ones from old by itself.
 */
public final class GitlabReport {

    /** The file's name. */
    public static final String FILE = "agentcost-gitlab.json";

    private GitlabReport() {}

    /** Writes the report into the folder. */
    public static void write(Report report, Path folder) throws IOException {
        JsonDocument.writeArray(folder.resolve(FILE), report.result().findings(), GitlabReport::finding);
    }

    private static void finding(JsonDocument json, Finding finding) throws IOException {
        json.field("description", finding.message());
        json.field("check_name", finding.rule());
        json.field("fingerprint", finding.fingerprint());
        json.field("severity", severity(finding.level()));
        json.object("location", () -> {
            json.field("path", finding.location().file());
            json.object(
                    "lines",
                    () -> json.field("begin", Math.max(finding.location().line(), 1)));
        });
    }

    private static String severity(Level level) {
        return switch (level) {
            case ERROR -> "critical";
            case WARNING -> "major";
            case NOTE -> "info";
        };
    }
}
