package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.SampleReport;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();

    @Test
    void writesAllFilesAndTellsWhere() throws UsageException {
        write(SampleReport.full());

        assertThat(folder)
                .isDirectoryContaining("glob:**agentcost.json")
                .isDirectoryContaining("glob:**agentcost.sarif")
                .isDirectoryContaining("glob:**agentcost-checkstyle.xml")
                .isDirectoryContaining("glob:**agentcost-gitlab.json")
                .isDirectoryContaining("glob:**agentcost.md");
        assertThat(folder.resolve("agentcost.html")).exists();
        assertThat(log.lines()).last().isEqualTo("[INFO] agentcost: reports are in " + folder);
    }

    @Test
    void tellsWhatCouldNotBeReadThenFindingsByTheirLevelThenTheNumbers() throws UsageException {
        write(SampleReport.full());

        assertThat(log.lines())
                .satisfiesExactly(
                        broken -> assertThat(broken)
                                .startsWith("[WARNING] agentcost: not read whole: ")
                                .contains("example/Dr\u00e4ft 2.java: line 9: unclosed string"),
                        problem -> assertThat(problem).isEqualTo("[WARNING] agentcost: lib/old.jar: not a jar"),
                        error -> assertThat(error).startsWith("[ERROR] ").contains(":[7,2] unbounded-loop"),
                        note -> assertThat(note).startsWith("[INFO] ").contains(":[3,1] unused-suppression"),
                        numbers -> assertThat(numbers).startsWith("[INFO] agentcost: 12 files seen, 2 parsed"),
                        condition -> assertThat(condition).isEqualTo("[INFO] agentcost: the dollars hold for now"),
                        where -> assertThat(where).startsWith("[INFO] agentcost: reports are in "));
    }

    @Test
    void writesNothingWhereNothingIsAskedFor() throws UsageException {
        new Output(log, folder.resolve("out"), EnumSet.noneOf(ReportFormat.class), Optional.empty())
                .write(SampleReport.full(), scope());

        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(log.lines()).noneMatch(line -> line.contains("reports are in"));
    }

    @Test
    void takesFormatsByTheirNamesAndTellsAWrongOne() throws UsageException {
        assertThat(ReportFormat.parse("sarif, html,JSON"))
                .containsExactly(ReportFormat.HTML, ReportFormat.JSON, ReportFormat.SARIF);
        assertThat(ReportFormat.parse("")).isEmpty();
        assertThatThrownBy(() -> ReportFormat.parse("html,pdf"))
                .hasMessage(
                        "agentcost.reports names 'pdf', which is no format of reports; write some of checkstyle, gitlab,"
                                + " html, json, markdown, sarif, separated by commas");
    }

    @Test
    void aFolderThatCannotBeWrittenToIsNamedWithTheParameterAndTheMend() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new Output(log, file.resolve("out"), EnumSet.of(ReportFormat.JSON), Optional.empty())
                        .write(SampleReport.full(), scope()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("agentcost.outputDirectory: nothing can be written to " + file.resolve("out"))
                .hasMessageEndingWith("name a directory that can be written to");
    }

    @Test
    void aDiskThatIsFullIsOneErrorAndTheReportsOfTheRunBeforeStand() throws Exception {
        Configuration small = Configuration.unix().toBuilder()
                .setMaxSize(64 * 1024)
                .setBlockSize(1024)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path reports = Files.createDirectories(disk.getPath("/target/agentcost"));
            Files.writeString(reports.resolve("agentcost.json"), "before");

            assertThatThrownBy(() -> new Output(log, reports, EnumSet.allOf(ReportFormat.class), Optional.empty())
                            .write(SampleReport.full(), scope()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("agentcost.outputDirectory: nothing can be written to " + reports)
                    .hasMessageContaining("isk");
            assertThat(reports).isDirectoryNotContaining(path -> !path.endsWith("agentcost.json"));
            assertThat(Files.readString(reports.resolve("agentcost.json"))).isEqualTo("before");
        }
    }

    private void write(Report report) throws UsageException {
        new Output(log, folder, EnumSet.allOf(ReportFormat.class), Optional.empty()).write(report, scope());
    }

    private static Scope scope() {
        Path base = SampleReport.directory();
        return new Scope("", List.of(base), List.of(), List.of(), Map.of(), base, base);
    }
}
