import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tasks that wait for each other, worked off in waves: each turn takes what is ready. */
class Waves {

    static class Task {
        final int id;
        String name;

        Task(int id) {
            this.id = id;
            this.name = "task " + id;
        }

        int getId() {
            return id;
        }

        void setName(String name) {
            this.name = name;
        }
    }

    static void removed(List<Integer> tasks) {
        List<Integer> pending = new ArrayList<>(tasks);
        Set<Integer> done = new HashSet<>();
        while (!pending.isEmpty()) { // bound: size(tasks) + 1
            List<Integer> ready =
                    pending.stream().filter(task -> task < 3 || done.contains(task - 1)).toList();
            if (ready.isEmpty()) {
                break;
            }
            for (int task : ready) { // bound: size(ready)
                work(task);
                done.add(task);
            }
            pending.removeAll(ready);
        }
    }

    static void removedOnlySometimes(List<Integer> tasks, int limit) {
        List<Integer> pending = new ArrayList<>(tasks);
        while (!pending.isEmpty()) { // unbounded
            List<Integer> ready = pending.stream().filter(task -> task < limit).toList();
            if (ready.isEmpty()) {
                break;
            }
            if (ready.size() > 1) {
                pending.removeAll(ready);
            }
        }
    }

    static void notGuarded(List<Integer> tasks, int limit) {
        List<Integer> pending = new ArrayList<>(tasks);
        while (!pending.isEmpty()) { // unbounded
            List<Integer> ready = pending.stream().filter(task -> task < limit).toList();
            pending.removeAll(ready);
        }
    }

    static void mappedToOthers(List<Integer> tasks, int offset) {
        List<Integer> pending = new ArrayList<>(tasks);
        while (!pending.isEmpty()) { // unbounded
            List<Integer> ready = pending.stream().map(task -> task + offset).toList();
            if (ready.isEmpty()) {
                break;
            }
            pending.removeAll(ready);
        }
    }

    static void refilled(List<Integer> tasks) {
        List<Integer> pending = new ArrayList<>(tasks);
        while (!pending.isEmpty()) { // unbounded
            List<Integer> ready = pending.stream().filter(task -> task < 3).toList();
            if (ready.isEmpty()) {
                break;
            }
            pending.removeAll(ready);
            pending.add(2);
        }
    }

    static void writtenDown(List<Task> tasks) {
        Set<Integer> done = new HashSet<>();
        while (done.size() < tasks.size()) { // bound: size(tasks) + 1
            List<Task> ready = tasks.stream()
                    .filter(task -> !done.contains(task.getId()))
                    .filter(task -> task.id < 3 || done.contains(task.id - 1))
                    .collect(Collectors.toList());
            if (ready.isEmpty()) {
                break;
            }
            for (Task task : ready) { // bound: size(tasks)
                work(task.id);
                done.add(task.getId());
            }
        }
    }

    static void writtenDownUnderAnotherKey(List<Task> tasks) {
        Set<Integer> done = new HashSet<>();
        while (done.size() < tasks.size()) { // unbounded
            List<Task> ready =
                    tasks.stream().filter(task -> !done.contains(task.getId())).toList();
            if (ready.isEmpty()) {
                break;
            }
            for (Task task : ready) { // bound: size(tasks)
                done.add(task.name.length());
            }
        }
    }

    static void underAKeyThatChanges(List<Task> tasks) {
        Set<String> done = new HashSet<>();
        while (true) { // unbounded
            List<Task> ready =
                    tasks.stream().filter(task -> !done.contains(task.name)).toList();
            if (ready.isEmpty()) {
                break;
            }
            for (Task task : ready) { // bound: size(tasks)
                done.add(task.name);
                task.setName(task.name + "'");
            }
        }
    }

    static void doneOrFailed(List<Integer> tasks, int limit) {
        Set<Integer> done = new HashSet<>();
        Set<Integer> failed = new HashSet<>();
        while (true) { // bound: size(tasks) + 1
            List<Integer> ready = new ArrayList<>();
            for (Integer task : tasks) { // bound: size(tasks)
                if (!done.contains(task) && !failed.contains(task) && (task < 3 || done.contains(task - 1))) {
                    ready.add(task);
                }
            }
            if (ready.isEmpty()) {
                break;
            }
            for (Integer task : ready) { // bound: size(ready)
                try {
                    check(task, limit);
                    done.add(task);
                } catch (IllegalStateException e) {
                    failed.add(task);
                }
            }
        }
    }

    static void aFailureIsForgotten(List<Integer> tasks, int limit) {
        Set<Integer> done = new HashSet<>();
        while (true) { // unbounded
            List<Integer> ready =
                    tasks.stream().filter(task -> !done.contains(task)).toList();
            if (ready.isEmpty()) {
                break;
            }
            for (Integer task : ready) { // bound: size(tasks)
                try {
                    check(task, limit);
                    done.add(task);
                } catch (IllegalStateException e) {
                    work(task);
                }
            }
        }
    }

    static void leftBeforeItIsDone(List<Integer> tasks, int limit) {
        Set<Integer> done = new HashSet<>();
        while (true) { // unbounded
            List<Integer> ready =
                    tasks.stream().filter(task -> !done.contains(task)).toList();
            if (ready.isEmpty()) {
                break;
            }
            for (Integer task : ready) { // bound: size(tasks)
                if (task > limit) {
                    break;
                }
                done.add(task);
            }
        }
    }

    static void forgotten(List<Integer> tasks) {
        Set<Integer> done = new HashSet<>();
        while (true) { // unbounded
            List<Integer> ready =
                    tasks.stream().filter(task -> !done.contains(task)).toList();
            if (ready.isEmpty()) {
                break;
            }
            ready.forEach(task -> done.add(task)); // bound: size(tasks)
            if (done.size() == 2) {
                done.clear();
            }
        }
    }

    static void inAFunction(Map<String, Integer> tasks) {
        Set<Integer> pending = new LinkedHashSet<>(tasks.values());
        Set<Integer> done = new HashSet<>();
        while (!pending.isEmpty()) { // bound: size(tasks) + 1
            List<Integer> ready = pending.stream()
                    .filter(task -> task < 3 || done.contains(task - 1))
                    .sorted()
                    .toList();
            if (ready.isEmpty()) {
                return;
            }
            ready.forEach(task -> { // bound: size(ready)
                pending.remove(task);
                done.add(task);
            });
        }
    }

    static void oneAfterTheOther(Map<String, Integer> tasks) {
        Map<Integer, String> done = new LinkedHashMap<>();
        while (true) { // bound: size(tasks) + 1
            Integer next = tasks.values().stream()
                    .filter(task -> !done.containsKey(task))
                    .findFirst()
                    .orElse(null);
            if (next == null) {
                break;
            }
            work(next);
            done.put(next, "done");
        }
    }

    static void theFirstThatIsReady(List<Integer> tasks) {
        List<Integer> pending = new ArrayList<>(tasks);
        while (!pending.isEmpty()) { // bound: size(tasks) + 1
            Integer next = null;
            for (Integer task : pending) { // bound: size(tasks)
                if (task < 5) {
                    next = task;
                    break;
                }
            }
            if (next == null) {
                break;
            }
            work(next);
            pending.remove(next);
        }
    }

    static void check(int task, int limit) {
        if (task > limit) {
            throw new IllegalStateException("no");
        }
    }

    static void work(int task) {}
}
