import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;

/** RxJava: what runs how often. */
class Rx {

    static int done;

    static int work(int i) {
        done++;
        return i;
    }

    static int fail(int i) {
        done++;
        throw new IllegalStateException("failed");
    }

    static void range() {
        Flowable.range(3, 5) // bound: 5
                .map(i -> work(i))
                .blockingSubscribe();
    }

    static void fromIterable(List<Integer> tasks) {
        Observable.fromIterable(tasks)
                .map(i -> work(i)) // bound: size(tasks)
                .blockingSubscribe();
    }

    static void taken(List<Integer> tasks) {
        Observable.fromIterable(tasks)
                .take(2)
                .map(i -> work(i)) // bound: min(size(tasks), 2)
                .blockingSubscribe();
    }

    static void takenUntil(List<Integer> tasks) {
        Observable.fromIterable(tasks)
                .takeUntil(i -> work(i) > 3) // bound: size(tasks)
                .blockingSubscribe();
    }

    static void concatMapped(List<Integer> tasks) {
        Flowable.fromIterable(tasks)
                .concatMap(i -> Flowable.just(work(i))) // bound: size(tasks)
                .blockingSubscribe();
    }

    static void repeated() { // total: 3
        Single.fromCallable(() -> work(1))
                .repeat(3) // bound: 3
                .blockingSubscribe();
    }

    static void repeatedForEverAndTaken() {
        Single.fromCallable(() -> work(1))
                .repeat() // unbounded
                .take(4)
                .blockingSubscribe();
    }

    static void retried() { // total: 3
        Single.fromCallable(() -> fail(1))
                .retry(2) // bound: 3
                .onErrorReturnItem(0)
                .blockingGet();
    }

    static void retriedByAnything() {
        int[] runs = {0};
        Single.fromCallable(() -> runs[0]++ < 3 ? fail(1) : work(1))
                .retry(error -> true) // unbounded
                .blockingGet();
    }

    static void retriedWithACountAndATest() {
        Single.fromCallable(() -> fail(1))
                .retry(2, error -> true) // bound: 3
                .onErrorReturnItem(0)
                .blockingGet();
    }

    static void retriedUntil() {
        int[] runs = {0};
        Observable.fromCallable(() -> fail(1))
                .retryUntil(() -> runs[0]++ > 3) // unbounded
                .onErrorReturnItem(0)
                .blockingSubscribe();
    }

    static void nobodySubscribes(List<Integer> tasks) { // total: 0
        Observable.fromIterable(tasks).map(i -> work(i)); // bound: size(tasks)
    }
}
