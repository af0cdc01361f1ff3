import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;

/** Histories that are trimmed until they fit: what stops the loop is not how many elements are left. */
class Trims {

    static int weight(List<Integer> list) {
        int sum = 0;
        for (int element : list) { // bound: size(list)
            sum += Math.abs(element % 7);
        }
        return sum;
    }

    static void firstOfWhateverIsLeft(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        while (weight(list) > limit) { // bound: size(all) + 1
            work(1);
            list.remove(0);
        }
    }

    static void failureIsSwallowed(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        while (weight(list) >= limit) { // unbounded
            try {
                list.remove(0);
            } catch (IndexOutOfBoundsException empty) {
                work(1);
            }
        }
    }

    static void pollsWhatMayBeEmpty(List<Integer> all, int limit) {
        Queue<Integer> queue = new ArrayDeque<>(all);
        while (weight(all) > limit) { // unbounded
            queue.poll();
        }
    }

    static void takesFromAQueueOrFails(List<Integer> all, int limit) {
        Queue<Integer> queue = new ArrayDeque<>(all);
        while (weight(all) > limit) { // bound: size(all) + 1
            queue.remove();
        }
    }

    static void threeBecomeOne(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        while (weight(list) > limit && list.size() > 4) { // bound: max(0, ceil(1/2 * size(all)) - 2)
            int sum = weight(list.subList(0, 3));
            list.subList(0, 3).clear();
            list.add(0, sum);
        }
    }

    static void oneBecomesOne(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        while (weight(list) > limit && list.size() > 4) { // unbounded
            list.subList(0, 1).clear();
            list.add(0, 6);
        }
    }

    static void anUnknownNumberIsCleared(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        while (list.size() > 4) { // unbounded
            list.subList(0, Math.max(0, Math.min(limit, list.size()))).clear();
        }
    }

    static void aCopyOfTheRest(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        while (weight(list) > limit) { // bound: size(all) + 1
            list = new ArrayList<>(list.subList(1, list.size()));
        }
    }

    static void aViewOfTheRest(List<Integer> list, int limit) {
        while (weight(list) > limit && list.size() > 2) { // bound: max(0, ceil(1/2 * size(list)) - 1)
            list = list.subList(2, list.size());
        }
    }

    static void withoutTheLast(List<Integer> list, int limit) {
        while (weight(list) > limit) { // bound: size(list) + 1
            list = list.subList(0, list.size() - 1);
        }
    }

    static void aCopyOfAll(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        while (weight(list) > limit) { // unbounded
            list = new ArrayList<>(list.subList(0, list.size()));
        }
    }

    static void untilNothingIsRemoved(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        boolean removed = true;
        while (removed) { // bound: size(all) + 1
            removed = list.remove(Integer.valueOf(limit));
        }
    }

    static void removedAtTheBottom(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        boolean removed;
        do { // bound: size(all) + 1
            int least = list.size();
            removed = list.removeIf(element -> element == least);
        } while (removed);
    }

    static void aFlagForWhatWasFound(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        while (weight(list) > limit) { // bound: size(all) + 1
            boolean removed = false;
            Iterator<Integer> cursor = list.iterator();
            while (cursor.hasNext()) { // bound: size(list)
                if (cursor.next() % 2 == 0) {
                    cursor.remove();
                    removed = true;
                    break;
                }
            }
            if (!removed) {
                break;
            }
        }
    }

    static void aFlagThatIsNeverReset(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        boolean removed = false;
        while (weight(list) > limit) { // unbounded
            if (list.size() > 3) {
                list.remove(0);
                removed = true;
            }
            if (!removed) {
                break;
            }
        }
    }

    static void aFlagThatIsSetWithoutATake(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        boolean again = true;
        while (again) { // unbounded
            again = false;
            for (int element : list) { // bound: size(all)
                if (element > limit) {
                    again = true;
                }
            }
        }
    }

    static void untilAPassChangesNothing(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        boolean changed = true;
        while (changed) { // bound: size(all) + 1
            changed = false;
            for (int i = 0; i < list.size(); i++) { // bound: size(all)
                if (list.get(i) > limit) {
                    list.remove(i);
                    changed = true;
                }
            }
        }
    }

    static void takesAndPutsBack(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        boolean changed = true;
        while (changed) { // unbounded
            changed = false;
            if (list.size() > limit) {
                list.remove(0);
                changed = true;
                list.add(1);
            }
        }
    }

    static void poll(Queue<Integer> queue) {
        queue.poll();
    }

    static void takesInAHelperThatMayFindNothing(List<Integer> all, int limit) {
        Queue<Integer> queue = new ArrayDeque<>(all);
        while (weight(all) > limit) { // unbounded
            if (queue.size() > 2) {
                queue.remove();
            } else {
                poll(queue);
            }
        }
    }

    static void theFlagIsSetAfterATakeThatFailed(List<Integer> all, int limit) {
        List<Integer> list = new ArrayList<>(all);
        boolean again = true;
        while (again) { // unbounded
            again = false;
            try {
                list.remove(0);
            } catch (IndexOutOfBoundsException empty) {
                work(1);
            }
            again = true;
        }
    }

    static void work(int count) {}
}
