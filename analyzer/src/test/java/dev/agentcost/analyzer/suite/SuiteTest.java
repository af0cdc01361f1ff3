package dev.agentcost.analyzer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.stmt.Statement;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /** Methods whose loops stand one behind the other, and that call nothing that repeats. */
    @TestFactory
    List<DynamicTest> a_method_makes_the_turns_of_its_loops_in_all() {
        List<DynamicTest> tests = new ArrayList<>();
        SOURCES.forEach((file, source) -> {
            Map<Integer, Formula> totals = new TreeMap<>();
            Set<String> repeating = new TreeSet<>();
            ANALYSIS.methods().stream()
                    .filter(method -> method.location().file().equals(file))
                    .forEach(method -> {
                        totals.put(method.location().line(), method.iterations());
                        if (!method.iterations().isZero()) {
                            repeating.add(method.method().replaceAll(".*#", ""));
                        }
                    });
            for (MethodDeclaration method : unit(source).findAll(MethodDeclaration.class)) {
                int line = method.getName().getBegin().orElseThrow().line;
                List<Integer> loops = loops(method);
                boolean flat = method.getBody().isPresent()
                        && !loops.isEmpty()
                        && method.findAll(LambdaExpr.class).isEmpty()
                        && method.findAll(MethodReferenceExpr.class).isEmpty()
                        && method.findAll(MethodCallExpr.class).stream()
                                .noneMatch(call -> repeating.contains(call.getNameAsString()) || handsOn(call));
                if (flat) {
                    tests.add(DynamicTest.dynamicTest(
                            file + ":" + line + " " + method.getName(),
                            () -> assertThat(Objects.requireNonNull(totals.get(line)))
                                    .satisfies(total -> isSum(total, file, loops))));
                }
            }
        });
        assertThat(tests).hasSizeGreaterThan(200);
        return tests;
    }

    /** A method of its own that is given something may run it. */
    private static boolean handsOn(MethodCallExpr call) {
        return call.getScope().isEmpty()
                && !call.getArguments().isEmpty()
                && !call.getNameAsString().equals("work");
    }

    private static CompilationUnit unit(String source) {
        return new JavaParser(new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17))
                .parse(source)
                .getResult()
                .orElseThrow();
    }

    /** The lines of the method's loops; none where one stands in another. */
    private static List<Integer> loops(MethodDeclaration method) {
        List<Statement> loops = method.findAll(Statement.class).stream()
                .filter(s -> s.isForStmt() || s.isForEachStmt() || s.isWhileStmt() || s.isDoStmt())
                .toList();
        boolean nested = loops.stream().anyMatch(one -> loops.stream().anyMatch(other -> other.isAncestorOf(one)));
        return nested
                ? List.of()
                : loops.stream().map(s -> s.getBegin().orElseThrow().line).toList();
    }

    private static void isSum(Formula total, String file, List<Integer> lines) {
        Formula sum = Formula.ZERO;
        boolean unbounded = false;
        for (Site site : ANALYSIS.sites()) {
            if (site.location().file().equals(file)
                    && lines.contains(site.location().line())) {
                unbounded |= site.bound().isUnbounded();
                sum = sum.plus(site.bound().formula());
            }
        }
        assertThat(total.isUnbounded()).isEqualTo(unbounded);
        for (int value = 8; !unbounded && value < 50; value += 7) {
            assertThat(at(total, value))
                    .as("%s, and the loops make %s", total, sum)
                    .isLessThanOrEqualTo(at(sum, value));
        }
    }

    private static BigDecimal at(Formula formula, int value) {
        return formula.evaluate(symbol -> Optional.of(BigDecimal.valueOf(value)))
                .orElseThrow();
    }

    @Test
    void every_method_of_the_suite_is_listed_with_its_iterations() {
        Set<String> declared = new TreeSet<>();
        SOURCES.forEach((file, source) -> unit(source).findAll(MethodDeclaration.class).stream()
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
