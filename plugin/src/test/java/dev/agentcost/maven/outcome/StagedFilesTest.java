package dev.agentcost.maven.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFilesTest {

    @TempDir
    Path folder;

    @Test
    void filesTakeTheirPlacesTogetherAndAreToldByTheirDigests() throws IOException {
        Path reports = folder.resolve("target/agentcost");
        try (StagedFiles files = new StagedFiles(reports)) {
            Files.writeString(files.stage().resolve("b"), "two");
            Files.writeString(files.stage().resolve("a"), "one");
            assertThat(reports.resolve("a")).doesNotExist();

            assertThat(files.publish())
                    .containsEntry("a", Digests.of(reports.resolve("a")))
                    .containsOnlyKeys("a", "b");
        }

        assertThat(reports.resolve("a")).hasContent("one");
        assertThat(reports).isDirectoryNotContaining(path -> Files.isDirectory(path));
    }

    @Test
    void filesThatAreNotPublishedLeaveThoseBefore() throws IOException {
        Files.writeString(folder.resolve("a"), "before");
        try (StagedFiles files = new StagedFiles(folder)) {
            Files.writeString(files.stage().resolve("a"), "half of wha");
        }

        assertThat(folder.resolve("a")).hasContent("before");
        assertThat(folder).isDirectoryNotContaining(path -> Files.isDirectory(path));
    }

    @Test
    void aDiskWithoutRoomLeavesTheFilesOfTheRunBefore() throws IOException {
        Configuration small = Configuration.unix().toBuilder()
                .setMaxSize(16 * 1024)
                .setBlockSize(1024)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            Path reports = Files.createDirectories(disk.getPath("/work/agentcost"));
            Files.writeString(reports.resolve("a"), "before");

            assertThatThrownBy(() -> {
                        try (StagedFiles files = new StagedFiles(reports)) {
                            Files.writeString(files.stage().resolve("a"), "after");
                            Files.write(files.stage().resolve("b"), new byte[100_000]);
                            files.publish();
                        }
                    })
                    .isInstanceOf(IOException.class);

            assertThat(Files.readString(reports.resolve("a"))).isEqualTo("before");
            assertThat(reports).isDirectoryNotContaining(path -> Files.isDirectory(path));
        }
    }
}
