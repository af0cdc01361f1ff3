package dev.agentcost.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final Path base = Path.of("/project");
    private final Scope scope = new Scope("", List.of(base), List.of(), List.of(), Map.of(), base, base);

    @Test
    void aLongRunSaysThatItIsStillAtWork() throws InterruptedException {
        CountDownLatch lines = new CountDownLatch(2);
        RecordingLog log = new RecordingLog() {
            @Override
            public void info(CharSequence content) {
                super.info(content);
                lines.countDown();
            }
        };

        try (Progress progress = Progress.of(log, scope, Duration.ofMillis(20))) {
            assertThat(lines.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(log.lines().get(0)).isEqualTo("[INFO] agentcost: still at work on " + base + ", 0 s so far");
    }

    @Test
    void aShortRunSaysNothing() {
        RecordingLog log = new RecordingLog();

        try (Progress progress = Progress.of(log, scope)) {
            assertThat(progress).isNotNull();
        }
        assertThat(log.lines()).isEmpty();
    }
}
