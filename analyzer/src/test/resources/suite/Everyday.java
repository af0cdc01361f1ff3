import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Loops as they stand in services: retries, polls, pages, parsers, budgets. */
class Everyday {

    private static final int MAX_ATTEMPTS = 5;
    private static final int PAGE = 20;

    // ---- attempts

    static String retryWithBackoff(Supplier<String> call) {
        long delay = 100;
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) { // bound: 5
            try {
                return call.get();
            } catch (RuntimeException failed) {
                delay = Math.min(delay * 2, 5_000);
                work((int) delay);
            }
        }
        return null;
    }

    static String retryAndRethrow(Supplier<String> call) {
        int attempts = 0;
        while (true) { // bound: 3
            try {
                return call.get();
            } catch (RuntimeException failed) {
                if (++attempts >= 3) {
                    throw failed;
                }
            }
        }
    }

    static String retryCountedInTheTest(Supplier<String> call) {
        int left = MAX_ATTEMPTS;
        while (left-- > 0) { // bound: 5
            try {
                return call.get();
            } catch (RuntimeException failed) {
                work(left);
            }
        }
        throw new IllegalStateException("gave up");
    }

    static String retryUntilItWorks(Supplier<String> call) {
        while (true) { // unbounded
            try {
                return call.get();
            } catch (RuntimeException failed) {
                work(1);
            }
        }
    }

    static void retryWhoseCounterIsResetOnSuccess(BooleanSupplier works) {
        int failures = 0;
        while (failures < 3) { // unbounded
            if (works.getAsBoolean()) {
                failures = 0;
            } else {
                failures++;
            }
        }
    }

    static void doWithAttempts(BooleanSupplier works) {
        int attempt = 0;
        boolean done;
        do { // bound: 5
            done = works.getAsBoolean();
            attempt++;
        } while (!done && attempt < MAX_ATTEMPTS);
    }

    static void flagAndCounter(BooleanSupplier works) {
        boolean success = false;
        int tries = 0;
        while (!success && tries < 10) { // bound: 10
            tries++;
            success = works.getAsBoolean();
        }
    }

    static void onlyTheFlag(BooleanSupplier works) {
        boolean success = false;
        while (!success) { // unbounded
            success = works.getAsBoolean();
        }
    }

    static void flagSetFromAComparison(int n) {
        boolean more = n > 0;
        int i = 0;
        while (more) { // bound: max(0, n - 1) + 1
            i++;
            more = i < n;
        }
    }

    static void retriesInsideAttempts(BooleanSupplier works) { // total: 16
        for (int attempt = 0; attempt < 4; attempt++) { // bound: 4
            for (int retry = 0; retry < 3; retry++) { // bound: 3
                if (works.getAsBoolean()) {
                    break;
                }
            }
        }
    }

    // ---- counters in objects

    static void atomicCounterOnOnePath(BooleanSupplier works) {
        AtomicInteger count = new AtomicInteger();
        while (count.get() < 10) { // unbounded
            if (works.getAsBoolean()) {
                count.incrementAndGet();
            }
        }
    }

    static void atomicFlag(BooleanSupplier works) {
        AtomicBoolean running = new AtomicBoolean(true);
        while (running.get()) { // unbounded
            if (works.getAsBoolean()) {
                running.set(false);
            }
        }
    }

    static void countersInAMap(BooleanSupplier works) {
        Map<String, Integer> counts = new HashMap<>();
        while (counts.getOrDefault("turns", 0) < 4) { // unbounded
            counts.merge("turns", 1, Integer::sum);
            work(counts.size());
        }
    }

    static final class Budget {
        private int left;

        Budget(int left) {
            this.left = left;
        }

        boolean isSpent() {
            return left <= 0;
        }

        void spend(int amount) {
            left -= amount;
        }

        boolean tryAcquire() {
            if (left > 0) {
                left--;
                return true;
            }
            return false;
        }
    }

    static void budgetNotSpent(BooleanSupplier works) {
        Budget budget = new Budget(3);
        while (!budget.isSpent()) { // unbounded
            if (works.getAsBoolean()) {
                budget.spend(1);
            }
        }
    }

    // ---- pages and cursors

    static Optional<String> anyToken(Random random) {
        return Optional.of("a");
    }

    static void pagesUntilTheTokenIsNull(Supplier<String> pages) {
        String token = "";
        while (token != null) { // unbounded
            token = pages.get();
        }
    }

    static void pagesWithALimit(Supplier<String> pages) {
        String token = "";
        int page = 0;
        while (token != null && page < 50) { // bound: 50
            token = pages.get();
            page++;
        }
    }

    static void pagesByOffset(int total) {
        for (int offset = 0; offset < total; offset += PAGE) { // bound: ceil(0.05 * total)
            work(offset);
        }
    }

    static void batches(List<Integer> list) {
        for (int from = 0; from < list.size(); from += 10) { // bound: ceil(0.1 * size(list))
            work(list.subList(from, Math.min(from + 10, list.size())).size());
        }
    }

    private static final int PORTION = 3;

    static void portionsOfWhatIsLeft(List<Integer> list) {
        List<Integer> rest = new ArrayList<>(list);
        while (!rest.isEmpty()) { // bound: size(list)
            int portion = Math.min(rest.size(), PORTION);
            work(rest.get(0));
            rest.subList(0, portion).clear();
        }
    }

    static void portionsUpToTheSize(List<Integer> list) {
        int i = 0;
        while (i < list.size()) { // bound: size(list)
            int portion = Math.min(list.size() - i, PORTION);
            work(list.get(i));
            i += portion;
        }
    }

    static void portionsOfWhatMayBeEmpty(List<Integer> list, int given) {
        List<Integer> rest = new ArrayList<>(list);
        while (!rest.isEmpty()) { // unbounded
            work(rest.get(0));
            rest.remove(0);
            int portion = Math.min(rest.size(), PORTION);
            rest.add(given);
            rest.subList(0, portion).clear();
        }
    }

    static void portionsOfAGivenSize(List<Integer> list, int given) {
        List<Integer> rest = new ArrayList<>(list);
        while (!rest.isEmpty()) { // unbounded
            int portion = Math.min(rest.size(), given);
            work(rest.get(0));
            rest.subList(0, portion).clear();
        }
    }

    static void batchesOfAParameter(List<Integer> list, int size) {
        if (size < 1) {
            return;
        }
        for (int from = 0; from < list.size(); from += size) { // bound: size(list)
            work(from);
        }
    }

    static void batchesOfNothing(List<Integer> list, int size) {
        for (int from = 0; from < list.size(); from += size) { // unbounded
            work(from);
        }
    }

    static void chunksOfText(String text) {
        int at = 0;
        while (at < text.length()) { // bound: ceil(0.25 * size(text))
            int end = Math.min(at + 4, text.length());
            work(end);
            at += 4;
        }
    }

    static void chunksWithAnOverlap(String text) {
        int at = 0;
        while (at < text.length()) { // bound: ceil(1/6 * size(text))
            at += 8 - 2;
        }
    }

    // ---- text

    static int countSpaces(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) { // bound: size(text)
            if (text.charAt(i) == ' ') {
                count++;
            }
        }
        return count;
    }

    static void skipSpaces(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) == ' ') { // bound: size(text)
            i++;
        }
    }

    static void tokensByHand(String text) {
        int i = 0;
        while (i < text.length()) { // bound: size(text)
            while (i < text.length() && text.charAt(i) == ' ') { // bound: [size(text) - i]
                i++;
            }
            i++;
        }
    }

    static void reversed(String text) {
        for (int i = text.length() - 1; i >= 0; i--) { // bound: size(text)
            work(text.charAt(i));
        }
    }

    static void palindrome(String text) {
        int i = 0;
        int j = text.length() - 1;
        while (i < j) { // bound: max(0, ceil(1/2 * size(text) - 0.5))
            if (text.charAt(i) != text.charAt(j)) {
                return;
            }
            i++;
            j--;
        }
    }

    static void linesOfText(String text) {
        for (String line : text.split("\n")) { // bound: size(text) + 1
            for (String word : line.split(" ")) { // bound: size(line) + 1
                work(word.length());
            }
        }
    }

    static void builderThatMayStay(int n, String part) {
        StringBuilder text = new StringBuilder();
        while (text.length() < n) { // unbounded
            text.append(part);
        }
    }

    // ---- collections

    static void listIterator(List<Integer> list) {
        ListIterator<Integer> it = list.listIterator();
        while (it.hasNext()) { // bound: size(list)
            if (it.next() > 5) {
                it.remove();
            }
        }
    }

    static void entriesRemoved(Map<String, Integer> map) {
        for (Iterator<Map.Entry<String, Integer>> it = map.entrySet().iterator(); it.hasNext();) { // bound: size(map)
            if (it.next().getValue() > 3) {
                it.remove();
            }
        }
    }

    static void windowKeptSmall(List<Integer> list) {
        Deque<Integer> window = new ArrayDeque<>();
        for (int x : list) { // bound: size(list)
            window.addLast(x);
            while (window.size() > 3) { // bound: max(0, size(window) - 3)
                window.removeFirst();
            }
        }
    }

    static void breadthFirstWithADepth(Map<Integer, List<Integer>> graph) {
        List<Integer> level = new ArrayList<>(graph.keySet());
        for (int depth = 0; depth < 3; depth++) { // bound: 3
            List<Integer> next = new ArrayList<>();
            for (int node : level) { // bound: size(level)
                next.addAll(graph.getOrDefault(node, List.of()));
            }
            level = next;
        }
    }

    static void seenBefore(List<Integer> list) {
        Set<Integer> seen = new HashSet<>();
        for (Integer x : list) { // bound: size(list)
            if (!seen.add(x)) {
                continue;
            }
            work(x);
        }
    }

    static void pairs(List<Integer> list) { // total: size(list) * max(0, size(list) - 1) + size(list)
        for (int i = 0; i < list.size(); i++) { // bound: size(list)
            for (int j = i + 1; j < list.size(); j++) { // bound: max(0, size(list) - 1)
                work(i + j);
            }
        }
    }

    static void firstMatch(List<Integer> list) {
        for (int x : list) { // bound: size(list)
            if (x > 3) {
                return;
            }
        }
    }

    static void onlyTheFirst(List<Integer> list) {
        for (int x : list) { // no loop
            work(x);
            break;
        }
    }

    static void drained(Deque<Integer> queue) {
        while (queue.peek() != null) { // bound: size(queue)
            queue.poll();
        }
    }

    static void atMostTenFromAQueue(Deque<Integer> queue) {
        int taken = 0;
        while (!queue.isEmpty() && taken < 10) { // bound: 10
            queue.poll();
            taken++;
        }
    }

    static void requeuedUpToThreeTimes(Deque<Integer> queue, BooleanSupplier works) {
        int requeued = 0;
        while (!queue.isEmpty()) { // bound: size(queue) + 3
            Integer task = queue.poll();
            if (!works.getAsBoolean() && requeued < 3) {
                requeued++;
                queue.add(task);
            }
        }
    }

    // ---- arithmetic

    static void digits(int n) {
        while (n > 0) { // bound: log2(n) + 1
            n /= 10;
        }
    }

    static void bits(int n) {
        int mask = 1;
        while (mask <= n && mask > 0) { // bound: log2(n + 1)
            mask <<= 1;
        }
    }

    static void powers(int n) {
        for (int p = 1; p < n; p *= 2) { // bound: log2(n)
            work(p);
        }
    }

    static void powersFromZero(int n) {
        for (int p = 0; p < n; p *= 2) { // unbounded
            work(p);
        }
    }

    static void collatz(int n) {
        while (n != 1) { // unbounded
            n = n % 2 == 0 ? n / 2 : 3 * n + 1;
        }
    }

    static void clamped(int n) {
        int most = Math.min(n, 10);
        for (int i = 0; i < most; i++) { // bound: min(n, 10)
            work(i);
        }
    }

    static void atLeastOnce(int n) {
        int turns = Math.max(1, n);
        for (int i = 0; i < turns; i++) { // bound: max(n, 1)
            work(i);
        }
    }

    static void defaultWhenUnset(Integer n) {
        int max = n == null ? 7 : n;
        for (int i = 0; i < max; i++) { // bound: max(n, 7)
            work(i);
        }
    }

    static void shrinkingRetries(int n) {
        int size = n;
        while (size > 1) { // bound: log2(n)
            size = size / 2;
        }
    }

    static void shrinkingRetriesThatStay(int n) {
        int size = n;
        while (size > 0) { // unbounded
            size = (size + 1) / 2;
        }
    }

    // ---- jumps

    static void labelledBreak(List<List<Integer>> lists) {
        outer:
        for (List<Integer> list : lists) { // bound: size(lists)
            for (int x : list) { // bound: size(list)
                if (x < 0) {
                    break outer;
                }
            }
        }
    }

    static void labelledContinue(int n) {
        int i = 0;
        outer:
        while (i < n) { // bound: n
            i++;
            for (int j = 0; j < 5; j++) { // bound: 5
                if (j == i) {
                    continue outer;
                }
            }
        }
    }

    static void continueBeforeTheStep(int n, BooleanSupplier skip) {
        int i = 0;
        while (i < n) { // unbounded
            if (skip.getAsBoolean()) {
                continue;
            }
            i++;
        }
    }

    static void switchOverStates(int turns) {
        String state = "plan";
        for (int i = 0; i < turns; i++) { // bound: turns
            switch (state) {
                case "plan" -> state = "act";
                case "act" -> state = "check";
                default -> {
                    return;
                }
            }
        }
    }

    static void statesWithoutACounter(BooleanSupplier works) {
        String state = "plan";
        while (!state.equals("done")) { // unbounded
            state = switch (state) {
                case "plan" -> "act";
                case "act" -> works.getAsBoolean() ? "done" : "plan";
                default -> "done";
            };
        }
    }

    // ---- time and interruption

    static void deadline(BooleanSupplier works) {
        long end = System.currentTimeMillis() + 5;
        while (System.currentTimeMillis() < end) { // growth: O(n)
            works.getAsBoolean();
        }
    }

    static void interruptedOrDone(BooleanSupplier works) {
        while (!Thread.currentThread().isInterrupted() && !works.getAsBoolean()) { // unbounded
            work(1);
        }
    }

    static void interruptedOrCounted(int n) {
        for (int i = 0; i < n && !Thread.currentThread().isInterrupted(); i++) { // bound: n
            work(i);
        }
    }

    // ---- what only people know

    void asserted(BooleanSupplier works) {
        // agentcost: at most 4
        while (works.getAsBoolean()) { // bound: 4
            work(1);
        }
    }

    void assertedByAParameter(int tries, BooleanSupplier works) {
        // agentcost: at most tries
        while (works.getAsBoolean()) { // bound: tries
            work(1);
        }
    }

    private static void work(int i) {}
}
