package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesScopeTest {

    @TempDir
    Path folder;

    @Test
    void oneDirectoryIsTheBaseOfAllPaths() throws UsageException, IOException {
        Path checkout = Files.createDirectory(folder.resolve("checkout"));

        Scope scope = SourcesScope.of(List.of(checkout.toFile()), folder);

        assertThat(scope.sources()).containsExactly(checkout);
        assertThat(scope.baseDirectory()).isEqualTo(checkout);
        assertThat(scope.module()).isEmpty();
    }

    @Test
    void severalDirectoriesAreToldFromTheWorkingDirectory() throws UsageException, IOException {
        File a = Files.createDirectory(folder.resolve("a")).toFile();
        File b = Files.createDirectory(folder.resolve("b")).toFile();

        Scope scope = SourcesScope.of(List.of(a, b, a), folder);

        assertThat(scope.sources()).containsExactly(a.toPath(), b.toPath());
        assertThat(scope.baseDirectory()).isEqualTo(folder);
    }

    @Test
    void aDirectoryThatIsNotThereIsNamedWithTheParameterAndTheMend() {
        assertThatThrownBy(() -> SourcesScope.of(List.of(folder.resolve("gone").toFile()), folder))
                .isInstanceOf(UsageException.class)
                .hasMessage("agentcost.sources names " + folder.resolve("gone")
                        + ", which is not there; name a directory that holds Java sources");
    }

    @Test
    void aFileIsToldFromItsDirectory() throws UsageException, IOException {
        Path file = Files.createFile(folder.resolve("A.java"));

        Scope scope = SourcesScope.of(List.of(file.toFile()), folder.resolve("elsewhere"));

        assertThat(scope.sources()).containsExactly(file);
        assertThat(scope.baseDirectory()).isEqualTo(folder);
    }

    @Test
    void aFileOfAnotherLanguageIsNoSource() throws IOException {
        Path file = Files.createFile(folder.resolve("A.kt"));

        assertThatThrownBy(() -> SourcesScope.of(List.of(file.toFile()), folder))
                .hasMessage("agentcost.sources names " + file
                        + ", which is neither a directory nor a .java file; name the directory that holds the sources");
    }
}
