package dev.agentcost.analyzer.source;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/** A set of numbers that is worked off while it grows. */
final class Closure {

    private final BitSet all = new BitSet();
    private final Deque<Integer> pending = new ArrayDeque<>();

    /** Adds a number; once. */
    void add(int number) {
        if (!all.get(number)) {
            all.set(number);
            pending.add(number);
        }
    }

    /** Adds numbers; each once. */
    void addAll(BitSet numbers) {
        for (int number = numbers.nextSetBit(0); number >= 0; number = numbers.nextSetBit(number + 1)) {
            add(number);
        }
    }

    /** Adds numbers; each once. */
    void addAll(Numbers numbers) {
        numbers.stream().forEach(this::add);
    }

    boolean contains(int number) {
        return all.get(number);
    }

    /** A number that was added and not yet given, -1 where there is none. */
    int next() {
        return pending.isEmpty() ? -1 : pending.remove();
    }

    /** All numbers that were added and not yet given. */
    BitSet given() {
        BitSet given = new BitSet();
        for (int number = next(); number >= 0; number = next()) {
            given.set(number);
        }
        return given;
    }

    /** All numbers that were added. */
    BitSet all() {
        return all;
    }
}
