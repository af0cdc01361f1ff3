package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.cost.PriceList;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.form.FormException;
import dev.agentcost.analyzer.form.FormReader;
import dev.agentcost.analyzer.form.FormWriter;
import dev.agentcost.analyzer.form.UnitReader;
import dev.agentcost.analyzer.form.UnitWriter;
import dev.agentcost.analyzer.lower.LoweredProgram;
import dev.agentcost.analyzer.lower.SourceOptions;
import dev.agentcost.analyzer.lower.SourceProgram;
import dev.agentcost.analyzer.result.Analysis;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No input makes the analysis throw or hang, and no method is lost for a reason of the program's own. Real files, damaged.
 * {@code -Dagentcost.mutated.inputs=200000} tries more of each kind, {@code -Dagentcost.mutated.seed=7} others.
 */
class MutatedInputTest {

    private static final int INPUTS = Integer.getInteger("agentcost.mutated.inputs", 200);
    private static final long SEED = Long.getLong("agentcost.mutated.seed", 1);
    private static final int BATCH = 20;
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** As messages about sources that could not be read whole end: with the name of what was thrown. */
    private static final Pattern OWN_FAILURE = Pattern.compile(
            "(cannot be lowered|makes the parser fail|declarations cannot be read) \\(\\w+(Exception|Error)");

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

    @TempDir
    Path directory;

    @Test
    void no_damaged_source_breaks_the_analysis() throws IOException {
        List<byte[]> originals = originals(Path.of(""), ".java");
        for (int first = 0; first < INPUTS; first += BATCH) {
            Path batch = Files.createDirectories(directory.resolve("sources"));
            for (int i = first; i < Math.min(INPUTS, first + BATCH); i++) {
                long seed = SEED * 1_000_003 + i;
                byte[] original = originals.get(new Random(seed).nextInt(originals.size()));
                Files.write(batch.resolve("Input" + i + ".java"), new Mutator(seed).any(original));
            }
            check(batch, List.of(), List.of());
            clear(batch);
        }
    }

    @Test
    void no_damaged_class_file_breaks_the_analysis() throws IOException {
        List<byte[]> originals = originals(Path.of("target", "classes"), ".class");
        Path sources = Files.createDirectories(directory.resolve("sources"));
        Files.writeString(sources.resolve("Uses.java"), """
                import p.Damaged;
                class Uses {
                    int run(Damaged damaged, java.util.List<Damaged> many) {
                        for (Damaged one : many) {
                            one.of(damaged).get(one.name()).run();
                        }
                        return new Damaged().size();
                    }
                }
                """);
        for (int i = 0; i < INPUTS; i++) {
            long seed = SEED * 1_000_003 + i;
            byte[] damaged = new Mutator(seed).bytes(originals.get(new Random(seed).nextInt(originals.size())));
            Path classes = Files.createDirectories(directory.resolve("classes"));
            Path inPackage = Files.createDirectories(classes.resolve("p"));
            Files.write(inPackage.resolve("Damaged.class"), damaged);
            Path jar = directory.resolve("damaged.jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                out.putNextEntry(new JarEntry("p/Damaged.class"));
                out.write(damaged);
            }
            if (i % 2 == 0) {
                Files.write(jar, new Mutator(seed).bytes(Files.readAllBytes(jar)));
            }
            check(sources, i % 3 == 0 ? List.of(classes) : List.of(), List.of(jar, classes));
        }
    }

    @Test
    void every_damaged_catalogue_is_read_or_refused_with_its_place() throws IOException {
        List<byte[]> originals = originals(Path.of("src", "main", "resources"), ".yaml");
        Path file = directory.resolve("ours.yaml");
        for (int i = 0; i < INPUTS; i++) {
            long seed = SEED * 1_000_003 + i;
            Files.write(file, new Mutator(seed).any(originals.get(new Random(seed).nextInt(originals.size()))));
            int input = i;
            assertTimeoutPreemptively(LONGEST, () -> {
                try {
                    Catalog.load(List.of(file), List.of(), Map.of());
                } catch (CatalogException refused) {
                    assertThat(refused.getMessage()).as("input %s", input).contains("ours.yaml");
                }
            });
        }
    }

    /** The check sum is made right again: what it finds is seldom read, and what it does not find must not break the reader. */
    @Test
    void every_damaged_form_is_read_or_refused() throws CatalogException {
        List<byte[]> originals = forms();
        for (int i = 0; i < 5 * INPUTS; i++) {
            long seed = SEED * 1_000_003 + i;
            byte[] form = originals.get(new Random(seed).nextInt(originals.size()));
            byte[] damaged = resealed(new Mutator(seed).bytes(form));
            int input = i;
            assertTimeoutPreemptively(LONGEST, () -> {
                try {
                    FormReader in = new FormReader(damaged);
                    UnitReader.read(in);
                    in.end();
                } catch (FormException refused) {
                    assertThat(refused.getMessage()).as("input %s", input).matches("(is|has) .*");
                }
            });
        }
    }

    private static List<byte[]> forms() throws CatalogException {
        SourceOptions sources =
                SourceOptions.of(Path.of("src", "test", "resources")).withEverything();
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
    private static byte[] resealed(byte[] bytes) {
        if (bytes.length >= 12) {
            CRC32C sum = new CRC32C();
            sum.update(bytes, 12, bytes.length - 12);
            ByteBuffer.wrap(bytes).putInt(8, (int) sum.getValue());
        }
        return bytes;
    }

    private void check(Path sources, List<Path> classDirectories, List<Path> classPath) {
        Analysis analysis = assertTimeoutPreemptively(
                LONGEST,
                () -> Analyzer.analyze(new AnalyzerOptions(
                        List.of(sources),
                        classDirectories,
                        classPath,
                        Map.of(),
                        sources,
                        StandardCharsets.UTF_8,
                        true,
                        true,
                        2,
                        List.of(),
                        NO_PRICES,
                        TokenCounter.FOUR_CHARACTERS,
                        0)));
        assertThat(Stream.concat(
                                analysis.coverage().failures().values().stream(),
                                analysis.coverage().problems().stream())
                        .filter(text -> OWN_FAILURE.matcher(text).find())
                        .toList())
                .as(() -> texts(sources))
                .isEmpty();
    }

    private static String texts(Path sources) {
        try (Stream<Path> files = Files.list(sources)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(" "));
        } catch (IOException gone) {
            return sources.toString();
        }
    }

    private static List<byte[]> originals(Path root, String ending) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            List<byte[]> originals = new ArrayList<>();
            for (Path file : found.filter(path -> path.toString().endsWith(ending))
                    .filter(path -> ending.equals(".class") || !path.toString().contains("target"))
                    .sorted()
                    .toList()) {
                if (Files.size(file) < 60_000) {
                    originals.add(Files.readAllBytes(file));
                }
            }
            return originals;
        }
    }

    private static void clear(Path batch) throws IOException {
        try (Stream<Path> files = Files.list(batch)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
