package dev.agentcost.maven.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFingerprintTest {

    @TempDir
    Path folder;

    private String files(Path... paths) throws IOException {
        return new RunFingerprint().files("inputs", List.of(paths)).value();
    }

    private static String settings(Object... values) {
        return new RunFingerprint().setting("a", List.of(values)).value();
    }

    @Test
    void isTheSameForTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("A.java"), "class A {}");

        assertThat(files(file)).isEqualTo(files(file)).isNotEqualTo(files());
        assertThat(settings("x", 1)).isEqualTo(settings("x", 1)).matches("[0-9a-f]{64}");
    }

    @Test
    void everySettingCountsByItsNameAndItsPlace() {
        assertThat(settings("x", "y")).isNotEqualTo(settings("y", "x"));
        assertThat(settings("xy")).isNotEqualTo(settings("x", "y"));
        assertThat(settings("")).isNotEqualTo(settings());
        assertThat(new RunFingerprint().setting("a", List.of("x")).value())
                .isNotEqualTo(new RunFingerprint().setting("b", List.of("x")).value());
    }

    /** Also where neither the size nor the time of a file tells that it has changed. */
    @Test
    void contentsCountAndTimesDoNot() throws IOException {
        Path file = Files.writeString(folder.resolve("A.java"), "class A {}");
        FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, time);
        String before = files(file);

        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2036-01-01T00:00:00Z")));
        assertThat(files(file)).as("a clock that went wrong").isEqualTo(before);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        assertThat(files(file)).isEqualTo(before);

        Files.writeString(file, "class B {}");
        Files.setLastModifiedTime(file, time);
        assertThat(files(file)).isNotEqualTo(before);
    }

    @Test
    void aDirectoryCountsWithAllThatIsInIt() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/com/acme"));
        Path file = Files.writeString(classes.resolve("A.class"), "1");
        String before = files(folder.resolve("classes"));

        Files.writeString(classes.resolve("B.class"), "1");
        assertThat(files(folder.resolve("classes"))).isNotEqualTo(before);
        Files.delete(classes.resolve("B.class"));
        assertThat(files(folder.resolve("classes"))).isEqualTo(before);
        Files.move(file, classes.resolve("C.class"));
        assertThat(files(folder.resolve("classes"))).isNotEqualTo(before);
    }

    @Test
    void whatIsNotThereIsToldFromWhatIsEmpty() throws IOException {
        Path file = folder.resolve("agentcost-baseline.txt");
        String absent = files(file);

        Files.createFile(file);
        assertThat(files(file)).isNotEqualTo(absent);
    }

    @Test
    void linksThatLeadInACircleEndNothing() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(classes.resolve("A.class"), "1");
        Files.createSymbolicLink(classes.resolve("again"), classes);

        assertThat(files(classes)).isEqualTo(files(classes));
    }

    @Test
    void whatCannotBeReadIsNoFingerprint() {
        assertThatThrownBy(() -> files(Path.of("/proc/self/mem"))).isInstanceOf(IOException.class);
    }
}
