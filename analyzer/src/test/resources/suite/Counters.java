import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Counters that are objects, elements of arrays, or fields that a recursion moves. */
class Counters {

    // ---- atomic numbers

    static void countedUpAtomically(BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        while (turns.get() < 10) { // bound: 10
            works.getAsBoolean();
            turns.incrementAndGet();
        }
    }

    static void countedUpInTheTest(BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        while (turns.incrementAndGet() <= 10) { // bound: 10
            works.getAsBoolean();
        }
    }

    static void countedUpAfterTheTest(BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        while (turns.getAndIncrement() < 10) { // bound: 10
            works.getAsBoolean();
        }
    }

    static void countedDownAtomically(int max, BooleanSupplier works) {
        AtomicInteger left = new AtomicInteger(max);
        while (left.get() > 0) { // bound: max
            works.getAsBoolean();
            left.decrementAndGet();
        }
    }

    static void countedDownInTheTest(int max) {
        AtomicInteger left = new AtomicInteger(max);
        while (left.decrementAndGet() >= 0) { // bound: max
            work(1);
        }
    }

    static void countedDownAfterTheTest(int max) {
        AtomicInteger left = new AtomicInteger(max);
        while (left.getAndDecrement() > 0) { // bound: max
            work(1);
        }
    }

    static void atomicInAFor(int n) {
        for (AtomicInteger i = new AtomicInteger(0); i.get() < n; i.incrementAndGet()) { // bound: n
            work(i.get());
        }
    }

    static void addedAtomically(int n) {
        AtomicInteger sum = new AtomicInteger(0);
        while (sum.get() < n) { // bound: ceil(1/3 * n)
            sum.addAndGet(3);
        }
    }

    static void gotAndAdded(int n) {
        AtomicInteger sum = new AtomicInteger(0);
        while (sum.getAndAdd(3) < n) { // bound: ceil(1/3 * n)
            work(1);
        }
    }

    static void anAtomicLong(long n) {
        AtomicLong turns = new AtomicLong(0L);
        while (turns.get() < n) { // bound: n
            turns.incrementAndGet();
        }
    }

    static void anAdder(BooleanSupplier works) {
        LongAdder turns = new LongAdder();
        while (turns.sum() < 10) { // bound: 10
            works.getAsBoolean();
            turns.increment();
        }
    }

    static void anAdderAsAnInt(int n) {
        LongAdder turns = new LongAdder();
        while (turns.intValue() < n) { // bound: n
            turns.add(1);
        }
    }

    static void anAdderThatIsReset(int n, BooleanSupplier works) {
        LongAdder turns = new LongAdder();
        while (turns.sum() < n) { // unbounded
            turns.increment();
            if (works.getAsBoolean()) {
                turns.reset();
            }
        }
    }

    static void leftByABreak(int max, BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        while (!works.getAsBoolean()) { // bound: max(0, max - 1) + 1
            if (turns.incrementAndGet() >= max) {
                break;
            }
        }
    }

    static void heldInALocal(int max) {
        AtomicInteger turns = new AtomicInteger();
        while (true) { // bound: max + 1
            int turn = turns.getAndIncrement();
            if (turn >= max) {
                break;
            }
            work(turn);
        }
    }

    static void countedOnOnePath(BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        while (turns.get() < 10) { // unbounded
            if (works.getAsBoolean()) {
                turns.incrementAndGet();
            }
        }
    }

    static void setBack(BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        while (turns.get() < 10) { // unbounded
            turns.incrementAndGet();
            if (works.getAsBoolean()) {
                turns.set(0);
            }
        }
    }

    static void upAndDown(BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        while (turns.get() < 10) { // unbounded
            turns.incrementAndGet();
            if (works.getAsBoolean()) {
                turns.decrementAndGet();
            }
        }
    }

    static void handedToOthers(AtomicInteger turns, BooleanSupplier works) {
        while (turns.get() < 10) { // unbounded
            turns.incrementAndGet();
            meddle(turns, works);
        }
    }

    static AtomicInteger anyAtomicInteger(java.util.Random random) {
        return new AtomicInteger(random.nextInt(12) - 3);
    }

    private static void meddle(AtomicInteger number, BooleanSupplier works) {
        if (works.getAsBoolean()) {
            number.set(0);
        }
    }

    static void anAliasIsSetBack(BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        AtomicInteger same = turns;
        while (turns.get() < 10) { // unbounded
            turns.incrementAndGet();
            if (works.getAsBoolean()) {
                same.set(0);
            }
        }
    }

    static void aNewOneEachTurn(BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        while (turns.get() < 10) { // unbounded
            turns.incrementAndGet();
            if (works.getAsBoolean()) {
                turns = new AtomicInteger();
            }
        }
    }

    static void aLambdaSetsItBack(BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        Runnable back = () -> {
            if (works.getAsBoolean()) {
                turns.set(0);
            }
        };
        while (turns.get() < 10) { // unbounded
            turns.incrementAndGet();
            back.run();
        }
    }

    static void aLambdaCountsIt(BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        Runnable step = () -> turns.incrementAndGet();
        while (turns.get() < 10) { // bound: 10
            works.getAsBoolean();
            step.run();
        }
    }

    static void swappedOnlyIfExpected(BooleanSupplier works) {
        AtomicInteger turns = new AtomicInteger();
        while (turns.get() < 10) { // unbounded
            turns.compareAndSet(works.getAsBoolean() ? turns.get() : -1, turns.get() + 1);
        }
    }

    static void theLimitIsAtomic(int n) {
        AtomicInteger limit = new AtomicInteger(n);
        for (int i = 0; i < limit.get(); i++) { // bound: n
            work(i);
        }
    }

    static void theLimitIsRaised(int n) {
        AtomicInteger limit = new AtomicInteger(n);
        for (int i = 0; i < limit.get(); i++) { // unbounded
            limit.incrementAndGet();
        }
    }

    static void aFlagInAnAtomic(List<Integer> list, BooleanSupplier works) {
        AtomicBoolean running = new AtomicBoolean(true);
        int at = 0;
        while (running.get() && at < list.size()) { // bound: size(list)
            at++;
            if (works.getAsBoolean()) {
                running.set(false);
            }
        }
    }

    static void onlyAFlagInAnAtomic(BooleanSupplier works) {
        AtomicBoolean running = new AtomicBoolean(true);
        while (running.get()) { // unbounded
            if (works.getAsBoolean()) {
                running.set(false);
            }
        }
    }

    // ---- atomic numbers in fields

    static final class Meter {
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger budget = new AtomicInteger(5);
        private final AtomicInteger most = new AtomicInteger(8);
        private final int limit;

        Meter(int limit) {
            this.limit = limit;
        }

        void run(BooleanSupplier works) {
            while (count.get() < 10) { // bound: 10
                works.getAsBoolean();
                count.incrementAndGet();
            }
        }

        void runToTheLimit(BooleanSupplier works) {
            while (count.getAndIncrement() < limit) { // bound: limit
                works.getAsBoolean();
            }
        }

        void spend() {
            while (budget.getAndDecrement() > 0) { // bound: 5
                work(1);
            }
        }

        void runToTheMost() {
            for (int i = 0; i < most.get(); i++) { // bound: 8
                work(i);
            }
        }

        void runBehindMethods(BooleanSupplier works) {
            while (!isSpent()) { // bound: 10
                works.getAsBoolean();
                tick();
            }
        }

        private boolean isSpent() {
            return count.get() >= 10;
        }

        private void tick() {
            count.incrementAndGet();
        }

        void setBack(BooleanSupplier works) {
            while (count.get() < 10) { // unbounded
                count.incrementAndGet();
                if (works.getAsBoolean()) {
                    count.set(0);
                }
            }
        }
    }

    static Meter anyMeter(java.util.Random random) {
        return new Meter(random.nextInt(12) - 2);
    }

    static void fieldCounter(Meter meter, BooleanSupplier works) {
        meter.run(works);
    }

    static void fieldLimit(Meter meter, BooleanSupplier works) {
        meter.runToTheLimit(works);
    }

    static void fieldBudget(Meter meter) {
        meter.spend();
    }

    static void fieldMost(Meter meter) {
        meter.runToTheMost();
    }

    static void fieldBehindMethods(Meter meter, BooleanSupplier works) {
        meter.runBehindMethods(works);
    }

    static void fieldSetBack(Meter meter, BooleanSupplier works) {
        meter.setBack(works);
    }

    // ---- elements of arrays

    static void elementCounts(BooleanSupplier works) {
        int[] turns = new int[1];
        while (turns[0] < 10) { // bound: 10
            works.getAsBoolean();
            turns[0]++;
        }
    }

    static void elementCountsDown(int n) {
        int[] left = {n};
        while (left[0] > 0) { // bound: n
            left[0]--;
        }
    }

    static void elementCountsInTheTest(int n) {
        int[] turns = {0};
        while (turns[0]++ < n) { // bound: n
            work(1);
        }
    }

    static void elementCountsInALambda(BooleanSupplier works) {
        int[] turns = {0};
        Runnable step = () -> turns[0]++;
        while (turns[0] < 10) { // bound: 10
            works.getAsBoolean();
            step.run();
        }
    }

    static void elementIsSetBackInALambda(BooleanSupplier works) {
        int[] turns = {0};
        Runnable back = () -> {
            if (works.getAsBoolean()) {
                turns[0] = 0;
            }
        };
        while (turns[0] < 10) { // unbounded
            turns[0]++;
            back.run();
        }
    }

    static void anotherElementCounts(BooleanSupplier works) {
        int[] turns = new int[2];
        while (turns[0] < 10 && !works.getAsBoolean()) { // unbounded
            turns[1]++;
        }
    }

    static void anElementThatMayBeAnother(int i, BooleanSupplier works) {
        int[] turns = new int[100];
        int at = Math.max(0, Math.min(i, 99));
        while (turns[0] < 10) { // unbounded
            turns[0]++;
            turns[at] = 0;
        }
    }

    static void anElementOfAnotherArrayThatIsTheSame(BooleanSupplier works) {
        int[] turns = new int[1];
        int[] same = turns;
        while (turns[0] < 10) { // unbounded
            turns[0]++;
            if (works.getAsBoolean()) {
                same[0] = 0;
            }
        }
    }

    static void elementOnOnePath(BooleanSupplier works) {
        int[] turns = new int[1];
        while (turns[0] < 10) { // unbounded
            if (works.getAsBoolean()) {
                turns[0]++;
            }
        }
    }

    static void aCountForEachKind(int kind, BooleanSupplier works) {
        int[] failures = new int[3];
        int at = Math.max(0, Math.min(kind, 2));
        while (failures[at] < 3) { // unbounded
            works.getAsBoolean();
            failures[at]++;
        }
    }

    static void anArrayThatAMethodChanges(BooleanSupplier works) {
        int[] turns = new int[1];
        while (turns[0] < 10) { // unbounded
            turns[0]++;
            change(turns, works);
        }
    }

    private static void change(int[] numbers, BooleanSupplier works) {
        if (works.getAsBoolean()) {
            numbers[0] = 0;
        }
    }

    static void anAtomicArray(BooleanSupplier works) {
        AtomicIntegerArray turns = new AtomicIntegerArray(2);
        while (turns.get(0) < 10) { // unbounded
            works.getAsBoolean();
            turns.incrementAndGet(0);
        }
    }

    // ---- counts kept in a map

    static void aCountInAMap(BooleanSupplier works) {
        Map<String, Integer> counts = new HashMap<>();
        while (counts.getOrDefault("turns", 0) < 10) { // unbounded
            works.getAsBoolean();
            counts.merge("turns", 1, Integer::sum);
        }
    }

    static void aSizeOfAMap(Iterator<Integer> keys) {
        Map<Integer, Integer> seen = new HashMap<>();
        while (seen.size() < 10 && keys.hasNext()) { // bound: size(keys)
            seen.put(keys.next(), 1);
        }
    }

    static void aListThatGrowsToALimit(int n) {
        List<Integer> list = new ArrayList<>();
        while (list.size() < n) { // bound: n
            list.add(1);
        }
    }

    static void anotherListGrows(int n, List<Integer> other, boolean same) {
        List<Integer> list = new ArrayList<>();
        List<Integer> grown = same ? list : other;
        while (list.size() < n) { // unbounded
            grown.add(1);
        }
    }

    static void anotherQueueIsEmptied(java.util.Deque<Integer> queue, java.util.Deque<Integer> other, boolean same) {
        java.util.Deque<Integer> emptied = same ? queue : other;
        while (queue.size() > 0) { // unbounded
            emptied.poll();
        }
    }

    static void aListThatMayNotGrow(int n, BooleanSupplier works) {
        List<Integer> list = new ArrayList<>();
        while (list.size() < n) { // unbounded
            if (works.getAsBoolean()) {
                list.add(1);
            }
        }
    }

    // ---- fields that a recursion moves

    static final class Walker {
        private int depth;
        private int open;
        private int turns;
        private int left = 6;
        private final int max;
        private final AtomicInteger calls = new AtomicInteger();

        Walker(int max) {
            this.max = max;
        }

        void down() {
            if (left > 0) {
                left--;
                down(); // bound: 6
            }
        }

        void up() {
            depth++;
            if (depth < 5) {
                up(); // bound: 4
            }
        }

        void upToTheMax() {
            if (turns < max) {
                turns++;
                upToTheMax(); // bound: max
            }
        }

        void returned(BooleanSupplier works) {
            if (++open > 4) {
                throw new IllegalStateException("too deep");
            }
            try {
                if (works.getAsBoolean()) {
                    returned(works); // bound: 4
                }
            } finally {
                open--;
            }
        }

        void atomic(BooleanSupplier works) {
            if (calls.incrementAndGet() > 5) {
                return;
            }
            if (works.getAsBoolean()) {
                atomic(works); // bound: 5
            }
        }

        void setBack(BooleanSupplier works) {
            if (left > 0) {
                left--;
                if (works.getAsBoolean()) {
                    left = 6;
                }
                setBack(works); // unbounded
            }
        }

        void onOnePath(BooleanSupplier works) {
            if (left > 0) {
                if (works.getAsBoolean()) {
                    left--;
                }
                onOnePath(works); // unbounded
            }
        }
    }

    static Walker anyWalker(java.util.Random random) {
        return new Walker(random.nextInt(9) - 2);
    }

    static void recursionDown(Walker walker) {
        walker.down();
    }

    static void recursionUp(Walker walker) {
        walker.up();
    }

    static void recursionToTheMax(Walker walker) {
        walker.upToTheMax();
    }

    static void recursionThatReturns(Walker walker, BooleanSupplier works) {
        walker.returned(works);
    }

    static void recursionCountedAtomically(Walker walker, BooleanSupplier works) {
        walker.atomic(works);
    }

    static void recursionSetBack(Walker walker, BooleanSupplier works) {
        walker.setBack(works);
    }

    static void recursionOnOnePath(Walker walker, BooleanSupplier works) {
        walker.onOnePath(works);
    }

    private static void work(int i) {}
}
