package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.SarifRules;
import dev.agentcost.maven.report.Schemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same sources give the same files, byte for byte, wherever they are and however many threads read them. */
class SameReportsTest {

    private static final String AGENT = """
            package shop;

            import dev.langchain4j.data.message.ChatMessage;
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.List;

            class Agent%1$d {
                ChatModel model;
                Agent%2$d next;

                String answer(List<ChatMessage> messages, int turns) {
                    for (int i = 0; i < turns; i++) {
                        messages.add(model.chat(messages).aiMessage());
                    }
                    while (!model.chat("Is it good?").startsWith("yes")) {
                        next.report(%1$d);
                    }
                    return messages.toString();
                }

                String report(int times) {
                    return model.chat("Report " + times);
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void filesAreTheSameForAnyNumberOfThreadsInAnyDirectoryAndAgain() throws Exception {
        Map<String, byte[]> first = written("here", 1);

        assertThat(first).hasSize(ReportFormat.values().length);
        assertThat(first.get("agentcost.json"))
                .asString(StandardCharsets.UTF_8)
                .contains("unbounded-loop", "unpruned-context");
        assertSame(written("here", 1), first);
        assertSame(written("here", 7), first);
        assertSame(written("a place/far away", 3), first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist"})
    void filesAreTheSameInAnyLanguageAndTimeZone(String language) throws Exception {
        Map<String, byte[]> first = written("here", 1);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertSame(written("here", 2), first);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void filesAreTheSameInWhateverOrderTheSourcesAreNamed() throws Exception {
        Map<String, byte[]> first = written("here", 1);
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> found = Files.list(folder.resolve("here/src/shop"))) {
            found.forEach(sources::add);
        }
        Random random = new Random(5);
        for (int i = 0; i < 3; i++) {
            Collections.shuffle(sources, random);
            assertSame(written(folder.resolve("here"), sources, 2), first);
        }
    }

    @Test
    void sarifOfARealAnalysisKeepsTheSchemaAndTheRulesOfTheValidator() throws Exception {
        String sarif = new String(written("here", 1).get("agentcost.sarif"), StandardCharsets.UTF_8);
        JsonNode log = new ObjectMapper().readTree(sarif);

        Schemas.assertValid(sarif, Schemas.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"));
        assertThat(SarifRules.violations(log)).isEmpty();
        assertThat(log.at("/runs/0/results")).hasSizeGreaterThan(30).allSatisfy(result -> {
            JsonNode flow = result.at("/codeFlows/0/threadFlows/0/locations");
            assertThat(flow.size()).isGreaterThan(1);
            assertThat(flow.get(flow.size() - 1).at("/location/message/text").asText())
                    .isEqualTo("ChatModel.chat");
            assertThat(result.path("relatedLocations").size()).isPositive();
        });
    }

    private static void assertSame(Map<String, byte[]> files, Map<String, byte[]> expected) {
        assertThat(files.keySet()).isEqualTo(expected.keySet());
        files.forEach((name, content) -> assertThat(new String(content, StandardCharsets.UTF_8))
                .as(name)
                .isEqualTo(new String(expected.get(name), StandardCharsets.UTF_8)));
    }

    private Map<String, byte[]> written(String place, int threads) throws IOException, UsageException {
        Path base = folder.resolve(place);
        Path sources = Files.createDirectories(base.resolve("src/shop"));
        for (int i = 0; i < 20; i++) {
            Files.writeString(
                    sources.resolve("Agent" + i + ".java"), String.format(Locale.ROOT, AGENT, i, (i + 7) % 20));
        }
        return written(base, List.of(base.resolve("src")), threads);
    }

    private static Map<String, byte[]> written(Path base, List<Path> sources, int threads)
            throws IOException, UsageException {
        Settings settings = Settings.of(
                "1.2.3",
                "UTF-8",
                false,
                false,
                threads,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                List.of());
        Scope scope = new Scope("shop", sources, List.of(), List.of(), Map.of(), base, base);
        Report report = new CostCheck(settings).report(scope, Optional.empty());
        new Output(new RecordingLog(), base.resolve("out"), EnumSet.allOf(ReportFormat.class), Optional.empty())
                .write(report, scope);
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> written = Files.list(base.resolve("out"))) {
            for (Path file : written.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
