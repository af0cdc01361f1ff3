package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.form.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a module's summary has lowered, its check does not lower again, and the other way round. */
class SharedFormsTest {

    private static final String AGENT = """
            package shop;

            import dev.langchain4j.model.chat.ChatModel;

            public final class Agent {
                private ChatModel model;

                public String answer(String question) {
                    String answer = model.chat(question);
                    for (int i = 0; i < 5; i++) {
                        answer = model.chat(answer);
                    }
                    return answer;
                }
            }
            """;

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    @BeforeEach
    void anAgent() throws IOException {
        Files.createDirectory(folder.resolve("classes"));
        write("src/main/java/shop/Agent.java", AGENT);
        write("src/main/java/shop/Rest.java", "package shop; class Rest { Agent agent; int turns() { return 3; } }");
        write("src/test/java/shop/AgentTest.java", "package shop; class AgentTest { Agent agent; }");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Settings settings(boolean includeTests, String reports) throws UsageException {
        return Settings.of(
                "1",
                "UTF-8",
                includeTests,
                false,
                2,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                reports,
                Optional.empty(),
                List.of());
    }

    private Scope scope(boolean withTests) {
        List<Path> sources = new ArrayList<>(List.of(folder.resolve("src/main/java")));
        if (withTests) {
            sources.add(folder.resolve("src/test/java"));
        }
        return new Scope("shop", sources, List.of(folder.resolve("classes")), List.of(), Map.of(), folder, folder);
    }

    private byte[] summarize(String out) throws UsageException {
        return summarize(out, settings(false, "json"));
    }

    private byte[] summarize(String out, Settings settings) throws UsageException {
        byte[] form = new CostCheck(settings)
                .form(scope(false), "shop-1.jar", folder.resolve(out))
                .orElseThrow();
        new FormFile(folder.resolve("classes")).keep(Optional.of(form));
        return form;
    }

    private void check(String out, boolean includeTests) throws UsageException {
        new IncrementalCheck(
                        new RecordingLog(), settings(includeTests, "json"), folder.resolve(out), "agentcost:baseline")
                .failure(scope(includeTests));
    }

    private Path forms(String out) {
        return folder.resolve(out).resolve("agentcost.forms");
    }

    /** Forms are written where one was made anew. */
    private void assertThatNothingIsLoweredBy(Build build) throws Exception {
        Files.setLastModifiedTime(forms("out"), LONG_AGO);
        build.run();
        assertThat(Files.getLastModifiedTime(forms("out"))).isEqualTo(LONG_AGO);
    }

    private interface Build {
        void run() throws Exception;
    }

    @Test
    void aCheckLowersNothingThatTheSummaryHas() throws Exception {
        summarize("out");
        assertThatNothingIsLoweredBy(() -> check("out", false));
        check("apart", false);
        assertThat(report("out")).hasSameBinaryContentAs(report("apart"));
    }

    private Path report(String out) {
        return folder.resolve(out).resolve("agentcost.json");
    }

    @Test
    void aSummaryLowersNothingThatTheCheckHasAndIsTheSame() throws Exception {
        byte[] anew = summarize("apart");
        check("out", false);
        assertThatNothingIsLoweredBy(() -> assertThat(summarize("out")).isEqualTo(anew));
        assertThat(folder.resolve("classes").resolve(Form.FILE)).hasBinaryContent(anew);
    }

    @Test
    void afterAChangeBothSayWhatTheyWouldSayAnew() throws Exception {
        summarize("out");
        check("out", false);
        write("src/main/java/shop/Agent.java", AGENT.replace("i < 5", "i < 6"));
        assertThat(summarize("out")).isEqualTo(summarize("apart")).isNotEmpty();
        assertThatNothingIsLoweredBy(() -> check("out", false));
        check("apart", false);
        assertThat(report("out")).hasSameBinaryContentAs(report("apart"));
        assertThat(Files.readString(report("out"))).contains("\"formula\": \"7\"");
    }

    /** A summary has no tests in it: those of the check would be lost. */
    @Test
    void aSummaryLeavesTheFormsOfACheckWithTestsAsTheyAre() throws Exception {
        check("out", true);
        byte[] before = Files.readAllBytes(forms("out"));
        assertThat(summarize("out", settings(true, "json"))).isEqualTo(summarize("apart"));
        assertThat(forms("out")).hasBinaryContent(before);
    }

    @Test
    void whereNoReportIsWantedTheSummaryKeepsNothing() throws Exception {
        summarize("out", settings(false, ""));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void damagedFormsAreMadeAnew() throws Exception {
        byte[] form = summarize("out");
        byte[] bytes = Files.readAllBytes(forms("out"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(forms("out"), bytes);
        assertThat(summarize("out")).isEqualTo(form);
        assertThatNothingIsLoweredBy(() -> check("out", false));
    }

    @Test
    void buildsAtOnceDoNotHarmEachOther() throws Exception {
        byte[] form = summarize("apart");
        check("apart", false);
        List<CompletableFuture<Void>> builds = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            boolean isSummary = i % 2 == 0;
            builds.add(CompletableFuture.runAsync(() -> {
                try {
                    if (isSummary) {
                        assertThat(summarize("out")).isEqualTo(form);
                    } else {
                        check("out", false);
                    }
                } catch (UsageException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (CompletableFuture<Void> build : builds) {
            build.get();
        }
        assertThat(report("out")).hasSameBinaryContentAs(report("apart"));
        assertThatNothingIsLoweredBy(() -> assertThat(summarize("out")).isEqualTo(form));
    }
}
