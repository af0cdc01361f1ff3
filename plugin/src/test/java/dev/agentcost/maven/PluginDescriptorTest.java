package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The manual of the goals, as {@code mvn help:describe} prints it. */
class PluginDescriptorTest {

    private static Document descriptor;

    @BeforeAll
    static void readDescriptor() throws Exception {
        try (InputStream stream = PluginDescriptorTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            descriptor =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
        }
    }

    @Test
    void checkAndAnalyzeBindToVerify() {
        assertThat(elements(descriptor.getDocumentElement(), "mojo"))
                .filteredOn(mojo -> text(mojo, "phase").equals("verify"))
                .extracting(mojo -> text(mojo, "goal"))
                .containsExactlyInAnyOrder("analyze", "check");
    }

    @Test
    void allGoalsRunInParallelBuilds() {
        assertThat(elements(descriptor.getDocumentElement(), "mojo"))
                .extracting(mojo -> text(mojo, "goal"))
                .contains("aggregate", "aggregate-baseline", "analyze", "baseline", "check", "diff", "report");
        assertThat(elements(descriptor.getDocumentElement(), "mojo"))
                .allSatisfy(mojo -> assertThat(text(mojo, "threadSafe")).isEqualTo("true"));
    }

    /** Maven runs a goal without a project in the first module alone: what is done for each module needs its project. */
    @Test
    void onlyWhatReadsAnyTreeOfSourcesNeedsNoProject() {
        assertThat(elements(descriptor.getDocumentElement(), "mojo"))
                .filteredOn(mojo -> text(mojo, "requiresProject").equals("true"))
                .extracting(mojo -> text(mojo, "goal"))
                .contains("aggregate", "aggregate-baseline", "baseline", "report")
                .doesNotContain("analyze", "check");
    }

    @Test
    void everyParameterHasADescription() {
        assertThat(elements(descriptor.getDocumentElement(), "parameter"))
                .isNotEmpty()
                .allSatisfy(parameter -> assertThat(text(parameter, "description"))
                        .as(text(parameter, "name"))
                        .isNotBlank());
    }

    @Test
    void everyPropertyBelongsToThePluginAndThereAreFewerThanTwenty() {
        TreeSet<String> properties = new TreeSet<>();
        for (Element configuration : elements(descriptor.getDocumentElement(), "configuration")) {
            children(configuration)
                    .map(Element::getTextContent)
                    .filter(expression -> expression.startsWith("${") && !expression.equals("${project}"))
                    .filter(expression ->
                            !List.of("${session}", "${mojoExecution}").contains(expression))
                    .forEach(properties::add);
        }
        assertThat(properties)
                .hasSizeLessThan(20)
                .contains("${agentcost.sources}", "${agentcost.failOn}", "${agentcost.skip}")
                .allMatch(property -> property.startsWith("${agentcost."));
    }

    private static List<Element> elements(Element parent, String name) {
        return IntStream.range(0, parent.getElementsByTagName(name).getLength())
                .mapToObj(i -> (Element) parent.getElementsByTagName(name).item(i))
                .toList();
    }

    private static Stream<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
            if (parent.getChildNodes().item(i) instanceof Element child) {
                children.add(child);
            }
        }
        return children.stream();
    }

    private static String text(Element parent, String name) {
        return children(parent)
                .filter(child -> child.getTagName().equals(name))
                .map(Element::getTextContent)
                .findFirst()
                .orElse("");
    }
}
