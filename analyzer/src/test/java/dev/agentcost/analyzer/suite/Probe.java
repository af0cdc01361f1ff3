package dev.agentcost.analyzer.suite;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Symbol;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the turns and activations of one run of instrumented code, and compares them with the bounds. Not for threads: one
 * run at a time.
 */
public final class Probe {

    /** Thrown when the run makes more steps than it may: it is taken not to end. */
    public static final class Endless extends Error {
        private static final long serialVersionUID = 1L;

        Endless() {
            super("no end in sight", null, false, false);
        }
    }

    /**
     * A loop of the source with its bound.
     *
     * @param bound null where it is unbounded
     * @param observed the symbols whose values the instrumented code hands over where the loop begins
     */
    record LoopCheck(String name, @Nullable Formula bound, List<Symbol> observed) {}

    /**
     * A method of the source.
     *
     * @param depth the bound on its open activations, or null
     * @param observed the symbols whose values the instrumented code hands over where the method begins
     */
    record MethodCheck(
            String name, boolean recursive, @Nullable Formula depth, List<Symbol> observed) {}

    private static final int DEEPEST = 900;

    private static List<LoopCheck> loops = List.of();
    private static List<MethodCheck> methods = List.of();
    private static long limit;
    private static long steps;
    private static Map<Symbol, BigDecimal> largest = new HashMap<>();
    private static Map<Integer, List<Map<Symbol, BigDecimal>>> open = new HashMap<>();
    private static List<String> violations = new ArrayList<>();
    private static int depth;

    private Probe() {}

    /** Forgets the last run. */
    static void begin(List<LoopCheck> loopChecks, List<MethodCheck> methodChecks, long stepLimit) {
        loops = loopChecks;
        methods = methodChecks;
        limit = stepLimit;
        steps = 0;
        depth = 0;
        largest = new HashMap<>();
        open = new HashMap<>();
        violations = new ArrayList<>();
    }

    /** Turns and activations so far. */
    static long steps() {
        return steps;
    }

    static List<String> violations() {
        return violations;
    }

    /** The largest value of a symbol that was seen anywhere in the run. */
    static Optional<BigDecimal> largest(Symbol symbol) {
        return Optional.ofNullable(largest.get(symbol));
    }

    private static void step() {
        if (++steps > limit) {
            throw new Endless();
        }
    }

    /** A function was run. */
    public static void ran() {
        step();
    }

    /** One activation of a method. */
    public static final class Frame {
        private final int method;
        private final Map<Symbol, BigDecimal> values;

        private Frame(int method, Map<Symbol, BigDecimal> values) {
            this.method = method;
            this.values = values;
        }

        /** A loop begins. */
        public Turns loop(int loop, long... observed) {
            LoopCheck check = loops.get(loop);
            Map<Symbol, BigDecimal> here = new HashMap<>(values);
            note(check.observed(), observed, here);
            Optional<BigDecimal> bound = check.bound() == null
                    ? Optional.empty()
                    : check.bound().evaluate(symbol -> Optional.ofNullable(here.get(symbol)));
            return new Turns(check, bound.map(Probe::ceiling).orElse(Long.MAX_VALUE), here);
        }

        /** The activation ends. */
        public void exit() {
            depth--;
            List<Map<Symbol, BigDecimal>> activations = open.get(method);
            if (activations != null && !activations.isEmpty()) {
                activations.remove(activations.size() - 1);
            }
        }

        Map<Symbol, BigDecimal> values() {
            return values;
        }
    }

    /** The turns of one run of a loop. */
    public static final class Turns {
        private final LoopCheck check;
        private final long most;
        private final Map<Symbol, BigDecimal> values;
        private long count;

        private Turns(LoopCheck check, long most, Map<Symbol, BigDecimal> values) {
            this.check = check;
            this.most = most;
            this.values = values;
        }

        /** A turn begins. */
        public void turn() {
            if (++count == most + 1) {
                violations.add(check.name() + " begins turn " + count + " with the bound " + check.bound() + " = "
                        + most + " where " + values);
            }
            step();
        }
    }

    /** A method begins. */
    public static Frame enter(int method, long... observed) {
        MethodCheck check = methods.get(method);
        Map<Symbol, BigDecimal> values = new HashMap<>();
        note(check.observed(), observed, values);
        List<Map<Symbol, BigDecimal>> activations = open.computeIfAbsent(method, key -> new ArrayList<>());
        activations.add(values);
        depth++;
        if (check.recursive()) {
            if (check.depth() != null) {
                Map<Symbol, BigDecimal> outermost = activations.get(0);
                long most = check.depth()
                        .evaluate(symbol -> Optional.ofNullable(outermost.get(symbol)))
                        .map(Probe::ceiling)
                        .orElse(Long.MAX_VALUE);
                if (activations.size() - 1 == most + 1) {
                    violations.add(check.name() + " calls itself " + (activations.size() - 1) + " deep with the bound "
                            + check.depth() + " = " + most + " where " + outermost);
                }
            }
            step();
        }
        if (depth > DEEPEST) {
            throw new Endless();
        }
        return new Frame(method, values);
    }

    private static void note(List<Symbol> symbols, long[] observed, Map<Symbol, BigDecimal> values) {
        for (int i = 0; i < observed.length; i++) {
            BigDecimal value = BigDecimal.valueOf(Math.max(0, observed[i]));
            values.put(symbols.get(i), value);
            largest.merge(symbols.get(i), value, BigDecimal::max);
        }
    }

    private static long ceiling(BigDecimal value) {
        BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE - 1);
        return value.min(most)
                .max(BigDecimal.ZERO)
                .setScale(0, java.math.RoundingMode.CEILING)
                .longValue();
    }

    // ---- numbers that do not overflow

    /** The product. */
    public static int product(int a, int b) {
        return (int) near(Math.multiplyExact((long) a, (long) b), 1L << 26);
    }

    /** The product. */
    public static long product(long a, long b) {
        return near(Math.multiplyExact(a, b), 1L << 50);
    }

    /** The sum. */
    public static int sum(int a, int b) {
        return (int) near((long) a + b, 1L << 26);
    }

    /** The sum. */
    public static long sum(long a, long b) {
        return near(Math.addExact(a, b), 1L << 50);
    }

    /** The sum. */
    public static double sum(double a, double b) {
        return a + b;
    }

    /** A longer text. */
    public static String sum(String a, Object b) {
        return a + b;
    }

    private static long near(long value, long limit) {
        if (Math.abs(value) > limit) {
            throw new ArithmeticException("overflow");
        }
        return value;
    }

    // ---- what symbols stand for

    /** A number. */
    public static long number(Object value) {
        return value instanceof Number number ? number.longValue() : value instanceof Character c ? c : 0;
    }

    /** The number of elements of a collection, array, map or text. */
    public static long size(@Nullable Object value) {
        if (value instanceof Collection<?> collection) {
            return collection.size();
        } else if (value instanceof Map<?, ?> map) {
            return map.size();
        } else if (value instanceof CharSequence text) {
            return text.length();
        } else if (value != null && value.getClass().isArray()) {
            return java.lang.reflect.Array.getLength(value);
        } else if (value instanceof Sized sized) {
            return sized.left();
        }
        return 0;
    }

    /** Data of the suite that knows how much it has left to give. */
    public interface Sized {
        long left();
    }

    /** The number of links of a chain of objects of one type, this one included. */
    public static long chain(@Nullable Object start) {
        long length = 0;
        for (Object at = start; at != null && length < 100_000; at = link(at)) {
            length++;
        }
        return length;
    }

    private static @Nullable Object link(Object at) {
        for (Object value : fields(at)) {
            if (value.getClass() == at.getClass()) {
                return value;
            }
        }
        return null;
    }

    private static List<Object> fields(Object at) {
        List<Object> values = new ArrayList<>();
        for (Field field : at.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                try {
                    field.setAccessible(true);
                    Object value = field.get(at);
                    if (value != null) {
                        values.add(value);
                    }
                } catch (ReflectiveOperationException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
        return values;
    }

    /** The number of calls that a descent into every part makes, calls for missing parts included. */
    public static long parts(@Nullable Object data) {
        return parts(data, data == null ? Object.class : data.getClass(), 60);
    }

    private static long parts(@Nullable Object data, Class<?> type, int depth) {
        if (data == null || depth == 0) {
            return 1;
        }
        if (data instanceof Collection<?> elements) {
            return 1
                    + elements.stream()
                            .mapToLong(e -> parts(e, type, depth - 1))
                            .sum();
        }
        if (data.getClass() != type) {
            return 1;
        }
        long sum = 1;
        for (Field field : data.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                try {
                    field.setAccessible(true);
                    sum += parts(field.get(data), type, depth - 1);
                } catch (ReflectiveOperationException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
        return sum;
    }
}
