import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Lists of work into which every turn may put more, as long as something else has room. */
class Crawls {

    static final int PAGES = 4;

    static void countedBeforeMoreIsAdded(Deque<Integer> open, Map<Integer, List<Integer>> links, BooleanSupplier skips) {
        int pages = 0;
        while (!open.isEmpty() && pages < PAGES) { // bound: size(open) + 8
            int page = open.poll();
            if (skips.getAsBoolean()) {
                continue;
            }
            pages++;
            open.add(page + 1);
            open.add(page + 2);
        }
    }

    static void leftAtALimit(Deque<Integer> open, int most, BooleanSupplier skips) {
        int pages = 0;
        while (!open.isEmpty()) { // bound: most + size(open)
            if (pages >= most) {
                break;
            }
            int page = open.poll();
            if (!skips.getAsBoolean()) {
                pages += 1;
                open.add(page + 1);
            }
        }
    }

    static void limitOfASet(Deque<Integer> open) {
        Set<Integer> seen = new HashSet<>();
        while (!open.isEmpty() && seen.size() < PAGES) { // bound: size(open) + 8
            int page = open.poll();
            if (!seen.add(page)) {
                continue;
            }
            open.add(page + 1);
            open.add(page - 1);
        }
    }

    static void limitOfASetThatIsAskedFirst(Deque<Integer> open) {
        Set<Integer> seen = new HashSet<>();
        while (!open.isEmpty()) { // bound: size(open) + 5
            int page = open.poll();
            if (seen.contains(page) || seen.size() > PAGES) {
                continue;
            }
            seen.add(page);
            open.add(page / 2);
        }
    }

    static void limitOfAList(Deque<Integer> open, IntPredicate works) {
        List<Integer> done = new ArrayList<>();
        while (!open.isEmpty() && done.size() < PAGES) { // bound: size(open) + 4
            int page = open.poll();
            if (works.test(page)) {
                done.add(page);
                open.add(page + 1);
            }
        }
    }

    static void putBackUpToThreeTimes(Deque<Integer> open, IntPredicate works) {
        int again = 0;
        while (!open.isEmpty()) { // bound: size(open) + 3
            Integer page = open.poll();
            if (!works.test(page) && again < 3) {
                again++;
                open.add(page);
            }
        }
    }

    static void limitOfWhatIsSkipped(Deque<Integer> open, BooleanSupplier skips) {
        int skipped = 0;
        while (!open.isEmpty()) { // unbounded
            int page = open.poll();
            if (skips.getAsBoolean() && skipped < 5) {
                skipped++;
                continue;
            }
            open.add(page + 1);
        }
    }

    static void countedAfterAnException(Deque<Integer> open, Supplier<String> fetch) {
        int pages = 0;
        while (!open.isEmpty() && pages < PAGES) { // unbounded
            int page = open.poll();
            try {
                fetch.get();
                pages++;
            } catch (RuntimeException failed) {
                work(page);
            }
            open.add(page);
        }
    }

    static void countedBeforeAnException(Deque<Integer> open, Supplier<String> fetch) {
        int pages = 0;
        while (!open.isEmpty()) { // bound: size(open) + 4
            int page = open.poll();
            if (pages < PAGES) {
                pages++;
                try {
                    fetch.get();
                } catch (RuntimeException failed) {
                    open.add(page);
                }
            }
        }
    }

    static void setThatForgets(Deque<Integer> open, BooleanSupplier forgets) {
        Set<Integer> seen = new HashSet<>();
        while (!open.isEmpty() && seen.size() < PAGES) { // unbounded
            int page = open.poll();
            if (seen.add(page)) {
                open.add(page + 1);
            }
            if (forgets.getAsBoolean()) {
                seen.clear();
            }
        }
    }

    static void setOfAnotherThing(Deque<Integer> open, Set<Integer> known) {
        Set<Integer> seen = new HashSet<>();
        while (!open.isEmpty() && known.size() < PAGES) { // unbounded
            int page = open.poll();
            if (seen.add(page)) {
                open.add(page + 1);
            }
        }
    }

    static void addedBeforeTheTestOfTheSet(Deque<Integer> open) {
        Set<Integer> seen = new HashSet<>();
        while (!open.isEmpty() && seen.size() < PAGES) { // unbounded
            int page = open.poll();
            open.add(page % 3);
            if (!seen.add(page % 3)) {
                continue;
            }
            work(page);
        }
    }

    static void counterThatIsSetBack(Deque<Integer> open, BooleanSupplier again) {
        int pages = 0;
        while (!open.isEmpty() && pages < PAGES) { // unbounded
            int page = open.poll();
            if (again.getAsBoolean()) {
                pages = 0;
            }
            pages++;
            open.add(page);
        }
    }

    static void onlyLookedAt(Deque<Integer> open, IntPredicate works) {
        int pages = 0;
        while (!open.isEmpty() && pages < PAGES) { // unbounded
            int page = open.peek();
            if (works.test(page)) {
                pages++;
                open.add(page);
            }
        }
    }

    private static void work(int n) {}
}
