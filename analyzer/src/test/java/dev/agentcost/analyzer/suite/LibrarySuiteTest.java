package dev.agentcost.analyzer.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.MethodIterations;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What libraries repeat has the bound that stands beside it, and where the library can be run, it runs what it is given no more
 * often; a total that is a number it reaches, so that attempts are not taken for retries.
 */
class LibrarySuiteTest {

    /** Its annotations need processors and containers. */
    private static final String NOT_RUN = "Annotated.java";

    private static final Map<String, String> SOURCES = Suite.sources(Suite.libraries());
    private static final Analysis ANALYSIS = Answers.of(
            Suite.libraries(),
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(path -> path.toString().endsWith(".jar"))
                    .toList());

    @TestFactory
    List<DynamicTest> a_repetition_has_the_bound_that_is_written_beside_it() {
        List<DynamicTest> tests = new ArrayList<>();
        SOURCES.forEach((file, source) -> {
            List<String> lines = source.lines().toList();
            for (Expectation expected : Expectation.in(file, source)) {
                String code = lines.get(expected.line() - 1).strip();
                tests.add(DynamicTest.dynamicTest(
                        file + ":" + expected.line() + " `" + code + "`", () -> expected.check(ANALYSIS)));
            }
        });
        return tests;
    }

    @TestFactory
    List<DynamicTest> a_library_runs_what_it_is_given_as_often_as_is_said() {
        Map<String, String> sources = new TreeMap<>();
        SOURCES.forEach((file, source) -> {
            if (!file.equals(NOT_RUN)) {
                sources.put(file.replace(".java", ""), source);
            }
        });
        Compiled compiled = Compiled.of(sources);
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : sources.keySet()) {
            Class<?> type = compiled.load(name);
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == void.class)
                    .filter(method -> !method.isSynthetic())
                    .sorted(Comparator.comparing(Method::getName))
                    .forEach(method ->
                            tests.add(DynamicTest.dynamicTest(name + "#" + method.getName(), () -> run(type, method))));
        }
        return tests;
    }

    private static void run(Class<?> type, Method method) throws ReflectiveOperationException {
        Formula total = ANALYSIS.methods().stream()
                .filter(listed -> listed.method().equals(type.getSimpleName() + "#" + method.getName()))
                .map(MethodIterations::iterations)
                .findFirst()
                .orElseThrow();
        Field done = type.getDeclaredField("done");
        done.setAccessible(true);
        method.setAccessible(true);
        for (int seed = 0; seed < 20; seed++) {
            Object[] arguments = new Inputs(seed).forMethod(method);
            done.setInt(null, 0);
            try {
                method.invoke(null, arguments);
            } catch (InvocationTargetException failedAtLast) {
                assertThat(failedAtLast.getCause()).isInstanceOf(Exception.class);
            }
            Optional<BigDecimal> most = total.isUnbounded()
                    ? Optional.empty()
                    : total.evaluate(symbol -> Optional.of(value(symbol, method, arguments)));
            int runs = done.getInt(null);
            most.ifPresent(bound -> assertThat(BigDecimal.valueOf(runs)).isLessThanOrEqualTo(bound));
            if (total.isConstant()) {
                assertThat(BigDecimal.valueOf(runs))
                        .isEqualByComparingTo(total.constantValue().orElseThrow());
            }
        }
    }

    /** {@code n} is the argument of that name, which is the only one. */
    private static BigDecimal value(Symbol symbol, Method method, Object[] arguments) {
        assertThat(arguments).as("%s in %s", symbol, method).hasSize(1);
        Object argument = arguments[0];
        return BigDecimal.valueOf(
                argument instanceof List<?> list ? list.size() : Math.max(0, ((Number) argument).longValue()));
    }
}
