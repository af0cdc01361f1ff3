package dev.agentcost.maven;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.maven.plugin.logging.Log;

/** Says now and then that a long run is still at work, so that nobody takes it for one that hangs. Short runs say nothing. */
final class Progress implements AutoCloseable {

    private static final Duration STEP = Duration.ofSeconds(30);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "agentcost progress");
        thread.setDaemon(true);
        return thread;
    });

    private Progress(Log log, Scope scope, Duration step) {
        AtomicLong steps = new AtomicLong();
        Runnable line = () -> log.info("agentcost: still at work on " + scope.directory() + ", "
                + step.multipliedBy(steps.incrementAndGet()).toSeconds() + " s so far");
        timer.scheduleAtFixedRate(line, step.toMillis(), step.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Begins to watch a run on the scope. */
    static Progress of(Log log, Scope scope) {
        return of(log, scope, STEP);
    }

    static Progress of(Log log, Scope scope, Duration step) {
        return new Progress(log, scope, step);
    }

    /** The run is over. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
