import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Scanner;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Loops over data. */
class Data {

    static void eachElement(List<Integer> tasks) { // total: size(tasks)
        for (int task : tasks) { // bound: size(tasks)
            work(task);
        }
    }

    static void eachOfAnArray(int[] values) {
        for (int value : values) { // bound: size(values)
            work(value);
        }
    }

    static void eachOfASet(Set<String> names) {
        for (String name : names) { // bound: size(names)
            work(name.length());
        }
    }

    static void eachEntry(Map<String, Integer> map) {
        for (Map.Entry<String, Integer> entry : map.entrySet()) { // bound: size(map)
            work(entry.getValue());
        }
    }

    static void eachKeyAndValue(Map<String, Integer> map) { // total: 2 * size(map)
        for (String key : map.keySet()) { // bound: size(map)
            work(key.length());
        }
        for (int value : map.values()) { // bound: size(map)
            work(value);
        }
    }

    static void literalList() {
        for (int x : List.of(1, 2, 3)) { // bound: 3
            work(x);
        }
    }

    static void literalArray() {
        for (String s : new String[] {"a", "b"}) { // bound: 2
            work(s.length());
        }
    }

    static void asList() {
        for (String s : Arrays.asList("a", "b", "c", "d")) { // bound: 4
            work(s.length());
        }
    }

    static void singleton() {
        for (String s : Collections.singletonList("a")) { // bound: 1
            work(s.length());
        }
    }

    static void nothing() {
        for (Object o : Collections.emptyList()) { // bound: 0
            work(o.hashCode());
        }
    }

    static void arrayOfASize(int n) {
        int[] values = new int[Math.max(0, n)];
        for (int value : values) { // bound: n
            work(value);
        }
    }

    static void characters(String text) {
        for (char c : text.toCharArray()) { // bound: size(text)
            work(c);
        }
    }

    static void words(String text) {
        for (String word : text.split(" ")) { // bound: size(text) + 1
            work(word.length());
        }
    }

    static void indexOfAString(String text) {
        for (int i = 0; i < text.length(); i++) { // bound: size(text)
            work(text.charAt(i));
        }
    }

    static void copy(List<Integer> tasks) {
        List<Integer> copy = new ArrayList<>(tasks);
        for (int task : copy) { // bound: size(tasks)
            work(task);
        }
    }

    static void copyWithMore(List<Integer> tasks) {
        List<Integer> copy = new ArrayList<>(tasks);
        copy.add(1);
        for (int task : copy) { // bound: size(copy)
            work(task);
        }
    }

    static void grownParameter(List<Integer> tasks) {
        tasks.add(1);
        for (int task : tasks) { // bound: size(tasks)
            work(task);
        }
    }

    static void subList(List<Integer> tasks) {
        for (int task : tasks.subList(0, Math.min(3, tasks.size()))) { // bound: min(size(tasks), 3)
            work(task);
        }
    }

    static void matrix(int[][] rows) {
        for (int[] row : rows) { // bound: size(rows)
            for (int value : row) { // bound: size(row)
                work(value);
            }
        }
    }

    static void nested(List<List<Integer>> lists) {
        for (List<Integer> list : lists) { // bound: size(lists)
            for (int x : list) { // bound: size(list)
                work(x);
            }
        }
    }

    static void crossProduct(List<Integer> a, List<Integer> b) { // total: size(a) * size(b) + size(a)
        for (int x : a) { // bound: size(a)
            for (int y : b) { // bound: size(b)
                work(x + y);
            }
        }
    }

    static void indexed(List<Integer> tasks) {
        for (int i = 0; i < tasks.size(); i++) { // bound: size(tasks)
            work(tasks.get(i));
        }
    }

    static void indexedBackwards(List<Integer> tasks) {
        for (int i = tasks.size() - 1; i >= 0; i--) { // bound: size(tasks)
            work(tasks.get(i));
        }
    }

    static void indexedWhileGrowing(List<Integer> tasks) {
        for (int i = 0; i < tasks.size(); i++) { // unbounded
            if (tasks.size() < 5000) {
                tasks.add(i);
            }
        }
    }

    static void indexedWhileAnAliasGrows(List<Integer> tasks) {
        List<Integer> alias = tasks;
        for (int i = 0; i < tasks.size(); i++) { // unbounded
            alias.add(i);
        }
    }

    static void indexedWhileAnotherGrows(List<Integer> tasks) {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) { // bound: size(tasks)
            done.add(i);
        }
    }

    static void indexedWhileACalleeGrowsIt(List<Integer> tasks) {
        for (int i = 0; i < tasks.size(); i++) { // unbounded
            grow(tasks);
        }
    }

    private static void grow(List<Integer> list) {
        list.add(1);
    }

    static void queueOnlyPolled(Queue<Integer> queue) {
        while (!queue.isEmpty()) { // bound: size(queue)
            work(queue.poll());
        }
    }

    static void queuePolledInTheTest(Queue<Integer> queue) {
        Integer next;
        while ((next = queue.poll()) != null) { // bound: size(queue)
            work(next);
        }
    }

    static void queuePolledAndRefilled(Queue<Integer> queue, IntPredicate more) {
        while (!queue.isEmpty()) { // unbounded
            int next = queue.poll();
            if (more.test(next)) {
                queue.add(next);
            }
        }
    }

    static void queueRefilledAtOnce(Queue<Integer> queue) {
        while (!queue.isEmpty()) { // unbounded
            queue.add(queue.poll());
        }
    }

    static void queueRefilledWithoutATest(Queue<Integer> queue) {
        while (!queue.isEmpty()) { // unbounded
            int next = queue.poll();
            queue.add(next % 3);
            work(next);
        }
    }

    static void queueRefilledInTheTestForm(Queue<Integer> queue, IntPredicate more) {
        Integer next;
        while ((next = queue.poll()) != null) { // unbounded
            if (more.test(next)) {
                queue.add(next);
            }
        }
    }

    static void queueEmptiedOnOnePath(Queue<Integer> queue, BooleanSupplier oracle) {
        while (!queue.isEmpty()) { // unbounded
            if (oracle.getAsBoolean()) {
                queue.poll();
            }
        }
    }

    static void stackPopped(Deque<Integer> stack) {
        while (!stack.isEmpty()) { // bound: size(stack)
            work(stack.pop());
        }
    }

    static void emptiedBySize(Deque<Integer> stack) {
        while (stack.size() > 0) { // bound: size(stack)
            stack.removeLast();
        }
    }

    static void emptiedUntilTwoAreLeft(Deque<Integer> stack) {
        while (stack.size() > 2) { // bound: max(0, size(stack) - 2)
            stack.removeFirst();
        }
    }

    static void heap(PriorityQueue<Integer> heap) {
        while (!heap.isEmpty()) { // bound: size(heap)
            heap.poll();
        }
    }

    static void worklistWithVisited(Map<Integer, List<Integer>> graph, int root) {
        Deque<Integer> work = new ArrayDeque<>();
        Set<Integer> visited = new HashSet<>();
        work.add(root);
        while (!work.isEmpty()) { // bound: [elements that pass through work]
            int node = work.poll();
            if (visited.add(node)) {
                work.addAll(graph.getOrDefault(node, List.of()));
            }
        }
    }

    static void iterator(List<Integer> tasks) {
        Iterator<Integer> it = tasks.iterator();
        while (it.hasNext()) { // bound: size(tasks)
            work(it.next());
        }
    }

    static void iteratorInAFor(List<Integer> tasks) {
        for (Iterator<Integer> it = tasks.iterator(); it.hasNext();) { // bound: size(tasks)
            work(it.next());
        }
    }

    static void iteratorParameter(Iterator<Integer> it) {
        while (it.hasNext()) { // bound: size(it)
            work(it.next());
        }
    }

    static void iteratorThatIsNotMoved(List<Integer> tasks) {
        Iterator<Integer> it = tasks.iterator();
        while (it.hasNext()) { // unbounded
            work(1);
        }
    }

    static void iteratorMovedOnOnePath(List<Integer> tasks, BooleanSupplier oracle) {
        Iterator<Integer> it = tasks.iterator();
        while (it.hasNext()) { // unbounded
            if (oracle.getAsBoolean()) {
                it.next();
            }
        }
    }

    static void iteratorOpenedAgain(List<Integer> tasks) {
        Iterator<Integer> it = tasks.iterator();
        while (it.hasNext()) { // unbounded
            it.next();
            it = tasks.iterator();
        }
    }

    static void iteratorSharedByTwoLoops(List<Integer> tasks) {
        Iterator<Integer> it = tasks.iterator();
        while (it.hasNext()) { // bound: size(tasks)
            it.next();
            while (it.hasNext()) { // bound: size(tasks)
                if (it.next() > 3) {
                    break;
                }
            }
        }
    }

    static void scanner(String text) {
        Scanner scanner = new Scanner(text);
        while (scanner.hasNext()) { // bound: size(text)
            scanner.next();
        }
    }

    static void matcher(String text) {
        Matcher matcher = Pattern.compile("a").matcher(text);
        while (matcher.find()) { // bound: size(text) + 1
            work(matcher.start());
        }
    }

    static void removeAtEachTurn(List<Integer> tasks) {
        while (!tasks.isEmpty()) { // bound: size(tasks)
            tasks.remove(0);
        }
    }

    static void filtered(List<Integer> tasks) {
        List<Integer> kept = new LinkedList<>();
        for (int task : tasks) { // bound: size(tasks)
            if (task > 3) {
                kept.add(task);
            }
        }
        for (int task : kept) { // bound: size(kept)
            work(task);
        }
    }

    static void streamed(List<Integer> tasks) {
        List<Integer> kept = tasks.stream().filter(t -> t > 3).toList(); // bound: size(tasks)
        for (int task : kept) { // bound: size(tasks)
            work(task);
        }
    }

    static void unmodifiable(List<Integer> tasks) {
        for (int task : Collections.unmodifiableList(tasks)) { // bound: size(tasks)
            work(task);
        }
    }

    static void mapCopy(Map<String, Integer> map) {
        Map<String, Integer> copy = new LinkedHashMap<>(map);
        for (String key : copy.keySet()) { // bound: size(map)
            work(key.length());
        }
    }

    static void nCopies(int n) {
        for (String s : Collections.nCopies(Math.max(0, n), "a")) { // bound: n
            work(s.length());
        }
    }

    static void concatenated(String a, String b) {
        String both = a + b;
        for (int i = 0; i < both.length(); i++) { // bound: size(a) + size(b)
            work(i);
        }
    }

    static void trimmed(String a) {
        String text = a.trim();
        for (int i = 0; i < text.length(); i++) { // bound: size(a)
            work(i);
        }
    }

    static void indexOf(String text) {
        int from = 0;
        while ((from = text.indexOf('a', from)) >= 0) { // bound: size(text)
            from++;
        }
    }

    static void eitherOfTwoLists(boolean first, List<Integer> a, List<Integer> b) {
        List<Integer> chosen = first ? a : b;
        for (int x : chosen) { // bound: max(size(a), size(b))
            work(x);
        }
    }

    private static void work(int i) {}
}
