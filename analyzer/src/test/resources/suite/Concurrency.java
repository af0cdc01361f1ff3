import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Work that other threads do: compiled, but not run. */
class Concurrency {

    void submitted(ExecutorService pool, List<Integer> tasks) { // total: 3 * size(tasks)
        for (int task : tasks) { // bound: size(tasks)
            pool.submit(() -> {
                for (int i = 0; i < 2; i++) { // bound: 2
                    work(i);
                }
            });
        }
    }

    void collectedFutures(ExecutorService pool, List<Integer> tasks) throws Exception {
        List<Future<Integer>> futures = new ArrayList<>();
        for (int task : tasks) { // bound: size(tasks)
            futures.add(pool.submit(() -> task + 1));
        }
        for (Future<Integer> future : futures) { // bound: size(futures)
            work(future.get());
        }
    }

    void invokedAll(ExecutorService pool, List<Callable<Integer>> tasks) throws Exception {
        for (Future<Integer> future : pool.invokeAll(tasks)) { // bound: size(tasks)
            work(future.get());
        }
    }

    CompletableFuture<Integer> stages(int n) { // total: n + 3
        return CompletableFuture.supplyAsync(() -> {
                    for (int i = 0; i < n; i++) { // bound: n
                        work(i);
                    }
                    return n;
                })
                .thenApply(x -> {
                    for (int i = 0; i < 3; i++) { // bound: 3
                        work(i);
                    }
                    return x;
                });
    }

    List<Integer> joined(List<Integer> tasks) {
        List<CompletableFuture<Integer>> futures = tasks.stream()
                .map(task -> CompletableFuture.supplyAsync(() -> task)) // bound: size(tasks)
                .toList();
        return futures.stream()
                .map(CompletableFuture::join) // bound: size(tasks)
                .toList();
    }

    void scheduled(ScheduledExecutorService scheduler) {
        scheduler.scheduleAtFixedRate(() -> work(1), 0, 1, TimeUnit.SECONDS); // growth: O(n)
    }

    void scheduledOnce(ScheduledExecutorService scheduler) {
        scheduler.schedule(() -> work(1), 1, TimeUnit.SECONDS);
    }

    void timer(Timer timer) {
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        work(1);
                    }
                },
                1_000);
    }

    void parallel(List<Integer> tasks) {
        tasks.parallelStream().forEach(x -> work(x)); // bound: size(tasks)
    }

    void generatedWithALimit(int n) {
        Stream.generate(() -> 1) // bound: n
                .limit(n)
                .forEach(x -> work(x)); // bound: n
    }

    void flatMapped(List<List<Integer>> lists) {
        lists.stream()
                .flatMap(list -> list.stream()) // bound: size(lists)
                .collect(Collectors.toList());
    }

    void rangeMapped(int n) {
        IntStream.range(0, n)
                .mapToObj(i -> "x" + i) // bound: n
                .toList();
    }

    void pollingUntilDone(Future<Integer> future) throws Exception {
        while (!future.isDone()) { // unbounded
            Thread.sleep(10);
        }
    }

    void pollingWithAttempts(Future<Integer> future) throws Exception {
        int polls = 0;
        while (!future.isDone() && polls++ < 100) { // bound: 100
            Thread.sleep(10);
        }
    }

    void awaited(ExecutorService pool) throws Exception {
        for (int i = 0; i < 5 && !pool.awaitTermination(1, TimeUnit.SECONDS); i++) { // bound: 5
            work(i);
        }
    }

    private static void work(int i) {}
}
