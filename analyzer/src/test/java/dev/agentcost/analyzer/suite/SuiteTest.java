package dev.agentcost.analyzer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.body.MethodDeclaration;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.MethodIterations;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each loop of the suite has the bound that stands beside it. */
class SuiteTest {

    private static final Map<String, String> SOURCES = Suite.sources();
    private static final Analysis ANALYSIS = Answers.of(Suite.directory());

    @TestFactory
    List<DynamicTest> a_loop_has_the_bound_that_is_written_beside_it() {
        List<DynamicTest> tests = new ArrayList<>();
        SOURCES.forEach((file, source) -> {
            List<String> lines = source.lines().toList();
            for (Expectation expected : Expectation.in(file, source)) {
                String code =
                        lines.get(expected.line() - 1).replaceAll("//.*", "").strip();
                String name =
                        file + ":" + expected.line() + " `" + code + "` is " + expected.kind() + " " + expected.text();
                tests.add(DynamicTest.dynamicTest(name, () -> check(expected)));
            }
        });
        return tests;
    }

    private static void check(Expectation expected) {
        if (expected.kind().equals("total")) {
            List<String> totals = ANALYSIS.methods().stream()
                    .filter(m -> m.location().file().equals(expected.file()))
                    .filter(m -> m.location().line() == expected.line())
                    .map(MethodIterations::iterations)
                    .map(formula -> formula.isUnbounded() ? "unbounded" : Answers.readable(formula))
                    .toList();
            assertThat(totals).containsExactly(expected.text());
            return;
        }
        List<Site> sites = ANALYSIS.sites().stream()
                .filter(site -> site.location().file().equals(expected.file()))
                .filter(site -> site.location().line() == expected.line())
                .toList();
        if (expected.kind().equals("no loop")) {
            assertThat(sites).isEmpty();
            return;
        }
        assertThat(sites)
                .as("sites on line %s of %s", expected.line(), expected.file())
                .isNotEmpty();
        for (Site site : sites) {
            String found = site.bound().isUnbounded()
                    ? "unbounded"
                    : expected.kind().equals("growth")
                            ? site.bound().growth().toString()
                            : Answers.readable(site.bound().formula());
            String wanted = expected.kind().equals("unbounded") ? "unbounded" : expected.text();
            assertThat(found).as("%s %s", site.kind(), site.derivation()).isEqualTo(wanted);
        }
    }

    @Test
    void no_loop_of_the_suite_goes_without_an_expectation() {
        Map<String, List<Expectation>> expectations = new TreeMap<>();
        SOURCES.forEach((file, source) -> expectations.put(file, Expectation.in(file, source)));
        assertThat(ANALYSIS.sites().stream()
                        .filter(site -> site.kind() == SiteKind.LOOP || site.kind() == SiteKind.RECURSION)
                        .map(Site::location)
                        .filter(at -> expectations.getOrDefault(at.file(), List.of()).stream()
                                .noneMatch(e -> e.line() == at.line())))
                .isEmpty();
    }

    @Test
    void every_method_of_the_suite_is_listed_with_its_iterations() {
        Set<String> declared = new TreeSet<>();
        SOURCES.forEach((file, source) -> new JavaParser(
                        new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17))
                .parse(source).getResult().orElseThrow().findAll(MethodDeclaration.class).stream()
                        .filter(method -> method.getBody().isPresent())
                        .forEach(method -> declared.add(
                                file + ":" + method.getName().getBegin().orElseThrow().line + " " + method.getName())));
        Set<String> listed = new TreeSet<>();
        ANALYSIS.methods()
                .forEach(method -> listed.add(method.location().file() + ":"
                        + method.location().line() + " " + method.method().replaceAll(".*#", "")));
        assertThat(listed).containsAll(declared);
    }

    @Test
    void no_file_of_the_suite_has_problems() {
        assertThat(ANALYSIS.coverage().failures()).isEmpty();
        assertThat(ANALYSIS.coverage().undecided()).isEmpty();
    }
}
