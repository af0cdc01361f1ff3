package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.maven.report.Report;
import dev.agentcost.rules.finding.Finding;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from sources to log lines, with input that is not as it should be. */
class CostCheckTest {

    private static final String LOOP = """
            package example;

            import dev.langchain4j.model.chat.ChatModel;

            class %1$s {
                void run(ChatModel model) {
                    while (true) { // %2$s
                        model.chat("%2$s");
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();

    @Test
    void aFileThatDoesNotParseIsToldAndCostsThatFileOnly() throws Exception {
        write("Good.java", LOOP.formatted("Good", "again"));
        write("Bad.java", "package example;\nimport dev.langchain4j.model.chat.ChatModel;\nThis is no Java.\n");

        assertThat(check().result().findings()).extracting(Finding::rule).containsExactly("unbounded-loop");
        assertThat(log.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("[WARNING] agentcost: ")
                        .contains("Bad.java")
                        .contains("3: Parse error. Found")
                        .doesNotContain("expected one of"));
    }

    @Test
    void aCatalogueWithAnUnknownKeyIsToldWithItsLineAndTheMend() throws Exception {
        write("Good.java", LOOP.formatted("Good", "again"));
        write("agentcost.yaml", "catalogs: [acme.yaml]\n");
        write("acme.yaml", """
                framework: acme
                types:
                  - name: com.acme.Client
                    methods:
                      - {name: ask, model-cal: arguments}
                """);

        assertThatThrownBy(this::check)
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        folder.resolve("acme.yaml") + ":5: 'model-cal' is not a key of a method; write 'model-call'");
    }

    @Test
    void aRunIsPricedByTheUsersOwnFile() throws Exception {
        write("Good.java", LOOP.formatted("Good", "again").replace("while (true)", "for (int i = 0; i < 4; i++)"));
        write("agentcost.yaml", "prices: [ours.json]\nmodel: acme-chat\nassumptions: {answerTokens: 10}\n");
        write("ours.json", """
                {"acme-chat": {"input_cost_per_token": 0, "output_cost_per_token": 0.25}}
                """);

        assertThat(check().result().entryPoints())
                .singleElement()
                .satisfies(entry -> assertThat(
                                entry.cost().get(Dimension.DOLLARS).number().orElseThrow())
                        .isEqualByComparingTo("10"));
    }

    @Test
    void aFileOfPricesThatIsNoneIsToldWithItsLineAndTheMend() throws Exception {
        write("Good.java", LOOP.formatted("Good", "again"));
        write("agentcost.yaml", "prices: [ours.json]\n");
        write("ours.json", "{\n\"acme-chat\": {]}");

        assertThatThrownBy(this::check)
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("ours.json:2: not JSON: ")
                .hasMessageEndingWith("; correct the brackets, commas or quotes there");
    }

    @Test
    void anEmptyDirectoryIsASuccessThatSaysSo() throws Exception {
        assertThat(check().result().findings()).isEmpty();
        assertThat(log.lines())
                .containsExactly("[INFO] agentcost: no Java sources in " + folder + ", nothing to analyse");
    }

    @Test
    void aJarThatIsNoneIsToldAndTheRestIsRead() throws Exception {
        write("Good.java", LOOP.formatted("Good", "again"));
        write("broken.jar", "no zip");

        Scope scope = scope().withClassPath(List.of(folder.resolve("broken.jar")));
        assertThat(check(scope).result().findings()).hasSize(1);
        assertThat(log.lines())
                .anySatisfy(line -> assertThat(line).contains("[WARNING]").contains("broken.jar"));
    }

    @Test
    void sourcesInOtherEncodingsAreReadAndShownAsTheyAre() throws Exception {
        write("Latin.java", LOOP.formatted("Latin", "Grüße"), StandardCharsets.ISO_8859_1);
        write("Chinese.java", LOOP.formatted("Chinese", "你好"), Charset.forName("GBK"));
        write("Marked.java", "\uFEFF" + LOOP.formatted("Marked", "Grüße"), StandardCharsets.UTF_8);

        assertThat(check().result().findings()).hasSize(3);
        assertThat(log.lines())
                .anySatisfy(line -> assertThat(line)
                        .contains("Chinese.java: is not encoded in UTF-8: read as GBK")
                        .contains("set project.build.sourceEncoding"))
                .anySatisfy(line -> assertThat(line).contains("Latin.java: is not encoded in UTF-8: read as "))
                .anySatisfy(
                        line -> assertThat(line).contains("Chinese.java:[7,9]").contains("while (true) { // 你好"))
                .anySatisfy(
                        line -> assertThat(line).contains("Marked.java:[7,9]").contains("while (true) { // Grüße"));
    }

    @Test
    void theEncodingThatIsSetHolds() throws Exception {
        write("Latin.java", LOOP.formatted("Latin", "Grüße"), StandardCharsets.ISO_8859_1);

        check(scope(), "ISO-8859-1");
        assertThat(log.lines())
                .noneMatch(line -> line.contains("[WARNING]"))
                .anySatisfy(line -> assertThat(line).contains("while (true) { // Grüße"));
    }

    @Test
    void aFileOfTwentyThousandLinesIsReadWhole() throws Exception {
        StringBuilder text = new StringBuilder("package example;\n\nimport dev.langchain4j.model.chat.ChatModel;\n\n");
        text.append("class Big {\n    private ChatModel model;\n");
        for (int i = 0; i < 2_000; i++) {
            text.append("""

                        String step%1$d(String text, int times) {
                            String result = text;
                            for (int i = 0; i < times; i++) {
                                if (result.isEmpty()) {
                                    result = %2$s;
                                }
                            }
                            return result;
                        }
                    """.formatted(i, i % 10 == 0 ? "model.chat(text + i)" : "text + i"));
        }
        text.append(
                "\n    void last() {\n        while (true) {\n            model.chat(\"again\");\n        }\n    }\n}\n");
        assertThat(text.toString().lines()).hasSizeGreaterThan(20_000);
        write("Big.java", text.toString());

        Report report = check();
        assertThat(report.result().findings()).extracting(Finding::rule).containsExactly("unbounded-loop");
        assertThat(report.analysis().sites()).hasSize(201);
        assertThat(report.analysis().coverage().failures()).isEmpty();
    }

    private Report check() throws UsageException {
        return check(scope());
    }

    private Report check(Scope scope) throws UsageException {
        return check(scope, "UTF-8");
    }

    private Report check(Scope scope, String encoding) throws UsageException {
        Settings settings = Settings.of(
                "1",
                encoding,
                false,
                false,
                2,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "html,json,sarif",
                Optional.empty(),
                List.of());
        Report report = new CostCheck(settings).report(scope, Optional.empty());
        new Output(log, folder.resolve("out"), settings.reports(), settings.variants()).write(report, scope);
        return report;
    }

    private Scope scope() {
        return new Scope("", List.of(folder), List.of(), List.of(), Map.of(), folder, folder);
    }

    private void write(String name, String text) throws IOException {
        write(name, text, StandardCharsets.UTF_8);
    }

    private void write(String name, String text, Charset encoding) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(encoding));
    }
}
