package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation as a whole: what it points to is there, and everything can be found from its first page. */
class PagesTest {

    private static final Path PAGES = Path.of("src/site/markdown");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]+)[^)]*\\)");

    @Test
    void whatAPageLinksToIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            for (String target : links(page)) {
                if (!Files.exists(page.resolveSibling(target))) {
                    missing.add(page + " links to " + target);
                }
            }
        }
        Path readme = Path.of("..", "README.md");
        links(readme).stream()
                .filter(target -> !Files.exists(readme.resolveSibling(target)))
                .forEach(target -> missing.add("README.md links to " + target));

        assertThat(missing).isEmpty();
    }

    @Test
    void theFirstPageLeadsToEveryOther() throws IOException {
        Path index = PAGES.resolve("index.md");
        List<Path> linked = links(index).stream().map(PAGES::resolve).toList();

        assertThat(pages().stream().filter(page -> !page.equals(index))).allMatch(linked::contains);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> links(Path page) throws IOException {
        List<String> links = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            links.add(link.group(1));
        }
        return links;
    }
}
