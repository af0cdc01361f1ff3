package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.maven.report.SampleReport;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.codehaus.plexus.build.BuildContext;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The path of an incremental build in an IDE, with a context that keeps what it is told. */
class MarkersTest {

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
    void m2eIsToldToRunTheGoalsOnChanges() throws Exception {
        try (InputStream stream =
                MarkersTest.class.getResourceAsStream("/META-INF/m2e/lifecycle-mapping-metadata.xml")) {
            Document metadata =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);

            assertThat(metadata.getElementsByTagName("goal").getLength()).isEqualTo(2);
            assertThat(metadata.getElementsByTagName("runOnIncremental").item(0).getTextContent())
                    .isEqualTo("true");
        }
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
        return base.relativize(((File) file).toPath()).toString().replace('\\', '/');
    }
}
