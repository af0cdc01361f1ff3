import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/** Lists of work into which is put back what failed, or what came out of a task, up to a limit that each task counts itself. */
class Requeues {

    static final int MOST = 3;

    static class Task implements Comparable<Task> {
        final int id;
        private int attempts;
        private int left = 2;

        Task(int id) {
            this.id = id;
        }

        Task(int id, int attempts) {
            this.id = id;
            this.attempts = attempts;
        }

        int getAttempts() {
            return attempts;
        }

        void failed() {
            attempts++;
        }

        void reset() {
            attempts = 0;
        }

        boolean mayBeTriedAgain() {
            return attempts < MOST;
        }

        @Override
        public int compareTo(Task other) {
            return Integer.compare(id, other.id);
        }
    }

    record Node(int id, int depth) {}

    static void putBackWhileCounted(List<Integer> ids, IntPredicate works) {
        Deque<Task> open = new ArrayDeque<>(ids.stream().map(Task::new).toList());
        while (!open.isEmpty()) { // bound: 5 * size(ids)
            Task task = open.poll();
            if (!works.test(task.id) && task.attempts++ < MOST) {
                open.add(task);
            }
        }
    }

    static void countedBeforeTheTest(List<Integer> ids, IntPredicate works) {
        Deque<Task> open = new ArrayDeque<>(ids.stream().map(Task::new).toList());
        while (!open.isEmpty()) { // bound: 4 * size(ids)
            Task task = open.removeFirst();
            if (!works.test(task.id)) {
                task.failed();
                if (task.getAttempts() < MOST) {
                    open.addLast(task);
                }
            }
        }
    }

    static void testedByItself(List<Integer> ids, IntPredicate works) {
        Queue<Task> open = new PriorityQueue<>(ids.stream().map(Task::new).toList());
        Task task;
        while ((task = open.poll()) != null) { // bound: 4 * size(ids)
            if (!works.test(task.id) && task.mayBeTriedAgain()) {
                task.failed();
                open.offer(task);
            }
        }
    }

    static void countedDown(List<Integer> ids, IntPredicate works) {
        Deque<Task> open = new ArrayDeque<>(ids.stream().map(Task::new).toList());
        while (!open.isEmpty()) { // bound: 3 * size(ids)
            Task task = open.poll();
            if (task.left > 0 && !works.test(task.id)) {
                task.left--;
                open.add(task);
            }
        }
    }

    static void replacedByAnother(List<Integer> ids, IntPredicate works) {
        Deque<Task> open = new ArrayDeque<>(ids.stream().map(Task::new).toList());
        while (!open.isEmpty()) { // bound: 4 * size(ids)
            Task task = open.poll();
            if (!works.test(task.id) && task.getAttempts() < MOST) {
                open.add(new Task(task.id, task.getAttempts() + 1));
            }
        }
    }

    static void expandedToADepth(int root) {
        Deque<Node> open = new ArrayDeque<>();
        open.add(new Node(root, 0));
        while (!open.isEmpty()) { // bound: [3 - node.depth] * size(open) * 2^[3 - node.depth] + size(open) * 2^[3 - node.depth]
            Node node = open.poll();
            if (node.depth() < 3) {
                open.add(new Node(2 * node.id(), node.depth() + 1));
                open.add(new Node(2 * node.id() + 1, node.depth() + 1));
            }
        }
    }

    static void notCounted(List<Integer> ids, IntPredicate works) {
        Deque<Task> open = new ArrayDeque<>(ids.stream().map(Task::new).toList());
        while (!open.isEmpty()) { // unbounded
            Task task = open.poll();
            if (!works.test(task.id) && task.getAttempts() < MOST) {
                open.add(task);
            }
        }
    }

    static void countedOnlySometimes(List<Integer> ids, IntPredicate works, BooleanSupplier counts) {
        Deque<Task> open = new ArrayDeque<>(ids.stream().map(Task::new).toList());
        while (!open.isEmpty()) { // unbounded
            Task task = open.poll();
            if (!works.test(task.id) && task.getAttempts() < MOST) {
                if (counts.getAsBoolean()) {
                    task.failed();
                }
                open.add(task);
            }
        }
    }

    static void countedAnew(List<Integer> ids, IntPredicate works) {
        Deque<Task> open = new ArrayDeque<>(ids.stream().map(Task::new).toList());
        while (!open.isEmpty()) { // unbounded
            Task task = open.poll();
            if (!works.test(task.id) && task.getAttempts() < MOST) {
                task.failed();
                if (task.getAttempts() == MOST) {
                    task.reset();
                }
                open.add(task);
            }
        }
    }

    static void allCountedAnew(List<Integer> ids, IntPredicate works) {
        List<Task> all = ids.stream().map(Task::new).toList();
        Deque<Task> open = new ArrayDeque<>(all);
        while (!open.isEmpty()) { // unbounded
            Task task = open.poll();
            if (!works.test(task.id) && task.getAttempts() < MOST) {
                task.failed();
                open.add(task);
                for (Task other : all) { // bound: size(ids)
                    other.reset();
                }
            }
        }
    }

    static void anotherIsCounted(List<Integer> ids, IntPredicate works) {
        Deque<Task> open = new ArrayDeque<>(ids.stream().map(Task::new).toList());
        Task first = new Task(0);
        while (!open.isEmpty()) { // unbounded
            Task task = open.poll();
            if (!works.test(task.id) && task.getAttempts() < MOST) {
                first.failed();
                open.add(task);
            }
        }
    }

    static void replacedByANewOne(List<Integer> ids, IntPredicate works) {
        Deque<Task> open = new ArrayDeque<>(ids.stream().map(Task::new).toList());
        while (!open.isEmpty()) { // unbounded
            Task task = open.poll();
            if (!works.test(task.id) && task.getAttempts() < MOST) {
                task.failed();
                open.add(new Task(task.id));
            }
        }
    }

    static void anotherIsPutBackUncounted(List<Integer> ids, IntPredicate works) {
        Deque<Task> open = new ArrayDeque<>(ids.stream().map(Task::new).toList());
        while (!open.isEmpty()) { // unbounded
            Task task = open.poll();
            if (!works.test(task.id) && task.getAttempts() < MOST) {
                task.failed();
                open.add(task);
            } else {
                open.add(new Task(task.id));
            }
        }
    }

    static void taskBeforeIsPutBack(List<Integer> ids, IntPredicate works) {
        Deque<Task> open = new ArrayDeque<>(ids.stream().map(Task::new).toList());
        Task before = new Task(-1);
        while (!open.isEmpty()) { // unbounded
            Task task = open.poll();
            if (!works.test(task.id) && task.getAttempts() < MOST) {
                task.failed();
                open.add(before);
            }
            before = new Task(task.id);
        }
    }

    static void depthForgotten(int root) {
        Deque<Node> open = new ArrayDeque<>();
        open.add(new Node(root, 0));
        while (!open.isEmpty()) { // unbounded
            Node node = open.poll();
            if (node.depth() < 3) {
                open.add(new Node(node.id() + 1, node.depth()));
            }
        }
    }

    static void depthSetBackBeforeTheNext(int root) {
        Deque<Task> open = new ArrayDeque<>();
        open.add(new Task(root, 0));
        while (!open.isEmpty()) { // unbounded
            Task task = open.poll();
            if (task.getAttempts() < MOST) {
                task.reset();
                open.add(new Task(task.id, task.getAttempts() + 1));
            }
        }
    }

    static void depthSetBackAfterwards(int root) {
        Deque<Task> open = new ArrayDeque<>();
        open.add(new Task(root, 0));
        while (!open.isEmpty()) { // unbounded
            Task task = open.poll();
            if (task.getAttempts() < MOST) {
                Task next = new Task(task.id, task.getAttempts() + 1);
                next.reset();
                open.add(next);
            }
        }
    }
}
