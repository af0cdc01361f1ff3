import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Reactor: what runs how often. */
class Reactive {

    static int done;

    static int work(int i) {
        done++;
        return i;
    }

    static int fail(int i) {
        done++;
        throw new IllegalStateException("failed");
    }

    static void range() { // total: 5
        Flux.range(3, 5) // bound: 5
                .map(i -> work(i))
                .blockLast();
    }

    static void rangeOfAParameter(int n) { // total: n
        Flux.range(0, Math.max(0, n)) // bound: n
                .map(i -> work(i))
                .blockLast();
    }

    static void fromIterable(List<Integer> tasks) {
        Flux.fromIterable(tasks)
                .map(i -> work(i)) // bound: size(tasks)
                .blockLast();
    }

    static void just() {
        Flux.just(1, 2, 3)
                .doOnNext(i -> work(i)) // bound: 3
                .blockLast();
    }

    static void nobodySubscribes(List<Integer> tasks) { // total: 0
        Flux.fromIterable(tasks).map(i -> work(i)); // bound: size(tasks)
    }

    static void taken(List<Integer> tasks) {
        Flux.fromIterable(tasks)
                .take(2)
                .map(i -> work(i)) // bound: min(size(tasks), 2)
                .blockLast();
    }

    static void takenUntil(List<Integer> tasks) {
        Flux.fromIterable(tasks)
                .takeUntil(i -> work(i) > 3) // bound: size(tasks)
                .blockLast();
    }

    static void concatMapped(List<Integer> tasks) {
        Flux.fromIterable(tasks)
                .concatMap(i -> Mono.just(work(i))) // bound: size(tasks)
                .blockLast();
    }

    static void repeated() { // total: 4
        Mono.fromCallable(() -> work(1))
                .repeat(3) // bound: 4
                .blockLast();
    }

    static void repeatedByAParameter(int n) {
        Mono.fromCallable(() -> work(1))
                .repeat(Math.max(0, n)) // bound: n + 1
                .blockLast();
    }

    static void repeatedForEverAndTaken() {
        Mono.fromCallable(() -> work(1))
                .repeat() // unbounded
                .take(4)
                .blockLast();
    }

    static void repeatedWhile() {
        AtomicInteger runs = new AtomicInteger();
        Mono.fromCallable(() -> work(1))
                .repeat(() -> runs.incrementAndGet() < 4) // unbounded
                .blockLast();
    }

    static void retried() { // total: 3
        Mono.fromCallable(() -> fail(1))
                .retry(2) // bound: 3
                .onErrorReturn(0)
                .block();
    }

    static void retriedWhen() {
        Mono.fromCallable(() -> fail(1))
                .retryWhen(Retry.max(2)) // bound: 3
                .onErrorReturn(0)
                .block();
    }

    static void retriedWithoutALimit() {
        AtomicInteger runs = new AtomicInteger();
        Mono.fromCallable(() -> runs.incrementAndGet() < 3 ? fail(1) : work(1))
                .retry() // unbounded
                .block();
    }

    static void retriedInARow() {
        Mono.fromCallable(() -> fail(1))
                .retryWhen(Retry.maxInARow(2)) // unbounded
                .onErrorReturn(0)
                .block();
    }

    static void expanded() {
        Mono.just(1)
                .expand(i -> work(i) < 4 ? Mono.just(i + 1) : Mono.empty()) // unbounded
                .blockLast();
    }

    static void expandedAndTaken() {
        Mono.just(1)
                .expand(i -> Mono.just(work(i) + 1)) // bound: 5
                .take(5)
                .blockLast();
    }

    static void generatedAndTaken() {
        Flux.<Integer>generate(sink -> sink.next(work(1))) // bound: 5
                .take(5)
                .blockLast();
    }

    static void nestedPipelines(List<Integer> tasks) {
        Flux.fromIterable(tasks)
                .flatMap(i -> // bound: size(tasks)
                        Flux.range(0, 3) // bound: 3
                                .map(j -> work(j)))
                .blockLast();
    }

    static void eachSubscriptionRunsItAgain() { // total: 10
        Flux<Integer> flux = Flux.range(0, 5) // bound: 5
                .map(i -> work(i));
        flux.blockLast();
        flux.blockLast();
    }
}
