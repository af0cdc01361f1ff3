package dev.agentcost.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
    void aFailureIsNotSwallowed() {
        Function<Integer, Integer> failing = i -> 1 / (i - 3);
        assertThatThrownBy(() -> new Workers(2).map(List.of(1, 2, 3, 4), () -> failing))
                .hasRootCauseInstanceOf(ArithmeticException.class);
    }
}
