package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.catalog.CatalogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of the catalogue has a page, made of its rows. {@code mvn -pl plugin -am test -Dgolden.update=true} writes the pages anew.
 */
class FrameworkPagesTest {

    private static final Path PAGES = Path.of("src/site/markdown/frameworks");

    static List<CatalogFile> files() throws CatalogException {
        return Catalog.load(List.of(), List.of(), Map.of()).files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aPageIsWhatTheRowsSay(CatalogFile catalog) throws IOException {
        Path file = PAGES.resolve(page(catalog));
        String text = new FrameworkPage(catalog).text();
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(PAGES);
            Files.writeString(file, text);
        }

        assertThat(file)
                .as("written by mvn -pl plugin -am test -Dgolden.update=true")
                .content()
                .isEqualTo(text);
    }

    @Test
    void thereIsNoPageOfAFileThatIsNone() throws Exception {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            files().stream().map(FrameworkPagesTest::page).toList());
        }
    }

    @Test
    void aPageTellsDefaultsTheirCountingAndTheirVersions() throws Exception {
        assertThat(Files.readString(PAGES.resolve("langchain4j.md")))
                .contains(
                        "| `AiServices#create` `#builder` | 100 | n + 1 | `turns` | langchain4j [0.34,), or not known |")
                .contains("| `turns` | `AgentBuilder#maxSequentialToolsInvocations` `#maxToolCallingRoundTrips`"
                        + " `AiServices#maxSequentialToolsInvocations` `#maxToolCallingRoundTrips`");
        assertThat(Files.readString(PAGES.resolve("spring-ai.md")))
                .contains("| 150 | n + 1 | `turns` | spring-ai-model [2.0.1,) |");
        assertThat(Files.readString(PAGES.resolve("langgraph4j.md")))
                .contains("| as often as a setting says | 25 | `steps` | all |");
    }

    private static String page(CatalogFile file) {
        return file.name().replace(".yaml", ".md");
    }
}
