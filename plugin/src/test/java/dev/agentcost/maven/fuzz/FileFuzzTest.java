package dev.agentcost.maven.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.form.FormException;
import dev.agentcost.analyzer.form.FormReader;
import dev.agentcost.analyzer.form.FormWriter;
import dev.agentcost.analyzer.form.UnitReader;
import dev.agentcost.analyzer.form.UnitWriter;
import dev.agentcost.analyzer.lower.LoweredProgram;
import dev.agentcost.analyzer.lower.SourceOptions;
import dev.agentcost.analyzer.lower.SourceProgram;
import dev.agentcost.analyzer.source.ConfigurationFiles;
import dev.agentcost.analyzer.source.SourceFile;
import dev.agentcost.maven.outcome.LogLine;
import dev.agentcost.maven.outcome.Outcome;
import dev.agentcost.maven.outcome.OutcomeFile;
import dev.agentcost.maven.report.JsonReport;
import dev.agentcost.maven.report.SampleReport;
import dev.agentcost.maven.report.calibrate.Calibration;
import dev.agentcost.maven.report.diff.CostDiff;
import dev.agentcost.maven.report.input.InputException;
import dev.agentcost.maven.report.pareto.Frontiers;
import dev.agentcost.rules.baseline.BaselineException;
import dev.agentcost.rules.baseline.TextFileStore;
import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.configuration.ConfigurationBuilder;
import dev.agentcost.rules.configuration.ConfigurationException;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.price.PriceFileException;
import dev.agentcost.rules.price.Prices;
import dev.agentcost.rules.rule.Rules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every damaged file of settings, prices, results and caches is read, or refused with its name. */
@Tag("fuzz")
class FileFuzzTest {

    private static final String SETTINGS = """
            model: gpt-5.4
            assumptions:
              toolResultTokens: 2000
            rules:
              unpruned-context: warning
            budgets:
              - entryPoint: "com.acme..*#chat"
                modelCalls: 20
                dollars: 0.50
                latency: 60s
                growth: O(n)
            catalogs: [our-client.yaml]
            failOn: error
            """;

    private static final String BASELINE = """
            # agentcost baseline
            assumption toolResultTokens 1000
            entry example.Agent#answer(java.lang.String) | modelCalls O(n) 50 | dollars O(n^2) ~7.36
            finding unbounded-loop example.Agent#answer(java.lang.String) 0a1b 2c3d
            """;

    @TempDir
    private Path folder;

    @Test
    void catalogues() throws IOException {
        Path file = folder.resolve("ours.yaml");
        Fuzz.run(
                "catalogue",
                10,
                Originals.files(Originals.sources("analyzer").resolve("main/resources"), ".yaml"),
                Mutator::data,
                (damaged, input) -> {
                    Files.write(file, damaged);
                    try {
                        assertThat(Catalog.load(List.of(file), List.of(), Map.of()))
                                .isNotNull();
                    } catch (CatalogException refused) {
                        assertThat(refused.getMessage()).contains("ours.yaml");
                    }
                });
    }

    @Test
    void settings() {
        Path file = folder.resolve("agentcost.yaml");
        Fuzz.run("agentcost.yaml", 10, Originals.texts(SETTINGS), Mutator::data, (damaged, input) -> {
            Files.write(file, damaged);
            try {
                ConfigurationBuilder builder = Configuration.builder(Rules.ids());
                builder.file(file, "agentcost.yaml");
                assertThat(builder.build()).isNotNull();
            } catch (ConfigurationException refused) {
                assertThat(refused.getMessage()).contains("agentcost.yaml");
            }
        });
    }

    @Test
    void settingsOfApplications() throws IOException {
        Path source = Files.createDirectories(folder.resolve("src/main/java")).resolve("A.java");
        Path resources = Files.createDirectories(folder.resolve("src/main/resources"));
        List<byte[]> originals = Originals.texts("""
                # of an application
                agent.max-steps=${LIMIT:10}
                agent.texts=a,\\
                  b\\u0041
                %dev.agent.name : x
                """, """
                agent:
                  max-steps: ${agent.other:${LIMIT:10}}
                  other: [1, 2, {a: b}]
                "%dev":
                  agent: {name: *x}
                ---
                agent.max-steps: 5
                """, """
                base: &base {turns: 3}
                agent:
                  <<: *base
                  max-steps: 2_000
                  when: 2026-01-01
                  text: |
                    ${agent.text}
                """);
        Fuzz.run("application settings", 10, originals, Mutator::data, (damaged, input) -> {
            Path file = resources.resolve(input % 2 == 0 ? "application.properties" : "application-dev.yml");
            Files.write(file, damaged);
            ConfigurationFiles files =
                    ConfigurationFiles.beside(folder, List.of(new SourceFile("src/main/java/A.java", source)));
            assertThat(files.values(source, "agent.max-steps")).isNotNull();
            assertThat(files.resolved("agent.maxsteps")).isNotNull();
            assertThat(files.resolved(source, "${agent.max-steps:${agent.text}} ${agent.name:3}"))
                    .isNotNull();
            assertThat(files.diagnostics())
                    .allSatisfy(
                            diagnostic -> assertThat(diagnostic.file()).startsWith("src/main/resources/application"));
            Files.delete(file);
        });
    }

    @Test
    void prices() {
        List<byte[]> originals = Originals.texts("""
                # ours
                acme,gpt-4o,1,4,200000,2,8,64000,,gpt-4.1-nano,,
                acme,other,0.5,2,,,,,,,,
                """, """
                {"gpt-4o": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06,
                  "output_cost_per_token": 4e-06, "max_input_tokens": 64000, "max_output_tokens": 8192,
                  "input_cost_per_token_above_200k_tokens": 6e-06}}
                """, """
                {"openai": {"id": "openai", "models": {"only-here": {"id": "only-here", "cost": {"input": 0.5, "output": 1.5},
                  "limit": {"context": 128000, "output": 4096}}}}}
                """);
        Fuzz.run("prices", 10, originals, Mutator::data, (damaged, input) -> {
            Path file = folder.resolve("ours" + (input % 3 == 0 ? ".csv" : ".json"));
            Files.write(file, damaged);
            try {
                assertThat(Prices.load().with(file, "ours")).isNotNull();
            } catch (PriceFileException refused) {
                assertThat(refused.getMessage()).startsWith("ours");
            }
        });
    }

    @Test
    void baselines() {
        Path file = folder.resolve("agentcost-baseline.txt");
        Fuzz.run("baseline", 6, Originals.texts(BASELINE), Mutator::data, (damaged, input) -> {
            Files.write(file, damaged);
            try {
                assertThat(new TextFileStore(file, "agentcost-baseline.txt").read())
                        .isNotNull();
            } catch (BaselineException refused) {
                assertThat(refused.getMessage()).contains("agentcost-baseline.txt");
            }
        });
    }

    @Test
    void results() throws IOException {
        JsonReport.write(SampleReport.full(), folder);
        Path whole = folder.resolve(JsonReport.FILE);
        Path damagedFile = folder.resolve("damaged.json");
        Fuzz.run("agentcost.json", 3, List.of(Files.readAllBytes(whole)), Mutator::data, (damaged, input) -> {
            Files.write(damagedFile, damaged);
            readOrRefused(damagedFile, () -> CostDiff.markdown(damagedFile, whole));
            readOrRefused(damagedFile, () -> CostDiff.markdown(whole, damagedFile));
        });
    }

    @Test
    void spans() throws IOException {
        Path file = folder.resolve("spans.json");
        JsonReport.write(SampleReport.full(), folder);
        Path result = folder.resolve(JsonReport.FILE);
        List<byte[]> originals = Originals.texts("""
                {"resourceSpans":[{"resource":{},"scopeSpans":[{"scope":{},"spans":[
                {"traceId":"a","spanId":"1","parentSpanId":"","name":"run","status":{"code":1},
                 "attributes":[{"key":"code.function.name","value":{"stringValue":"example.Agent.answer"}}]},
                {"traceId":"a","spanId":"2","parentSpanId":"1","name":"chat","status":{"code":0},
                 "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
                 {"key":"gen_ai.usage.input_tokens","value":{"intValue":"12"}},
                 {"key":"gen_ai.usage.output_tokens","value":{"intValue":"3"}}]}]}]}]}
                """);
        Fuzz.run("spans", 3, originals, Mutator::data, (damaged, input) -> {
            Files.write(file, damaged);
            readOrRefused(file, () -> {
                Calibration calibration = Calibration.of(file, TokenCounter.FOUR_CHARACTERS);
                calibration.above(result);
                return calibration.yaml();
            });
        });
    }

    @Test
    void variants() throws IOException {
        JsonReport.write(SampleReport.full(), folder);
        Path file = folder.resolve("variants.csv");
        List<byte[]> originals = Originals.texts("""
                variant,success,result,entryPoint
                # measured
                large,0.9,agentcost.json,*Agent#*
                small,0.5,agentcost.json,Agent#answer
                """, """
                [{"variant": "large", "success": 0.9, "result": "agentcost.json"},
                 {"variant": "small", "success": "0.5", "result": "agentcost.json", "entryPoint": "*"}]
                """);
        Fuzz.run("variants", 3, originals, Mutator::data, (damaged, input) -> {
            Files.write(file, damaged);
            readOrRefused(file, () -> Frontiers.read(file));
        });
    }

    /** What reads a file that a goal is given. */
    private interface Reading {
        Object read() throws InputException;
    }

    private static void readOrRefused(Path file, Reading reading) {
        try {
            assertThat(reading.read()).isNotNull();
        } catch (InputException refused) {
            assertThat(refused.getMessage()).contains(file.getFileName().toString());
        }
    }

    /** Half of them with a digest that is right: what is in them is read as far as it goes. */
    @Test
    void outcomes() throws Exception {
        Path file = folder.resolve(OutcomeFile.NAME);
        Outcome outcome = new Outcome(
                List.of(new LogLine(Level.ERROR, "a finding\n  more"), new LogLine(Level.NOTE, "12 files")),
                new TreeMap<>(Map.of("agentcost.json", "0".repeat(64), "agentcost.html", "1".repeat(64))),
                Optional.of("1 finding"));
        new OutcomeFile(folder).write("key", outcome);
        byte[] whole = Files.readAllBytes(file);
        byte[] content = Arrays.copyOf(whole, whole.length - 32);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Fuzz.run("outcome of a run", 3, List.of(content), Mutator::bytes, (damaged, input) -> {
            byte[] bytes = Arrays.copyOf(damaged, damaged.length + 32);
            if (input % 2 == 0) {
                System.arraycopy(digest.digest(damaged), 0, bytes, damaged.length, 32);
            }
            Files.write(file, bytes);
            Optional<Outcome> read = new OutcomeFile(folder).read("key");
            if (input % 2 != 0) {
                assertThat(read).isEmpty();
            }
        });
    }

    /** The check sum is made right again: what it finds is seldom read, and what it does not find must not break the reader. */
    @Test
    void loweredForms() throws CatalogException {
        Fuzz.run("lowered form", 4, forms(), Mutator::bytes, (damaged, input) -> {
            try {
                FormReader in = new FormReader(resealed(damaged));
                UnitReader.read(in);
                in.end();
            } catch (FormException refused) {
                assertThat(refused.getMessage()).matches("(is|has) .*");
            }
        });
    }

    private static List<byte[]> forms() throws CatalogException {
        SourceOptions sources = SourceOptions.of(Originals.sources("analyzer").resolve("test/resources"))
                .withEverything();
        try (LoweredProgram program = SourceProgram.load(sources, Catalog.load(List.of(), List.of(), Map.of()))) {
            return program.units().stream()
                    .map(unit -> {
                        FormWriter out = new FormWriter();
                        UnitWriter.write(unit, out);
                        return out.bytes();
                    })
                    .toList();
        }
    }

    /** The bytes with the sum of what stands behind it, at the ninth. */
    static byte[] resealed(byte[] bytes) {
        byte[] sealed = bytes.clone();
        if (sealed.length >= 12) {
            CRC32C sum = new CRC32C();
            sum.update(sealed, 12, sealed.length - 12);
            ByteBuffer.wrap(sealed).putInt(8, (int) sum.getValue());
        }
        return sealed;
    }
}
