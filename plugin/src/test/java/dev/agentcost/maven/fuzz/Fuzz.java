package dev.agentcost.maven.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/**
 * Damages inputs of one kind, the same for the same seed, and does with each what the plugin does with them. Whatever is thrown, and what
 * takes longer than {@link #LONGEST}, is a failure; the input is then in {@code target/fuzz}. How many of each kind, how long they took and
 * the slowest of them are lines of {@code target/fuzz/results.txt}.
 *
 * <p>{@code mvn -P fuzz test} tries 200,000, with {@code -Dagentcost.fuzz.inputs=1000000} more and with {@code -Dagentcost.fuzz.seed=7}
 * others.
 */
final class Fuzz {

    /** Of all kinds together. */
    private static final int INPUTS = Integer.getInteger("agentcost.fuzz.inputs", 4_000);

    private static final long SEED = Long.getLong("agentcost.fuzz.seed", 1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_FAILURES = 10;
    private static final Path FOLDER = Path.of("target", "fuzz");

    /** What is done with an input. */
    interface Check {

        /** Throws where something is wrong with what became of it. */
        void of(byte[] damaged, int input) throws Exception;
    }

    private final String kind;
    private final int inputs;
    private final List<String> failures = new ArrayList<>();
    private long slowest;
    private int slowestInput;

    private Fuzz(String kind, int percent) {
        this.kind = kind;
        this.inputs = Math.max(1, INPUTS * percent / 100);
    }

    /**
     * Checks damaged inputs.
     *
     * @param percent of all inputs
     * @param damage how one of the originals is damaged
     */
    static void run(
            String kind, int percent, List<byte[]> originals, BiFunction<Mutator, byte[], byte[]> damage, Check check) {
        new Fuzz(kind, percent).run(originals, damage, check);
    }

    private void run(List<byte[]> originals, BiFunction<Mutator, byte[], byte[]> damage, Check check) {
        long start = System.nanoTime();
        ExecutorService one = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "fuzz " + kind);
            thread.setDaemon(true);
            return thread;
        });
        for (int input = 0; input < inputs && failures.size() < MOST_FAILURES; input++) {
            long seed = SEED * 1_000_003 + input;
            byte[] original = originals.get(new Random(seed).nextInt(originals.size()));
            byte[] damaged = damage.apply(new Mutator(seed), original);
            if (!check(one, damaged, input, check)) {
                break;
            }
        }
        one.shutdownNow();
        write(System.nanoTime() - start);
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " of " + inputs + " inputs:\n" + String.join("\n", failures));
        }
    }

    /** Whether there can be a next one: a thread that hangs is not stopped. */
    private boolean check(ExecutorService one, byte[] damaged, int input, Check check) {
        long start = System.nanoTime();
        Future<?> running = one.submit(() -> {
            check.of(damaged, input);
            return null;
        });
        try {
            running.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            StringWriter trace = new StringWriter();
            failure.getCause().printStackTrace(new PrintWriter(trace));
            failed(damaged, input, trace.toString());
        } catch (TimeoutException hangs) {
            failed(damaged, input, "takes longer than " + LONGEST.toSeconds() + " s\n" + stacks());
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
        long took = System.nanoTime() - start;
        if (took > slowest) {
            slowest = took;
            slowestInput = input;
        }
        return true;
    }

    private void failed(byte[] damaged, int input, String why) {
        Path file = FOLDER.resolve(kind.replace(' ', '-') + "-" + SEED + "-" + input);
        try {
            Files.createDirectories(FOLDER);
            Files.write(file, damaged);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        failures.add(file + ": " + why);
    }

    private static String stacks() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            String name = thread.getKey().getName();
            if (name.startsWith("agentcost") || name.startsWith("fuzz")) {
                text.append(name);
                for (StackTraceElement frame : thread.getValue()) {
                    text.append("\n\tat ").append(frame);
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private void write(long nanos) {
        String line = String.format(
                Locale.ROOT,
                "%s: %d inputs, seed %d, %.1f s, slowest %.0f ms (input %d), %d failures%n",
                kind,
                inputs,
                SEED,
                nanos / 1e9,
                slowest / 1e6,
                slowestInput,
                failures.size());
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(
                    FOLDER.resolve("results.txt"),
                    line,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
