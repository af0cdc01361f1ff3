package dev.agentcost.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files that are damaged, or made to do harm. */
class ConfigurationFilesTest {

    @TempDir
    private Path base;

    private ConfigurationFiles read(String yaml) throws IOException {
        Path resources = Files.createDirectories(base.resolve("src/main/resources"));
        Files.writeString(resources.resolve("application.yml"), yaml);
        return ConfigurationFiles.beside(
                base, List.of(new SourceFile("src/main/java/A.java", base.resolve("src/main/java/A.java"))));
    }

    @Test
    void whatIsNestedDeeperThanCanBeReadIsToldInOneLine() throws IOException {
        assertThat(read("a: " + "[".repeat(20_000)).diagnostics())
                .singleElement()
                .asString()
                .startsWith("src/main/resources/application.yml: cannot be read (")
                .doesNotContain("\n");
    }

    @Test
    void referencesThatUnfoldToMoreThanTheMemoryAreNotUnfolded() throws IOException {
        StringBuilder yaml = new StringBuilder("a0: &a0 {x: 1, y: 2}\n");
        for (int i = 1; i < 25; i++) {
            yaml.append("a%d: &a%d {x: *a%d, y: *a%d}\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(read(yaml.toString()).diagnostics())
                .singleElement()
                .asString()
                .contains("cannot be read (more than 100000 values)");

        String lists = yaml.toString().replace("{x: ", "[").replace("y: ", "").replace("}", "]");
        ConfigurationFiles ofLists = read(lists);
        assertThat(ofLists.diagnostics()).isEmpty();
        assertThat(ofLists.values("a0")).containsExactly("[1, 2]");
        assertThat(ofLists.values("a24")).isEmpty();
    }

    @Test
    void aValueThatHoldsItselfEnds() throws IOException {
        assertThat(read("a: &a {b: *a, c: 3}\n").diagnostics())
                .singleElement()
                .asString()
                .contains("cannot be read (");
        assertThat(read("a: &a [*a]\nb: 3\n").values("b")).containsExactly("3");
    }
}
