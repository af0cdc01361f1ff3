package dev.agentcost.analyzer.suite;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.MethodIterations;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Static methods of some sources, compiled with counters, run on many inputs and compared with their bounds. */
final class Run {

    /**
     * What the runs of one method showed.
     *
     * @param bound the bound on all its iterations
     * @param ended whether every run ended within the limit of steps
     * @param violations runs that made more steps than a bound allows
     * @param ratios bound by count, of the runs that made a step
     * @param most the steps of the longest run
     * @param checked runs in which the method's bound had a value
     */
    record Outcome(
            String method,
            @Nullable Formula bound,
            boolean ended,
            List<String> violations,
            List<Double> ratios,
            int checked,
            long most) {

        boolean bounded() {
            return bound != null && !bound.isUnbounded();
        }
    }

    private final List<Probe.LoopCheck> loops = new ArrayList<>();
    private final List<Probe.MethodCheck> methods = new ArrayList<>();
    private final Map<String, Integer> entryPoints = new LinkedHashMap<>();
    private final Map<String, MethodIterations> totals = new TreeMap<>();
    private final Map<String, String> instrumented = new LinkedHashMap<>();
    private final Compiled compiled;
    private final long limit;
    private final int runs;

    /**
     * Prepares runs.
     *
     * @param sources by file name; each file has one top-level class of the same name
     */
    Run(Map<String, String> sources, Analysis analysis, int runs, long limit) {
        this.runs = runs;
        this.limit = limit;
        sources.forEach((file, source) -> instrumented.put(
                file.replace(".java", "").replace('/', '.'),
                Instrumented.of(file, source, analysis, loops, methods, entryPoints)));
        for (MethodIterations method : analysis.methods()) {
            totals.put(
                    method.location().file() + ":" + method.location().line() + " "
                            + method.method().replaceAll(".*#", ""),
                    method);
        }
        compiled = Compiled.of(instrumented);
    }

    /** Runs every static method without a name in {@code any...}, in the order of names. */
    List<Outcome> all() {
        // the probe looks at one run at a time
        synchronized (Probe.class) {
            return inOrder();
        }
    }

    private List<Outcome> inOrder() {
        List<Outcome> outcomes = new ArrayList<>();
        for (String name : instrumented.keySet()) {
            Method[] declared = compiled.load(name).getDeclaredMethods();
            Arrays.sort(declared, Comparator.comparing(Method::getName).thenComparing(Method::toString));
            for (Method method : declared) {
                boolean entry = Modifier.isStatic(method.getModifiers())
                        && !Modifier.isPrivate(method.getModifiers())
                        && !method.isSynthetic()
                        && !method.getName().startsWith("any");
                if (entry) {
                    outcomes.add(run(name, method));
                }
            }
        }
        return outcomes;
    }

    private Outcome run(String type, Method method) {
        String file = type.replace('.', '/') + ".java";
        MethodIterations total = totals.entrySet().stream()
                .filter(e -> e.getKey().startsWith(file + ":") && e.getKey().endsWith(" " + method.getName()))
                .map(Map.Entry::getValue)
                .filter(m -> arity(m.methodKey()) == method.getParameterCount())
                .findFirst()
                .orElse(null);
        Formula bound = total == null ? null : total.iterations();
        method.setAccessible(true);
        List<String> violations = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        boolean ended = true;
        int checked = 0;
        long longest = 0;
        for (int i = 0; i < runs && violations.isEmpty(); i++) {
            Object[] arguments = new Inputs(7919L * i + method.getParameterCount()).forMethod(method);
            String shown = shown(arguments);
            Probe.begin(loops, methods, limit);
            boolean endedNow = invoke(method, arguments);
            ended &= endedNow;
            long count = Probe.steps();
            longest = Math.max(longest, count);
            List<String> found = new ArrayList<>(Probe.violations());
            Optional<BigDecimal> most =
                    bound == null || bound.isUnbounded() ? Optional.empty() : bound.evaluate(Probe::largest);
            if (most.isPresent()) {
                checked++;
                BigDecimal atMost = most.get().max(BigDecimal.ZERO);
                if (BigDecimal.valueOf(count).compareTo(atMost) > 0) {
                    found.add("makes " + count + " steps with the bound " + bound + " = " + atMost);
                }
                if (count > 0) {
                    ratios.add(atMost.doubleValue() / count);
                }
            }
            for (String one : found) {
                violations.add(
                        type + "#" + method.getName() + shown + (endedNow ? "" : " does not end and") + " " + one);
            }
        }
        return new Outcome(type + "#" + method.getName(), bound, ended, violations, ratios, checked, longest);
    }

    private static int arity(String key) {
        String inside = key.substring(key.indexOf('(') + 1, key.length() - 1);
        return inside.isEmpty() ? 0 : inside.split(",").length;
    }

    private static boolean invoke(Method method, Object[] arguments) {
        try {
            method.invoke(null, arguments);
            return true;
        } catch (InvocationTargetException thrown) {
            return !(thrown.getCause() instanceof Probe.Endless || thrown.getCause() instanceof StackOverflowError);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String shown(Object[] arguments) {
        StringBuilder text = new StringBuilder("(");
        for (Object argument : arguments) {
            text.append(text.length() == 1 ? "" : ", ");
            text.append(
                    argument instanceof int[] array
                            ? Arrays.toString(array)
                            : argument instanceof String s
                                    ? '"' + s.replace("\n", "\\n") + '"'
                                    : String.valueOf(argument));
        }
        return text.append(')').toString();
    }
}
