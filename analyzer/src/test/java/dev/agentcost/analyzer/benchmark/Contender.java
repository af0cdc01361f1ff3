package dev.agentcost.analyzer.benchmark;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.sun.source.util.JavacTask;
import dev.agentcost.analyzer.Analyzer;
import dev.agentcost.analyzer.AnalyzerException;
import dev.agentcost.analyzer.AnalyzerOptions;
import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.cost.PriceList;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.lower.LoweredFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One thing that is measured, in a JVM of its own: {@code Contender KIND DIRECTORY OUT}. What it took is printed when the JVM ends. */
public final class Contender {

    private static final int WARM_UPS = 3;

    private static final PriceList NO_PRICES = new PriceList() {
        @Override
        public Optional<ModelPrice> find(String model) {
            return Optional.empty();
        }

        @Override
        public String assumedModel() {
            return "none";
        }
    };

    private Contender() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        String out = arguments[2];
        boolean warm = arguments[0].equals("agentcost-warm");
        for (int i = 0; warm && i < WARM_UPS; i++) {
            agentcost(directory);
        }
        long wall = System.nanoTime();
        long cpu = cpuNanos();
        // the tools end the JVM themselves
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> System.out.println("MEASURED " + (System.nanoTime() - wall) / 1_000_000 + " "
                                + (cpuNanos() - cpu) / 1_000_000 + " " + peakMegabytes())));
        switch (arguments[0]) {
            case "javaparser" -> javaparser(directory);
            case "javac" -> javac(directory);
            case "pmd" ->
                tool(
                        "net.sourceforge.pmd.cli.PmdCli",
                        "check",
                        "--no-progress",
                        "--no-cache",
                        "--no-fail-on-violation",
                        "--no-fail-on-error",
                        "-d",
                        directory.toString(),
                        "-R",
                        "rulesets/java/maven-pmd-plugin-default.xml",
                        "-f",
                        "text",
                        "-r",
                        out);
            case "spotbugs" -> spotbugs(directory, out);
            case "agentcost-kept" -> Analyzer.analyze(options(directory), new LoweredFiles(Path.of(out), "the same"));
            default -> agentcost(directory);
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** What the process held in memory at most, where the system tells; else the heap at most. */
    private static long peakMegabytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException | UncheckedIOException notLinux) {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                            .mapToLong(pool -> pool.getPeakUsage().getUsed())
                            .sum()
                    >> 20;
        }
    }

    private static void tool(String main, String... arguments) throws ReflectiveOperationException {
        Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) arguments);
    }

    private static void spotbugs(Path directory, String out) throws IOException, ReflectiveOperationException {
        List<String> arguments = new ArrayList<>(List.of("-xml", "-output", out));
        try (Stream<Path> jars = Files.list(directory)) {
            jars.map(Path::toString).sorted().forEach(arguments::add);
        }
        tool("edu.umd.cs.findbugs.FindBugs2", arguments.toArray(String[]::new));
    }

    private static void agentcost(Path directory) throws AnalyzerException {
        Analyzer.analyze(options(directory));
    }

    private static AnalyzerOptions options(Path directory) {
        return new AnalyzerOptions(
                List.of(directory),
                List.of(),
                List.of(),
                Map.of(),
                directory,
                StandardCharsets.UTF_8,
                true,
                false,
                Runtime.getRuntime().availableProcessors(),
                List.of(),
                NO_PRICES,
                TokenCounter.FOUR_CHARACTERS,
                0);
    }

    private static void javaparser(Path directory) throws IOException {
        ParserConfiguration configuration =
                new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_25);
        sources(directory).parallelStream().forEach(file -> {
            try {
                new JavaParser(configuration).parse(file);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    private static void javac(Path directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            ((JavacTask) compiler.getTask(
                            null,
                            files,
                            message -> {},
                            List.of("-proc:none"),
                            null,
                            files.getJavaFileObjectsFromPaths(sources(directory))))
                    .parse();
        }
    }

    static List<Path> sources(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
