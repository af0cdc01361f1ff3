package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.maven.report.SampleReport;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.build.BuildContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The path of an incremental build in an IDE, with a context that keeps what it is told. */
class MarkersTest {

    private static final String LOOP = """
            package example;

            class Agent {
                void run(dev.langchain4j.model.chat.ChatModel model) {
                    String answer = ""; while (!answer.equals("done")) { answer = model.chat("on"); }
                }
            }
            """;

    @TempDir
    Path folder;

    private final List<String> calls = new ArrayList<>();
    private final Path base = SampleReport.directory();

    @Test
    void inAnIdeFindingsReplaceTheMarkersThatWereThere() throws UsageException {
        new Markers(context(true, true)).show(SampleReport.full(), scope());

        assertThat(calls).hasSizeGreaterThan(2).first().asString().startsWith("removeMessages ");
        assertThat(calls)
                .contains("removeMessages src/main/java/example/Agent.java")
                .contains(
                        "addMessage src/main/java/example/Agent.java 7 2 unbounded-loop: model-driven loop without a limit:"
                                + " each turn queries the model (ChatModel.chat at line 8); to do: count the turns and leave at a limit "
                                + BuildContext.SEVERITY_ERROR)
                .contains("addMessage src/main/java/example/Gone.java 3 0 unused-suppression: nothing here is ignored "
                        + BuildContext.SEVERITY_WARNING);
    }

    @Test
    void whatTheBaselineKnowsGetsNoMarker() throws UsageException {
        new Markers(context(true, true)).show(SampleReport.compared(), scope());

        assertThat(calls).noneMatch(call -> call.contains("unbounded-loop")).anyMatch(call -> call.contains("Gone"));
    }

    @Test
    void onACommandLineNothingIsMarked() throws UsageException {
        Markers markers = new Markers(context(false, true));
        markers.show(SampleReport.full(), scope());

        assertThat(calls).isEmpty();
        assertThat(markers.areShown()).isFalse();
    }

    @Test
    void anIdeBuildsAnewOnlyWhereASourceHasChanged() {
        assertThat(new Markers(context(true, false)).areOutdated(scope())).isFalse();
        assertThat(new Markers(context(true, true)).areOutdated(scope())).isTrue();
        assertThat(new Markers(context(false, false)).areOutdated(scope())).isTrue();
    }

    @Test
    void inAnIdeCheckMarksAndFailsNothing() throws Exception {
        Path agent = Files.writeString(folder.resolve("Agent.java"), LOOP);
        check(context(true, true)).run(sourcesIn(folder), settings());

        assertThat(calls).hasSize(2).first().asString().startsWith("removeMessages ");
        assertThat(calls.get(1))
                .contains(agent.getFileName().toString())
                .contains(" 5 29 unbounded-loop: ")
                .endsWith(" " + BuildContext.SEVERITY_ERROR);
    }

    @Test
    void inAnIdeCheckDoesNothingWhereNothingHasChanged() throws Exception {
        Files.writeString(folder.resolve("Agent.java"), LOOP);
        check(context(true, false)).run(sourcesIn(folder), settings());

        assertThat(calls).isEmpty();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void onACommandLineCheckFails() throws Exception {
        Files.writeString(folder.resolve("Agent.java"), LOOP);
        CheckMojo check = check(context(false, true));

        assertThatThrownBy(() -> check.run(sourcesIn(folder), settings()))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining(": mvn compile agentcost:baseline\n");
        assertThat(calls).isEmpty();
    }

    /** Maven would not find the short name. */
    @Test
    void whereThePomDoesNotNameThePluginItsGoalsAreNamedWhole() throws Exception {
        Files.writeString(folder.resolve("Agent.java"), LOOP);
        CheckMojo check = check(context(false, true));
        set(check, "project", new MavenProject());

        assertThatThrownBy(() -> check.run(sourcesIn(folder), settings()))
                .hasMessageContaining(": mvn compile dev.agentcost:agentcost-maven-plugin:1:baseline\n");
    }

    /** With the parameters that it needs, as Maven sets them, in a project whose POM names the plugin. */
    private CheckMojo check(BuildContext context) throws ReflectiveOperationException {
        CheckMojo check = new CheckMojo(context);
        check.setLog(new RecordingLog());
        Plugin plugin = new Plugin();
        plugin.setGroupId("dev.agentcost");
        plugin.setArtifactId("agentcost-maven-plugin");
        plugin.setVersion("1");
        Build build = new Build();
        build.addPlugin(plugin);
        Model model = new Model();
        model.setBuild(build);
        set(check, "outputDirectory", folder.resolve("out").toFile());
        set(check, "project", new MavenProject(model));
        set(check, "mojoExecution", new MojoExecution(plugin, "check", "default"));
        return check;
    }

    private static void set(CheckMojo check, String parameter, Object value) throws ReflectiveOperationException {
        Field field = AbstractAgentcostMojo.class.getDeclaredField(parameter);
        field.setAccessible(true);
        field.set(check, value);
    }

    private static Settings settings() throws UsageException {
        return Settings.of(
                "1",
                "UTF-8",
                false,
                false,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "json",
                Optional.empty(),
                List.of());
    }

    private static Scope sourcesIn(Path sources) {
        return new Scope("", List.of(sources), List.of(), List.of(), Map.of(), sources, sources);
    }

    @Test
    void m2eIsToldToRunTheGoalsOnChanges() throws Exception {
        try (InputStream stream =
                MarkersTest.class.getResourceAsStream("/META-INF/m2e/lifecycle-mapping-metadata.xml")) {
            Document metadata =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);

            assertThat(texts(metadata, "goal")).containsExactly("analyze", "check", "summarize");
            assertThat(texts(metadata, "runOnIncremental")).containsExactly("true", "false");
        }
    }

    private static List<String> texts(Document document, String element) {
        NodeList found = document.getElementsByTagName(element);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }

    private Scope scope() {
        return new Scope("", List.of(base), List.of(), List.of(), Map.of(), base, base);
    }

    private BuildContext context(boolean incremental, boolean changed) {
        return (BuildContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BuildContext.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "isIncremental":
                            return incremental;
                        case "hasDelta":
                            return changed;
                        case "removeMessages":
                            calls.add("removeMessages " + shown(arguments[0]));
                            return null;
                        case "addMessage":
                            calls.add("addMessage " + shown(arguments[0]) + " " + arguments[1] + " " + arguments[2]
                                    + " " + arguments[3] + " " + arguments[4]);
                            return null;
                        default:
                            throw new AssertionError(method);
                    }
                });
    }

    private String shown(Object file) {
        Path path = ((File) file).toPath();
        return (path.startsWith(base) ? base.relativize(path) : path).toString().replace('\\', '/');
    }
}
