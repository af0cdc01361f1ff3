package dev.agentcost.analyzer.source;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.stream.IntStream;

/** A set of numbers from 0 on that is as large as it has members, where a {@link BitSet} is as large as the highest of them. */
final class Numbers {

    private final int[] sorted;

    /** Open addressing, half full at most: in each place a number and one, or 0 where it is empty. */
    private final int[] places;

    private Numbers(int[] sorted) {
        this.sorted = sorted;
        places = new int[Integer.highestOneBit(2 * sorted.length + 1) << 1];
        for (int number : sorted) {
            places[place(number)] = number + 1;
        }
    }

    static Numbers of(int number) {
        return new Numbers(new int[] {number});
    }

    static Numbers of(Collection<Integer> numbers) {
        return of(numbers.stream().mapToInt(number -> number));
    }

    static Numbers of(IntStream numbers) {
        return new Numbers(numbers.sorted().distinct().toArray());
    }

    boolean contains(int number) {
        return places[place(number)] > 0;
    }

    /** Where the number stands, or would. */
    private int place(int number) {
        int place = number & places.length - 1;
        while (places[place] != 0 && places[place] != number + 1) {
            place = place + 1 & places.length - 1;
        }
        return place;
    }

    boolean intersects(Numbers others) {
        if (sorted.length > others.sorted.length) {
            return others.intersects(this);
        }
        for (int number : sorted) {
            if (others.contains(number)) {
                return true;
            }
        }
        return false;
    }

    /** Every number, in order. */
    IntStream stream() {
        return Arrays.stream(sorted);
    }

    /** Every number, in order, in an array of its own. */
    int[] toArray() {
        return sorted.clone();
    }
}
