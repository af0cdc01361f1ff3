package dev.agentcost.maven.report.calibrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Numbers of one kind that were observed. */
final class Observed {

    private final List<Long> numbers = new ArrayList<>();

    void add(long number) {
        numbers.add(number);
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }

    int count() {
        return numbers.size();
    }

    long most() {
        return Collections.max(numbers);
    }

    /** The number that at most so many percent of all are above: the nearest rank. */
    long percentile(int percent) {
        List<Long> sorted = new ArrayList<>(numbers);
        Collections.sort(sorted);
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(Math.max(1, rank) - 1);
    }

    @Override
    public String toString() {
        return "median " + percentile(50) + ", 95th percentile " + percentile(95) + ", most " + most();
    }
}
