package dev.agentcost.analyzer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.bytecode.ClassUnits;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.lower.LoweredProgram;
import dev.agentcost.analyzer.lower.SourceCoverage;
import dev.agentcost.analyzer.resolve.CatalogTypes;
import dev.agentcost.analyzer.resolve.ClassFiles;
import dev.agentcost.analyzer.resolve.LayeredTypeWorld;
import dev.agentcost.analyzer.resolve.Typing;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.source.ConfigurationFiles;
import dev.agentcost.analyzer.summary.ProgramAnalysis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classes of the suite, read without their source, have the bounds of the suite, and never smaller ones. */
class ByteCodeSuiteTest {

    private static final Analysis SOURCE = Answers.of(Suite.directory());

    @TempDir
    Path classes;

    /** What became of the loops whose bound the suite states. */
    private static final class Tally {
        final List<String> equal = new ArrayList<>();
        final List<String> larger = new ArrayList<>();
        final List<String> unbounded = new ArrayList<>();
        final List<String> smaller = new ArrayList<>();
        final List<String> missing = new ArrayList<>();

        @Override
        public String toString() {
            return "equal " + equal.size() + ", larger " + larger.size() + ", unbounded " + unbounded.size()
                    + ", not found " + missing.size();
        }
    }

    @ParameterizedTest
    @CsvSource({"-g, 593", "-g:lines, 587", "-XDstringConcat=inline, 587"})
    void bounds_of_classes_are_those_of_their_source_or_larger(String option, int equal) {
        Analysis analysis = analysis(option);
        Tally tally = new Tally();
        Suite.sources()
                .forEach((file, source) -> Expectation.in(file, source).stream()
                        .filter(expected -> expected.kind().equals("bound")
                                || expected.kind().equals("unbounded"))
                        .forEach(expected -> compare(expected, source, analysis, tally)));
        assertThat(tally.smaller).isEmpty();
        assertThat(tally.missing).hasSizeLessThan(3);
        assertThat(tally.equal).as("%s", tally).hasSizeGreaterThanOrEqualTo(equal);
        assertThat(analysis.coverage().undecided()).isEmpty();
    }

    private static void compare(Expectation expected, String source, Analysis analysis, Tally tally) {
        String code = source.lines().toList().get(expected.line() - 1).strip();
        String name = expected.file() + ":" + expected.line() + " `" + code + "`";
        List<Site> stated = sites(SOURCE, expected.file(), expected.line());
        List<Site> found = sites(analysis, expected.file(), expected.line());
        // a loop without a condition of its own begins where its body does
        boolean open = code.startsWith("do ") || code.startsWith("while (true)") || code.startsWith("for (;;)");
        for (int line = expected.line() + 1; found.isEmpty() && open && line < expected.line() + 4; line++) {
            found = sites(analysis, expected.file(), line);
        }
        if (found.isEmpty()) {
            tally.missing.add(name);
            return;
        }
        for (Site site : stated) {
            String text = name + " is " + site.bound().formula() + ", found " + found;
            boolean unbounded = found.stream().anyMatch(one -> one.bound().isUnbounded());
            if (unbounded) {
                (site.bound().isUnbounded() ? tally.equal : tally.unbounded).add(text);
            } else if (site.bound().isUnbounded()) {
                tally.smaller.add(text);
            } else {
                Formula sum = found.get(found.size() - 1).bound().formula();
                // the turn in which such a loop leaves at once is none of a loop with that condition
                int turn = open ? 1 : 0;
                int sign = compare(sum, site.bound().formula(), turn);
                (sign < 0 ? tally.smaller : sign == 0 ? tally.equal : tally.larger).add(text);
            }
        }
    }

    private static List<Site> sites(Analysis analysis, String file, int line) {
        return analysis.sites().stream()
                .filter(site ->
                        site.location().file().equals(file) && site.location().line() == line)
                .toList();
    }

    /** Negative if the first is smaller somewhere, by more than the turn; 0 if it is about the same everywhere. */
    private static int compare(Formula one, Formula other, int turn) {
        int sign = 0;
        for (int value = 0; value < 50; value += 7) {
            BigDecimal difference = at(one, value).subtract(at(other, value));
            if (difference.signum() < 0
                    && difference.add(BigDecimal.valueOf(turn)).signum() < 0) {
                return -1;
            }
            sign = Math.max(sign, difference.signum());
        }
        return sign;
    }

    private static BigDecimal at(Formula formula, int value) {
        return formula.evaluate(symbol -> Optional.of(BigDecimal.valueOf(value)))
                .orElseThrow();
    }

    private Analysis analysis(String option) {
        try {
            Catalog catalog = Catalog.load(List.of(), List.of(), Map.of());
            return ProgramAnalysis.of(
                    program(option), catalog, Answers.NO_PRICES, TokenCounter.FOUR_CHARACTERS, 0, true);
        } catch (CatalogException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private LoweredProgram program(String option) throws CatalogException {
        try {
            compile(option);
            ClassFiles classFiles = ClassFiles.of(List.of(classes));
            CatalogTypes catalog = new CatalogTypes(Catalog.load(List.of(), List.of(), Map.of()));
            Typing typing = new Typing(new LayeredTypeWorld(Map.of(), classFiles, catalog));
            ClassUnits lowered = ClassUnits.lower("", files(), typing);
            assertThat(lowered.problems()).isEmpty();
            return new LoweredProgram(
                    lowered.units(),
                    List.of(),
                    typing,
                    new SourceCoverage(0, 0, 0, List.of(), Set.of(), List.of()),
                    List.of(),
                    Map.of(),
                    classFiles,
                    ConfigurationFiles.beside(classes, List.of()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void compile(String option) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null);
                Stream<Path> files = Files.list(Suite.directory())) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = List.of("-proc:none", "-nowarn", "-d", classes.toString(), option);
            assertThat(javac.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                            .call())
                    .isTrue();
        }
    }

    private SortedMap<String, byte[]> files() throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".class")).toList()) {
                files.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
