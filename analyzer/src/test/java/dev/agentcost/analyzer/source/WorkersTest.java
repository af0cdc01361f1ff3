package dev.agentcost.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Work in parallel, results in order. */
class WorkersTest {

    @Test
    void resultsAreInTheOrderOfTheItems() {
        List<Integer> items = IntStream.range(0, 1_000).boxed().toList();
        Function<Integer, Integer> twice = i -> 2 * i;
        assertThat(new Workers(8).map(items, () -> twice))
                .isEqualTo(items.stream().map(twice).toList());
    }

    @Test
    void theStackIsDeep() {
        Function<Integer, Integer> deep = WorkersTest::depth;
        assertThat(new Workers(1).map(List.of(500_000), () -> deep)).containsExactly(500_000);
    }

    private static int depth(int n) {
        return n == 0 ? 0 : 1 + depth(n - 1);
    }

    @Test
    void anInterruptEndsTheWaitAtOnceAndNothingNewIsBegun() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger items = new AtomicInteger();
        Function<Integer, Integer> slow = i -> {
            items.incrementAndGet();
            begun.countDown();
            try {
                ended.await();
            } catch (InterruptedException told) {
                // Work that does not hear of it goes on to its end.
            }
            return i;
        };
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean marked = new AtomicBoolean();
        Thread waiting = new Thread(() -> {
            try {
                new Workers(2).map(IntStream.range(0, 1_000).boxed().toList(), () -> slow);
            } catch (InterruptedAnalysisException interrupted) {
                thrown.set(interrupted);
                marked.set(Thread.currentThread().isInterrupted());
            }
        });
        waiting.start();
        begun.await();
        waiting.interrupt();
        waiting.join(10_000);

        assertThat(thrown.get()).hasMessage("interrupted while the analysis was running");
        assertThat(marked).isTrue();
        ended.countDown();
        Thread.sleep(50);
        assertThat(items.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void aLackOfMemoryIsToldAsOne() {
        Function<Integer, Integer> large = i -> {
            throw new OutOfMemoryError("for a test");
        };
        assertThatThrownBy(() -> new Workers(2).map(List.of(1, 2), () -> large))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("for a test");
    }

    @Test
    void aLackOfMemoryIsTheEndOfTheWork() {
        AtomicInteger begun = new AtomicInteger();
        Function<Integer, Integer> large = i -> {
            if (begun.incrementAndGet() > 3) {
                throw new OutOfMemoryError("for a test");
            }
            return i;
        };
        List<Integer> items = IntStream.range(0, 1_000).boxed().toList();
        assertThatThrownBy(() -> new Workers(1).map(items, () -> large)).isInstanceOf(OutOfMemoryError.class);
        assertThat(begun).hasValue(4);
    }

    @Test
    void aFailureIsNotSwallowed() {
        Function<Integer, Integer> failing = i -> 1 / (i - 3);
        assertThatThrownBy(() -> new Workers(2).map(List.of(1, 2, 3, 4), () -> failing))
                .hasRootCauseInstanceOf(ArithmeticException.class);
    }
}
