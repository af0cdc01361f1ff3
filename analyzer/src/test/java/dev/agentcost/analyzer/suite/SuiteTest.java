package dev.agentcost.analyzer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.body.MethodDeclaration;
import dev.agentcost.analyzer.result.Analysis;
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
                tests.add(DynamicTest.dynamicTest(name, () -> expected.check(ANALYSIS)));
            }
        });
        return tests;
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
