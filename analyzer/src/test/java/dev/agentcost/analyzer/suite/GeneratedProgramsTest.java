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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random programs stay within their bounds, whatever they are given. {@code -Dagentcost.generated.programs=20000} runs more,
 * {@code -Dagentcost.generated.seed=7} others.
 */
class GeneratedProgramsTest {

    private static final int PROGRAMS = Integer.getInteger("agentcost.generated.programs", 1000);
    private static final long SEED = Long.getLong("agentcost.generated.seed", 1);
    private static final int BATCH = 250;
    private static final int RUNS = 12;
    private static final long STEPS = 1500;

    @Test
    void a_random_program_makes_no_more_turns_than_its_bounds_say() {
        List<Run.Outcome> outcomes = new ArrayList<>();
        for (int first = 0; first < PROGRAMS; first += BATCH) {
            List<List<Sketch>> programs = new ArrayList<>();
            for (int i = first; i < Math.min(first + BATCH, PROGRAMS); i++) {
                programs.add(new Sketch.Generator(SEED * 1_000_003 + i).program());
            }
            for (Run.Outcome outcome : run(programs)) {
                outcomes.add(outcome);
                if (!outcome.violations().isEmpty()) {
                    int index = Integer.parseInt(outcome.method().replaceAll(".*#p", ""));
                    assertThat(outcome.violations())
                            .as(shrunk(programs.get(index)))
                            .isEmpty();
                }
            }
        }
        System.out.println("generated: " + Figures.of(outcomes));
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
        return source(List.of(smallest)) + run(List.of(smallest)).get(0).violations();
    }

    private static boolean violates(List<Sketch> program) {
        try {
            return !run(List.of(program)).get(0).violations().isEmpty();
        } catch (IllegalStateException doesNotCompile) {
            return false;
        }
    }

    static List<Run.Outcome> run(List<List<Sketch>> programs) {
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

    static String source(List<List<Sketch>> programs) {
        StringBuilder text = new StringBuilder();
        text.append("import java.util.*;\nimport java.util.function.BooleanSupplier;\n\nclass Generated {\n");
        for (int i = 0; i < programs.size(); i++) {
            text.append("    static void p")
                    .append(i)
                    .append("(int n, int m, List<Integer> xs, BooleanSupplier o) {\n");
            programs.get(i).forEach(statement -> statement.print(text, 2));
            text.append("    }\n");
        }
        return text.append("    private static void work() {}\n}\n").toString();
    }
}
