package dev.agentcost.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.Analyzer;
import dev.agentcost.analyzer.AnalyzerOptions;
import dev.agentcost.analyzer.result.CatalogUse;
import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.price.TokenCounting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of libraries and what matched, as the goal prints it. */
class CatalogTextTest {

    @TempDir
    Path folder;

    @Test
    void tellsFilesVersionsAndRowsWithTheirPlaces() {
        CatalogUse ours = new CatalogUse(
                "/home/me/ours.yaml",
                "our-client",
                1,
                2,
                new TreeMap<>(),
                List.of(new CatalogUse.Row(5, "a.B#ask", "", 1)));
        CatalogUse acme = new CatalogUse(
                "acme.yaml",
                "acme",
                3,
                4,
                new TreeMap<>(Map.of("acme-ai", "1.4", "acme-tools", "")),
                List.of(new CatalogUse.Row(7, "com.acme.Agent#run", "acme-ai [1.0,2.0)", 2)));
        CatalogUse idle = new CatalogUse("idle.yaml", "idle", 1, 1, new TreeMap<>(), List.of());

        assertThat(CatalogText.of(List.of(ours, acme, idle))).isEqualTo("""
                3 catalogue files know 5 types; rows of 2 of them match here
                /home/me/ours.yaml (our-client): 1 type, 2 rows of methods
                  /home/me/ours.yaml:5  a.B#ask  1 use
                acme.yaml: 3 types, 4 rows of methods; acme-ai 1.4, acme-tools of unknown version, so the dearest rows hold
                  acme.yaml:7  com.acme.Agent#run  (acme-ai [1.0,2.0))  2 uses
                nothing matches: idle.yaml""");
    }

    @Test
    void countsTheCallsAndAnnotationsOfRealSources() throws Exception {
        Files.writeString(folder.resolve("Agent.java"), """
                import dev.langchain4j.agent.tool.Tool;
                import dev.langchain4j.model.chat.ChatModel;
                import java.util.List;
                class Agent {
                    @org.springframework.beans.factory.annotation.Value("${steps}") int steps;
                    @Tool String look(String what) { return what; }
                    void run(ChatModel model, List<String> texts) {
                        texts.forEach(text -> model.chat(text));
                        model.chat("again");
                    }
                }
                """);

        List<CatalogUse> files = Analyzer.analyze(new AnalyzerOptions(
                        List.of(folder),
                        List.of(),
                        List.of(),
                        Map.of(),
                        folder,
                        StandardCharsets.UTF_8,
                        false,
                        false,
                        1,
                        List.of(),
                        Configuration.DEFAULT.prices(),
                        TokenCounting.o200k(),
                        0))
                .catalog();

        assertThat(CatalogText.of(files).lines())
                .anyMatch(line -> line.matches(
                        "  langchain4j\\.yaml:\\d+  dev\\.langchain4j\\.model\\.chat\\.ChatModel#chat  2 uses"))
                .anyMatch(line ->
                        line.matches("  langchain4j\\.yaml:\\d+  dev\\.langchain4j\\.agent\\.tool\\.Tool  1 use"))
                .anyMatch(line -> line.matches("  jdk\\.yaml:\\d+  java\\.util\\.List#forEach  1 use"))
                .anyMatch(line -> line.startsWith("  configuration.yaml:") && line.endsWith(".Value  1 use"))
                .anyMatch(line -> line.startsWith("nothing matches: ") && line.contains("spring-ai.yaml"));
    }
}
