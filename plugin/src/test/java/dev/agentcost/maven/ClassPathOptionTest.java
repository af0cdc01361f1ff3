package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathOptionTest {

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void createJars() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("classes"));
        Files.createFile(folder.resolve("lib/b.jar"));
        Files.createFile(folder.resolve("lib/a.jar"));
        Files.createFile(folder.resolve("lib/a.txt"));
    }

    @Test
    void entriesAreSeparatedByCommasOrAsOnJavasCommandLine() {
        assertThat(parsed("lib/b.jar, classes" + File.pathSeparator + "lib/a.jar"))
                .containsExactly(folder.resolve("lib/b.jar"), folder.resolve("classes"), folder.resolve("lib/a.jar"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void aStarIsEveryJarOfTheFolderInOrder() {
        assertThat(parsed("lib/*")).containsExactly(folder.resolve("lib/a.jar"), folder.resolve("lib/b.jar"));
    }

    @Test
    void whatIsNotThereIsAWarningAndTheRestHolds() {
        assertThat(parsed("gone.jar,classes,nowhere/*,classes/*")).containsExactly(folder.resolve("classes"));
        assertThat(warnings)
                .hasSize(3)
                .satisfiesExactly(
                        gone -> assertThat(gone)
                                .startsWith("agentcost.classpath names " + folder.resolve("gone.jar")
                                        + ", which is not there"),
                        nowhere -> assertThat(nowhere).contains(folder.resolve("nowhere") + ", which is not there"),
                        empty -> assertThat(empty).contains("classes/* matches no jar"));
    }

    private List<Path> parsed(String text) {
        return new ClassPathOption(folder, warnings::add).parse(text);
    }
}
