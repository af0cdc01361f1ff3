package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Each goal has a page, made of the plugin's descriptor, which is made of the comments in the sources. {@code mvn test
 * -Dgolden.update=true} writes the pages anew.
 */
class GoalPagesTest {

    private static final Path PAGES = Path.of("src/site/markdown/goals");

    /** Only goals of the plugin's own: {@code help} is Maven's. */
    static List<Element> goals() throws Exception {
        try (InputStream stream = GoalPagesTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            Element plugin = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(stream)
                    .getDocumentElement();
            return children(child(plugin, "mojos"));
        }
    }

    @ParameterizedTest
    @MethodSource("goals")
    void aPageIsWhatTheDescriptorSays(Element goal) throws IOException {
        Path file = PAGES.resolve(text(goal, "goal") + ".md");
        String page = page(goal);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, page);
        }

        assertThat(file)
                .as("written by mvn -pl plugin -am test -Dgolden.update=true")
                .content()
                .isEqualTo(page);
    }

    @Test
    void thereIsNoPageOfAGoalThatIsNone() throws Exception {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(goals().stream()
                            .map(goal -> text(goal, "goal") + ".md")
                            .toList());
        }
    }

    private static String page(Element goal) {
        StringBuilder page = new StringBuilder();
        page.append("# agentcost:").append(text(goal, "goal")).append("\n\n");
        page.append(markdown(text(goal, "description"))).append("\n\n");
        String phase = text(goal, "phase");
        page.append(phase.isEmpty() ? "Bound to no phase.\n" : "Bound to the phase `" + phase + "`.\n");
        parameters(goal).forEach((name, parameter) -> page.append(parameter(goal, name, parameter)));
        return page.toString();
    }

    private static Map<String, Element> parameters(Element goal) {
        Map<String, Element> parameters = new TreeMap<>();
        for (Element parameter : children(child(goal, "parameters"))) {
            if (text(parameter, "editable").equals("true")) {
                parameters.put(text(parameter, "name"), parameter);
            }
        }
        return parameters;
    }

    private static String parameter(Element goal, String name, Element parameter) {
        List<String> facts = new ArrayList<>();
        for (Element setting : children(child(goal, "configuration"))) {
            if (setting.getTagName().equals(name)) {
                if (!setting.getTextContent().isEmpty()) {
                    facts.add("Property `" + setting.getTextContent().replaceAll("[${}]", "") + "`.");
                }
                if (!setting.getAttribute("default-value").isEmpty()) {
                    facts.add("Default `" + setting.getAttribute("default-value") + "`.");
                }
            }
        }
        if (text(parameter, "required").equals("true")) {
            facts.add("Required.");
        }
        return "\n## " + name + "\n\n" + markdown(text(parameter, "description")) + "\n"
                + (facts.isEmpty() ? "" : "\n" + String.join(" ", facts) + "\n");
    }

    /** The descriptor's texts are plain. */
    private static String markdown(String text) {
        return text.strip().replace("&", "&amp;").replace("<", "&lt;");
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .map(Element::getTextContent)
                .findFirst()
                .orElse("");
    }
}
