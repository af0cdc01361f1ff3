package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.SampleReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();

    @Test
    void writesAllFilesAndTellsWhere() throws UsageException {
        write(SampleReport.full());

        assertThat(folder.resolve("agentcost.json")).exists();
        assertThat(folder.resolve("agentcost.sarif")).exists();
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
    void aFolderThatCannotBeWrittenToIsNamedWithTheParameterAndTheMend() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new Output(log, file.resolve("out")).write(SampleReport.full(), scope()))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("agentcost.outputDirectory: nothing can be written to " + file.resolve("out"))
                .hasMessageEndingWith("name a directory that can be written to");
    }

    private void write(Report report) throws UsageException {
        new Output(log, folder).write(report, scope());
    }

    private static Scope scope() {
        Path base = SampleReport.directory();
        return new Scope("", List.of(base), List.of(), List.of(), Map.of(), base, base);
    }
}
