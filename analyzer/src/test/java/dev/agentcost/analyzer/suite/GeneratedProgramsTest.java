package dev.agentcost.analyzer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.Analysis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random programs stay within their bounds, whatever they are given: programs of {@link Loops}, all of which have a bound, and
 * between them programs in which anything may stand. {@code -Dagentcost.generated.programs=200000} runs more,
 * {@code -Dagentcost.generated.seed=7} others.
 */
class GeneratedProgramsTest {

    private static final int PROGRAMS = Integer.getInteger("agentcost.generated.programs", 20_000);
    private static final long SEED = Long.getLong("agentcost.generated.seed", 1);
    private static final int BATCH = 500;
    private static final int RUNS = 8;
    private static final long STEPS = 1500;
    private static final double LEAST_SHARE = 0.9;

    @Test
    void a_random_program_makes_no_more_turns_than_its_bounds_say() {
        List<Run.Outcome> bounded = new ArrayList<>();
        List<Run.Outcome> wild = new ArrayList<>();
        IntStream.range(0, (PROGRAMS + BATCH - 1) / BATCH)
                .parallel()
                .mapToObj(batch -> run(programs(batch * BATCH, Math.min(PROGRAMS, batch * BATCH + BATCH))))
                .toList()
                .forEach(outcomes -> outcomes.forEach(outcome -> {
                    int index = index(outcome);
                    assertThat(outcome.violations())
                            .as(() -> shrunk(program(SEED, index)))
                            .isEmpty();
                    (isWild(index) ? wild : bounded).add(outcome);
                }));
        Figures figures = Figures.of(bounded);
        System.out.println("generated, all with a bound: " + figures);
        System.out.println("generated, anything: " + Figures.of(wild));
        assertThat(figures.share()).isGreaterThanOrEqualTo(LEAST_SHARE);
        assertThat(figures.medianRatio()).isLessThanOrEqualTo(1.1);
    }

    private static int index(Run.Outcome outcome) {
        return Integer.parseInt(outcome.method().replaceAll(".*#p", ""));
    }

    static boolean isWild(int index) {
        return index % 5 == 0;
    }

    static List<Sketch> program(long seed, int index) {
        long own = seed * 1_000_003 + index;
        return isWild(index) ? new Sketch.Generator(own).program() : new Loops(own).program();
    }

    private static Map<Integer, List<Sketch>> programs(int first, int end) {
        Map<Integer, List<Sketch>> programs = new TreeMap<>();
        for (int i = first; i < end; i++) {
            programs.put(i, program(SEED, i));
        }
        return programs;
    }

    /** The smallest program that still makes more turns than its bounds say. */
    static String shrunk(List<Sketch> program) {
        List<Sketch> smallest = program;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (List<Sketch> candidate : Sketch.smaller(smallest)) {
                if (violates(candidate)) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return source(Map.of(0, smallest)) + run(Map.of(0, smallest)).get(0).violations();
    }

    private static boolean violates(List<Sketch> program) {
        try {
            return !run(Map.of(0, program)).get(0).violations().isEmpty();
        } catch (IllegalStateException doesNotCompile) {
            return false;
        }
    }

    static List<Run.Outcome> run(Map<Integer, List<Sketch>> programs) {
        String source = source(programs);
        Path directory = null;
        try {
            directory = Files.createTempDirectory("generated");
            Files.writeString(directory.resolve("Generated.java"), source);
            Analysis analysis = Answers.of(directory);
            return new Run(Map.of("Generated.java", source), analysis, RUNS, STEPS).all();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String source(Map<Integer, List<Sketch>> programs) {
        StringBuilder text = new StringBuilder();
        text.append("import java.util.*;\nimport java.util.function.BooleanSupplier;\n\nclass Generated {\n");
        programs.forEach((index, program) -> {
            StringBuilder body = new StringBuilder();
            program.forEach(statement -> statement.print(body, 2));
            text.append("    static void p")
                    .append(index)
                    .append("(int n, int m, List<Integer> xs, BooleanSupplier o) {\n")
                    .append(body.toString().replace("self(", "p" + index + "("))
                    .append("    }\n");
        });
        return text.append("    private static void work() {}\n}\n").toString();
    }
}
