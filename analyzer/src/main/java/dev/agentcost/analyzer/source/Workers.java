package dev.agentcost.analyzer.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same work on many things at once, in threads whose stack is deep enough for generated code: JavaParser and every
 * recursive walk of a tree overflow the usual stack on a builder chain of three thousand calls.
 */
public final class Workers {

    /** Reserved, not used, until a deep expression needs it. */
    private static final long STACK_BYTES = 256L << 20;

    private final int threads;

    /** Workers that use up to this many threads. */
    public Workers(int threads) {
        this.threads = Math.max(1, threads);
    }

    /**
     * The results of the work, in the order of the items whatever thread was first.
     *
     * @param workOfThread makes the work for one thread, so that it may own what cannot be shared
     * @throws InterruptedAnalysisException if the calling thread is interrupted; what is begun is not waited for
     * @throws OutOfMemoryError if one of the items needs more than there is
     */
    public <A, B> List<B> map(List<A> items, Supplier<? extends Function<A, B>> workOfThread) {
        @Nullable Object[] results = new Object[items.size()];
        @Nullable Throwable[] failures = new Throwable[items.size() + 1];
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stopped = new AtomicBoolean();
        Runnable loop = () -> {
            Function<A, B> work = workOfThread.get();
            for (int i = next.getAndIncrement(); i < items.size() && !stopped.get(); i = next.getAndIncrement()) {
                try {
                    results[i] = work.apply(items.get(i));
                } catch (RuntimeException | Error failure) {
                    failures[i] = failure;
                    if (failure instanceof OutOfMemoryError) {
                        // each further item would only be another long search for memory
                        stopped.set(true);
                    }
                }
            }
        };
        runAll(loop, Math.min(threads, items.size()), failures, stopped);
        for (Throwable failure : failures) {
            if (failure instanceof OutOfMemoryError tooMuch) {
                throw tooMuch;
            }
            if (failure != null) {
                throw new IllegalStateException("the work on one of " + items.size() + " items failed", failure);
            }
        }
        @SuppressWarnings("unchecked")
        List<B> typed = (List<B>) new ArrayList<>(Arrays.asList(results));
        return typed;
    }

    /** Runs the work in a thread with a deep stack, and waits for its result; in this one where it has such a stack. */
    public static <T> T deep(Supplier<T> work) {
        if (Thread.currentThread() instanceof DeepThread) {
            return work.get();
        }
        return new Workers(1).map(List.of(work), () -> Supplier::get).get(0);
    }

    private static void runAll(Runnable loop, int count, @Nullable Throwable[] failures, AtomicBoolean stopped) {
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new DeepThread(loop, i);
            thread.setUncaughtExceptionHandler((t, failure) -> failures[failures.length - 1] = failure);
            thread.start();
            running.add(thread);
        }
        try {
            for (Thread thread : running) {
                thread.join();
            }
        } catch (InterruptedException interrupt) {
            stopped.set(true);
            running.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            throw new InterruptedAnalysisException(interrupt);
        }
    }

    private static final class DeepThread extends Thread {

        DeepThread(Runnable work, int number) {
            super(null, work, "agentcost-" + number, STACK_BYTES);
            setDaemon(true);
        }
    }
}
