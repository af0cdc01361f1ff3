package dev.agentcost.analyzer.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void hasEachNumberOnceAndInOrder() {
        Numbers numbers = Numbers.of(IntStream.of(7, 0, 1_000_000, 7, 3));
        assertArrayEquals(new int[] {0, 3, 7, 1_000_000}, numbers.toArray());
        assertArrayEquals(numbers.toArray(), numbers.stream().toArray());
    }

    @Test
    void theEmptyOneHasNone() {
        Numbers none = Numbers.of(List.of());
        assertFalse(none.contains(0));
        assertFalse(none.intersects(Numbers.of(0)));
        assertFalse(Numbers.of(0).intersects(none));
        assertEquals(0, none.toArray().length);
    }

    /** Among them many that would stand in the same place. */
    @Test
    void containsAndIntersectsAsASetDoes() {
        Random random = new Random(22);
        for (int i = 0; i < 500; i++) {
            int step = 1 << random.nextInt(8);
            Set<Integer> one = some(random, step);
            Set<Integer> other = some(random, step);
            Numbers numbers = Numbers.of(one);
            for (int number = 0; number < 40 * step; number++) {
                assertEquals(one.contains(number), numbers.contains(number), () -> "in " + one);
            }
            boolean intersects = one.stream().anyMatch(other::contains);
            assertEquals(intersects, numbers.intersects(Numbers.of(other)), () -> one + " and " + other);
            assertEquals(intersects, Numbers.of(other).intersects(numbers), () -> other + " and " + one);
        }
    }

    @Test
    void whatIsTakenFromItIsTheTakersOwn() {
        Numbers numbers = Numbers.of(5);
        numbers.toArray()[0] = 6;
        assertTrue(numbers.contains(5));
        assertArrayEquals(new int[] {5}, numbers.toArray());
    }

    private static Set<Integer> some(Random random, int step) {
        Set<Integer> numbers = new TreeSet<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            numbers.add(step * random.nextInt(40));
        }
        return numbers;
    }
}
