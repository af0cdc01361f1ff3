package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.form.Form;
import dev.agentcost.maven.outcome.OutcomeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A second run says what the first one said, at once where nothing has changed and anew where anything has. */
class IncrementalCheckTest {

    private static final String AGENT = """
            package shop;

            import dev.langchain4j.model.chat.ChatModel;

            public final class Agent {
                private ChatModel model;

                public String answer(String question) {
                    String answer = model.chat(question);
                    while (!answer.contains("done")) {
                        answer = model.chat(answer);
                    }
                    return answer;
                }
            }
            """;

    private static final String PRICES = """
            {"our-model": {"input_cost_per_token": 0.000001, "output_cost_per_token": 0.000002}}
            """;

    private static final String CATALOG = """
            framework: ours
            markers: [com.acme.ai]
            evidence: our own code
            types:
              - name: com.acme.ai.Client
                methods:
                  - {name: ask, model-call: arguments}
            """;

    private static final String UNCHANGED = "[INFO] agentcost: nothing has changed since the run before";
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    private RecordingLog log;

    @BeforeEach
    void anAgent() throws IOException {
        write("src/main/java/shop/Agent.java", AGENT);
        write("classes/shop/Other.class", "no class");
        write("lib/some.jar", "no jar");
        write("core/" + Form.FILE, "no form");
        write("prices.json", PRICES);
        write("our.yaml", CATALOG);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setLastModifiedTime(file, TIME);
    }

    private Optional<String> run() throws UsageException {
        return run(settings("html,json", Optional.empty(), "1"), "1.0.0");
    }

    private Optional<String> run(Settings settings, String library) throws UsageException {
        return run(settings, library, new RecordingLog());
    }

    private Optional<String> run(Settings settings, String library, RecordingLog recording) throws UsageException {
        log = recording;
        Scope scope = new Scope(
                "shop",
                List.of(folder.resolve("src/main/java")),
                List.of(folder.resolve("classes")),
                List.of(folder.resolve("lib/some.jar"), folder.resolve("core")),
                Map.of("langchain4j-core", library, "a", "1", "b", "2", "c", "3"),
                folder,
                folder);
        return new IncrementalCheck(log, settings, folder.resolve("out"), "agentcost:baseline").failure(scope);
    }

    private static Settings settings(String reports, Optional<String> failOn, String version) throws UsageException {
        return Settings.of(
                version,
                "UTF-8",
                false,
                false,
                2,
                Optional.empty(),
                Optional.empty(),
                failOn,
                reports,
                Optional.empty(),
                List.of());
    }

    private boolean wasAnsweredAtOnce() {
        return log.lines().get(0).startsWith(UNCHANGED);
    }

    @Test
    void whereNothingHasChangedTheSameIsSaidAgain() throws Exception {
        Optional<String> failure = run();
        List<String> said = log.lines();
        assertThat(failure).hasValueSatisfying(text -> assertThat(text).contains("Agent.java:10"));
        assertThat(wasAnsweredAtOnce()).isFalse();
        byte[] report = Files.readAllBytes(folder.resolve("out/agentcost.json"));

        assertThat(run()).isEqualTo(failure);

        assertThat(wasAnsweredAtOnce()).isTrue();
        assertThat(log.lines().subList(1, log.lines().size())).isEqualTo(said);
        assertThat(folder.resolve("out/agentcost.json")).hasBinaryContent(report);
    }

    /** What the run before has left of the sources is used where some of them have changed, and changes no report. */
    @Test
    void afterAChangeTheReportIsThatOfARunFromTheStart() throws Exception {
        write("src/main/java/shop/Rest.java", "package shop; class Rest { Agent agent; int turns() { return 3; } }");
        Path out = folder.resolve("out");
        runWithoutLibraries(out);
        assertThat(out.resolve("agentcost.forms")).isNotEmptyFile();

        write("src/main/java/shop/Rest.java", "package shop; class Rest { Agent agent; int turns() { return 4; } }");
        write("src/main/java/shop/Agent.java", AGENT.replace("while (", "\n        while ("));
        runWithoutLibraries(out);
        runWithoutLibraries(folder.resolve("other"));

        assertThat(out.resolve("agentcost.json")).hasSameBinaryContentAs(folder.resolve("other/agentcost.json"));
        assertThat(Files.readString(out.resolve("agentcost.json"))).contains("Agent.java:11");
    }

    private void runWithoutLibraries(Path out) throws Exception {
        Scope scope = new Scope(
                "shop", List.of(folder.resolve("src/main/java")), List.of(), List.of(), Map.of(), folder, folder);
        new IncrementalCheck(new RecordingLog(), settings("json", Optional.empty(), "1"), out, "agentcost:baseline")
                .failure(scope);
    }

    private interface Change {
        void make(IncrementalCheckTest test) throws Exception;
    }

    /** Each changes one thing; sizes and times of the files stay as they were where that can be. */
    static Stream<Map.Entry<String, Change>> changes() {
        return Map.<String, Change>ofEntries(
                Map.entry(
                        "a source, by one letter",
                        test -> test.write("src/main/java/shop/Agent.java", AGENT.replace("done", "Done"))),
                Map.entry("a new source", test -> test.write("src/main/java/shop/B.java", "package shop; class B {}")),
                Map.entry("a source less", test -> Files.delete(test.folder.resolve("src/main/java/shop/Agent.java"))),
                Map.entry("a class", test -> test.write("classes/shop/Other.class", "NO CLASS")),
                Map.entry("the class path", test -> test.write("lib/some.jar", "NO JAR")),
                Map.entry("a dependency's form", test -> test.write("core/" + Form.FILE, "NO FORM")),
                Map.entry("a jar less", test -> Files.delete(test.folder.resolve("lib/some.jar"))),
                Map.entry(
                        "the application's properties",
                        test -> test.write("src/main/resources/application.properties", "turns=3")),
                Map.entry("a Kotlin file, which is told", test -> test.write("src/main/java/shop/C.kt", "class C")),
                Map.entry("the configuration", test -> test.write("agentcost.yaml", "model: gpt-5.4-mini\n")),
                Map.entry(
                        "the baseline", test -> test.write("agentcost-baseline.txt", "assumption answerTokens 1000\n")))
                .entrySet()
                .stream();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whateverChangesTheRunIsDoneAnew(Map.Entry<String, Change> change) throws Exception {
        run();
        change.getValue().make(this);

        run();
        assertThat(wasAnsweredAtOnce()).as(change.getKey()).isFalse();
        List<String> said = log.lines();
        run();
        assertThat(wasAnsweredAtOnce()).isTrue();
        assertThat(log.lines().subList(1, log.lines().size())).isEqualTo(said);
    }

    @Test
    void filesThatTheConfigurationNamesCountToo() throws Exception {
        write("agentcost.yaml", "prices: [prices.json]\ncatalogs: [our.yaml]\n");
        run();
        run();
        assertThat(wasAnsweredAtOnce()).isTrue();

        write("prices.json", PRICES.replace("0.000002", "0.000003"));
        run();
        assertThat(wasAnsweredAtOnce()).isFalse();

        write("our.yaml", CATALOG.replace("ask", "say"));
        run();
        assertThat(wasAnsweredAtOnce()).isFalse();
    }

    @Test
    void settingsAndVersionsCountToo() throws Exception {
        run();

        run(settings("html,json,sarif", Optional.empty(), "1"), "1.0.0");
        assertThat(wasAnsweredAtOnce()).isFalse();
        run(settings("html,json,sarif", Optional.of("never"), "1"), "1.0.0");
        assertThat(wasAnsweredAtOnce()).isFalse();
        run(settings("html,json,sarif", Optional.of("never"), "2"), "1.0.0");
        assertThat(wasAnsweredAtOnce()).isFalse();
        run(settings("html,json,sarif", Optional.of("never"), "2"), "1.1.0");
        assertThat(wasAnsweredAtOnce()).isFalse();
        run(settings("html,json,sarif", Optional.of("never"), "2"), "1.1.0");
        assertThat(wasAnsweredAtOnce()).isTrue();
    }

    @Test
    void aClockThatMovesChangesNothing() throws Exception {
        run();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2040-01-01T00:00:00Z")));
            }
        }

        run();
        assertThat(wasAnsweredAtOnce()).isTrue();
    }

    @Test
    void aChangeThatIsTakenBackIsAnsweredRightly() throws Exception {
        Optional<String> failure = run();
        write("src/main/java/shop/Agent.java", AGENT.replace("while", "if"));
        assertThat(run()).isEmpty();

        write("src/main/java/shop/Agent.java", AGENT);
        assertThat(run()).isEqualTo(failure);
    }

    @Test
    void aBrokenOutcomeOrAReportThatIsGoneIsMadeAnew() throws Exception {
        Optional<String> failure = run();
        Files.writeString(folder.resolve("out").resolve(OutcomeFile.NAME), "half");
        assertThat(run()).isEqualTo(failure);
        assertThat(wasAnsweredAtOnce()).isFalse();

        Files.delete(folder.resolve("out/agentcost.html"));
        assertThat(run()).isEqualTo(failure);
        assertThat(wasAnsweredAtOnce()).isFalse();
        assertThat(folder.resolve("out/agentcost.html")).exists();
    }

    /** Nobody knows which of the two states was read. */
    @Test
    void whatChangesDuringARunIsNotKept() throws Exception {
        RecordingLog editing = new RecordingLog() {
            @Override
            public void error(CharSequence content) {
                super.error(content);
                try {
                    write("src/main/java/shop/Agent.java", AGENT.replace("while", "if"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        run(settings("html,json", Optional.empty(), "1"), "1.0.0", editing);

        assertThat(run()).isEmpty();
        assertThat(wasAnsweredAtOnce()).isFalse();
        write("src/main/java/shop/Agent.java", AGENT);
        assertThat(run()).isPresent();
        assertThat(wasAnsweredAtOnce()).isFalse();
    }

    @Test
    void withoutReportsNothingIsKept() throws Exception {
        run(settings("", Optional.empty(), "1"), "1.0.0");
        run(settings("", Optional.empty(), "1"), "1.0.0");

        assertThat(wasAnsweredAtOnce()).isFalse();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void twoBuildsAtOnceGetTheSameAnswer() throws Exception {
        Optional<String> failure = run();
        write("src/main/java/shop/B.java", "package shop; class B {}");
        List<CompletableFuture<Optional<String>>> builds = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return new IncrementalCheckTest.Build(this).run();
                    } catch (UsageException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .limit(4)
                .toList();

        for (CompletableFuture<Optional<String>> build : builds) {
            assertThat(build.get()).isEqualTo(failure);
        }
        assertThat(run()).isEqualTo(failure);
        try (Stream<Path> left = Files.list(folder.resolve("out"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("agentcost.html", "agentcost.json", OutcomeFile.NAME);
        }
    }

    /** A run beside others, with a log of its own. */
    private record Build(IncrementalCheckTest test) {

        Optional<String> run() throws UsageException {
            IncrementalCheckTest own = new IncrementalCheckTest();
            own.folder = test.folder;
            return own.run();
        }
    }
}
