import com.github.rholder.retry.RetryerBuilder;
import com.github.rholder.retry.StopStrategies;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.retry.policy.SimpleRetryPolicy;
import org.springframework.retry.support.RetryTemplate;

/** Retry libraries: a number of attempts counts the first one, a number of retries does not. */
class Retries {

    static int done;

    static int fail() {
        done++;
        throw new IllegalStateException("failed");
    }

    // ---- resilience4j: attempts, three without a word

    static void resilience4j() { // total: 4
        RetryConfig config = RetryConfig.custom().maxAttempts(4).waitDuration(Duration.ofMillis(1)).build();
        Retry.of("a", config).executeSupplier(() -> fail()); // bound: 4
    }

    static void resilience4jByDefault() { // total: 3
        RetryConfig config = RetryConfig.custom().waitDuration(Duration.ofMillis(1)).build();
        Retry.of("a", config).executeSupplier(() -> fail()); // bound: 3
    }

    static void resilience4jByAParameter(int n) {
        RetryConfig config =
                RetryConfig.custom().maxAttempts(Math.max(1, n)).waitDuration(Duration.ofMillis(1)).build();
        Retry.of("a", config).executeSupplier(() -> fail()); // bound: max(n, 1)
    }

    static void resilience4jDecorated() { // total: 2
        RetryConfig config = RetryConfig.custom().maxAttempts(2).waitDuration(Duration.ofMillis(1)).build();
        Supplier<Integer> decorated = Retry.decorateSupplier(Retry.of("a", config), () -> fail()); // bound: 2
        decorated.get();
    }

    static void resilience4jDecoratedAndNotRun() {
        RetryConfig config = RetryConfig.custom().maxAttempts(2).waitDuration(Duration.ofMillis(1)).build();
        Retry.decorateSupplier(Retry.of("a", config), () -> fail()); // bound: 2
    }

    // ---- Failsafe: attempts or retries

    static void failsafeAttempts() { // total: 4
        RetryPolicy<Integer> policy = RetryPolicy.<Integer>builder().withMaxAttempts(4).build();
        Failsafe.with(policy).get(() -> fail()); // bound: 4
    }

    static void failsafeRetries() { // total: 5
        RetryPolicy<Integer> policy = RetryPolicy.<Integer>builder().withMaxRetries(4).build();
        Failsafe.with(policy).get(() -> fail()); // bound: 5
    }

    static void failsafeByDefault() { // total: 3
        Failsafe.with(RetryPolicy.ofDefaults()).get(() -> fail()); // bound: 3
    }

    // ---- Spring Retry: attempts, three without a word

    static void springRetry() { // total: 4
        RetryTemplate template = RetryTemplate.builder().maxAttempts(4).noBackoff().build();
        template.execute(context -> fail()); // bound: 4
    }

    static void springRetryByDefault() { // total: 3
        RetryTemplate template = new RetryTemplate();
        template.execute(context -> fail()); // bound: 3
    }

    static void springRetryByAPolicy() { // total: 2
        RetryTemplate template = new RetryTemplate();
        template.setRetryPolicy(new SimpleRetryPolicy(2));
        template.execute(context -> fail()); // bound: 2
    }

    static void springRetryWithARecovery() { // total: 4
        RetryTemplate template = RetryTemplate.builder().maxAttempts(4).noBackoff().build();
        template.execute(context -> fail(), context -> 0); // bound: 4
    }

    // ---- Guava-retrying: attempts, and without a strategy no end

    static void guavaRetrying() throws Exception { // total: 4
        RetryerBuilder.<Integer>newBuilder()
                .retryIfException()
                .withStopStrategy(StopStrategies.stopAfterAttempt(4))
                .build()
                .call(() -> fail()); // bound: 4
    }

    void guavaRetryingWithoutAStrategy() throws Exception {
        RetryerBuilder.<Integer>newBuilder()
                .retryIfException()
                .build()
                .call(() -> fail()); // unbounded
    }
}
