package dev.agentcost.analyzer.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the analysis takes beside parsers and other tools, on the main sources of LangChain4j and Spring AI. Each run has a JVM of
 * its own; {@code -Dagentcost.benchmark.runs=11} makes more of them. The medians are a table in
 * {@code target/benchmark/results.md}.
 */
@Tag("benchmark")
class BenchmarkTest {

    private static final int RUNS = Integer.getInteger("agentcost.benchmark.runs", 5);
    private static final Path HOME = Path.of("target", "benchmark");

    private static final int[] SIZES = {10_000, 30_000, 100_000, 300_000, 1_000_000};

    /** The file in which a body is edited before each run of a contender. */
    private static final Map<String, Path> CHANGED = Map.of(
            "agentcost, one file changed",
            HOME.resolve("agents/dev/langchain4j/model/openai/OpenAiChatModel.java"),
            "agentcost, sources without agents but one, that file changed",
            HOME.resolve("one-agent/example/Agent.java"));

    private static final String AGENT = """
            package example;

            import com.google.common.base.Splitter;
            import dev.langchain4j.model.chat.ChatModel;
            import org.apache.commons.lang3.StringUtils;

            class Agent {
                private final ChatModel model;

                Agent(ChatModel model) {
                    this.model = model;
                }

                String doChat(String questions) {
                    String answer = "";
                    for (String question : Splitter.on(';').split(questions)) {
                        answer = StringUtils.abbreviate(model.chat(answer + question), 500);
                    }
                    return answer;
                }
            }
            """;

    /** Medians: milliseconds, milliseconds of processor time, megabytes. */
    private record Measured(long wall, long cpu, long memory) {}

    @Test
    void measures() throws Exception {
        Map<String, String[]> contenders = new LinkedHashMap<>();
        contenders.put("JavaParser, parsing only", new String[] {"javaparser", "agents"});
        contenders.put("javac, parsing only", new String[] {"javac", "agents"});
        contenders.put("PMD, default rules of maven-pmd-plugin", new String[] {"pmd", "agents"});
        contenders.put("SpotBugs, on the classes", new String[] {"spotbugs", "classes"});
        contenders.put("agentcost, cold", new String[] {"agentcost", "agents"});
        contenders.put("agentcost, cold, heap of 400 MB", new String[] {"agentcost", "agents", "-Xmx400m"});
        contenders.put(
                "agentcost, cold, -XX:TieredStopAtLevel=1",
                new String[] {"agentcost", "agents", "-XX:TieredStopAtLevel=1"});
        contenders.put("agentcost, warm", new String[] {"agentcost-warm", "agents"});
        contenders.put("agentcost, one file changed", new String[] {"agentcost-kept", "agents"});
        contenders.put("JavaParser, sources without agents", new String[] {"javaparser", "others"});
        contenders.put("agentcost, sources without agents", new String[] {"agentcost", "others"});
        contenders.put("agentcost, sources without agents but one", new String[] {"agentcost", "one-agent"});
        contenders.put(
                "agentcost, sources without agents but one, that file changed",
                new String[] {"agentcost-kept", "one-agent"});
        addAgent();
        // one round after the other: whatever slows the machine down slows all of them down
        Map<String, List<Measured>> runs = new LinkedHashMap<>();
        run("agentcost-kept", HOME.resolve("agents"));
        run("agentcost-kept", HOME.resolve("one-agent"));
        for (int round = 0; round < RUNS; round++) {
            for (Map.Entry<String, String[]> contender : contenders.entrySet()) {
                Path changed = CHANGED.get(contender.getKey());
                if (changed != null) {
                    change(changed);
                }
                runs.computeIfAbsent(contender.getKey(), key -> new ArrayList<>())
                        .add(run(
                                contender.getValue()[0],
                                HOME.resolve(contender.getValue()[1]),
                                Arrays.copyOfRange(contender.getValue(), 2, contender.getValue().length)));
            }
        }
        Map<String, Measured> medians = new LinkedHashMap<>();
        runs.forEach((name, all) -> medians.put(name, median(all)));
        String table = table(medians);
        Files.writeString(HOME.resolve("results.md"), table);
        System.out.println(table);
        assertThat(medians.values()).allMatch(measured -> measured.wall() > 0);
    }

    /** The sources without agents, and among them one. */
    private static void addAgent() throws IOException {
        for (Path file : Contender.sources(HOME.resolve("others"))) {
            Path target =
                    HOME.resolve("one-agent").resolve(HOME.resolve("others").relativize(file));
            Files.createDirectories(target.getParent());
            Files.write(target, Files.readAllBytes(file));
        }
        Path agent = HOME.resolve("one-agent/example/Agent.java");
        Files.createDirectories(agent.getParent());
        Files.writeString(agent, AGENT);
    }

    /** Edits one body, which other files need not be read again for. */
    private static void change(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int line = text.indexOf(" {\n", text.indexOf("doChat(")) + 3;
        Files.writeString(file, text.substring(0, line) + "\n" + text.substring(line));
    }

    /** How the time grows with the number of lines; beyond what there is, by copies, as modules of one tree. */
    @Test
    void growsWithSize() throws Exception {
        List<Path> files = Contender.sources(HOME.resolve("agents"));
        StringBuilder table = new StringBuilder(
                "| lines | wall | processor | peak memory | wall for 100,000 lines |\n|---|---|---|---|---|\n");
        for (int size : SIZES) {
            Path directory = HOME.resolve("size-" + size);
            long lines = copy(files, size, directory);
            List<Measured> runs = new ArrayList<>();
            for (int round = 0; round < Math.min(RUNS, 3); round++) {
                runs.add(run("agentcost", directory));
            }
            Measured one = median(runs);
            table.append(String.format(
                    Locale.ROOT,
                    "| %,d | %.2f s | %.2f s | %d MB | %.2f s |%n",
                    lines,
                    one.wall() / 1000.0,
                    one.cpu() / 1000.0,
                    one.memory(),
                    one.wall() / 1000.0 * 100_000 / lines));
        }
        Files.writeString(HOME.resolve("sizes.md"), table);
        System.out.println(table);
    }

    private static long copy(List<Path> files, int size, Path directory) throws IOException {
        long lines = 0;
        for (int copy = 0; lines < size; copy++) {
            for (int i = 0; i < files.size() && lines < size; i++) {
                // every so many files, so that a small part is like the whole
                Path file = files.get((int) (i * 101L % files.size()));
                Path target = directory
                        .resolve("module-" + copy)
                        .resolve(HOME.resolve("agents").relativize(file).toString());
                byte[] content = Files.readAllBytes(file);
                Files.createDirectories(target.getParent());
                Files.write(target, content);
                lines += new String(content, StandardCharsets.UTF_8).lines().count();
            }
        }
        return lines;
    }

    private static Measured run(String kind, Path directory, String... options)
            throws IOException, InterruptedException {
        Path out = HOME.resolve(kind + "-" + directory.getFileName() + ".out");
        Path printed = HOME.resolve(kind + ".txt");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Contender.class.getName(),
                kind,
                directory.toString(),
                out.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        process.waitFor();
        String[] words = Files.readString(printed, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("MEASURED "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " ended without a result, see " + printed))
                .split(" ");
        assertThat(process.exitValue()).as("exit of %s, see %s", kind, printed).isZero();
        return new Measured(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    private static Measured median(List<Measured> all) {
        return new Measured(
                middle(all.stream().map(Measured::wall).sorted().toList()),
                middle(all.stream().map(Measured::cpu).sorted().toList()),
                middle(all.stream().map(Measured::memory).sorted().toList()));
    }

    private static long middle(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private static String table(Map<String, Measured> medians) throws IOException {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d lines with agents, %,d without; medians of %d runs, each in a JVM of its own; %d processors, Java %s%n%n",
                lines(HOME.resolve("agents")),
                lines(HOME.resolve("others")),
                RUNS,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version")));
        text.append(
                "| | wall | processor | peak memory | wall / JavaParser | wall / PMD |\n|---|---|---|---|---|---|\n");
        for (Map.Entry<String, Measured> row : medians.entrySet()) {
            Measured one = row.getValue();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f s | %.2f s | %d MB | %.2f | %.2f |%n",
                    row.getKey(),
                    one.wall() / 1000.0,
                    one.cpu() / 1000.0,
                    one.memory(),
                    ratio(
                            one,
                            medians,
                            row.getKey().contains("without")
                                    ? "JavaParser, sources without agents"
                                    : "JavaParser, parsing only"),
                    ratio(one, medians, "PMD, default rules of maven-pmd-plugin")));
        }
        return text.toString();
    }

    private static double ratio(Measured one, Map<String, Measured> medians, String other) {
        Measured base = medians.get(other);
        return base == null ? 0 : (double) one.wall() / base.wall();
    }

    private static long lines(Path directory) throws IOException {
        long lines = 0;
        for (Path file : Contender.sources(directory)) {
            lines += new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .count();
        }
        return lines;
    }
}
