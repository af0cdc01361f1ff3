package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pauses between requests are a part of the latency. */
class PauseTest {

    private static final String REQUEST = "answerTokens * millisPerOutputToken + firstTokenMillis";
    private static final String THREE = "3 * answerTokens * millisPerOutputToken + 3 * firstTokenMillis";

    private static String latency(String body) {
        return AgentSource.withMembers("""
                        void run(String text, long wait, boolean done) throws Exception {
                            %s
                        }
                        """.formatted(body.replace("ASK", "model.chat(text);")))
                .entry("run")
                .cost()
                .get(Dimension.LATENCY_MILLIS)
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "ASK Thread.sleep(250); > 250",
                "ASK Thread.sleep(2 * 1000L); > 2000",
                "ASK java.util.concurrent.TimeUnit.SECONDS.sleep(3); > 3000",
                "ASK Thread.sleep(java.time.Duration.ofMinutes(1)); > 60000",
                "ASK Thread.sleep(wait); > pauseMillis",
            })
    void aPauseAddsItsLength(String body, String pause) {
        assertThat(latency(body)).contains(pause).contains(REQUEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "for (int i = 0; i < 3; i++) { try { ASK return; } catch (RuntimeException e) { Thread.sleep(500); } } > 1500",
                "for (int i = 0; i < 3; i++) { ASK Thread.sleep(wait); } > 3 * pauseMillis",
            })
    void backoffAddsItsLengthInEachTurn(String body, String pause) {
        assertThat(latency(body)).contains(pause).contains(THREE.substring(THREE.length() - 20));
    }

    @ParameterizedTest
    @CsvSource({"ASK while (!done) { Thread.sleep(100); }", "ASK java.util.concurrent.locks.LockSupport.parkNanos(5);"})
    void waitingForSomethingElseIsNotTheAgentsTime(String body) {
        assertThat(latency(body)).isEqualTo(REQUEST);
    }

    /** Four turns with the lengths of the pauses that really are made. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "long delay = 100; for (int i = 0; i < 4; i++) { ASK Thread.sleep(delay); delay *= 2; } > 1500",
                "long delay = 100; for (int i = 0; i < 4; i++) { ASK delay = delay * 2; Thread.sleep(delay); } > 3000",
                "long delay = 100; for (int i = 0; i < 4; i++) { ASK Thread.sleep(delay); delay = Math.min(delay * 2, 300); } > 900",
                "for (int i = 0; i < 4; i++) { ASK Thread.sleep(1000L * (i + 1)); } > 10000",
                "for (int i = 1; i <= 4; i++) { ASK Thread.sleep(100L << i); } > 3000",
                "for (int i = 0; i < 4; i++) { ASK Thread.sleep((long) Math.pow(2, i) * 1000); } > 15000",
                "for (int i = 0; i < 4; i++) { ASK long delay = 10L * i; Thread.sleep(delay); } > 60",
                "int i = 0; while (i < 4) { ASK i++; java.util.concurrent.TimeUnit.SECONDS.sleep(i); } > 10000",
            })
    void aBackoffThatGrowsAddsTheSumOfItsLengths(String body, String sum) {
        assertThat(latency(body)).endsWith(" + " + sum).doesNotContain("pauseMillis");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "for (int i = 0; i < 4; i++) { ASK Thread.sleep(100 + new java.util.Random().nextInt(50)); } > 4 * pauseMillis",
                "long delay = wait; for (int i = 0; i < 4; i++) { ASK Thread.sleep(delay); delay *= 2; } > 4 * pauseMillis",
                "long delay = 1; for (int j = 0; j < 2; j++) { for (int i = 0; i < 2; i++) { ASK Thread.sleep(delay); delay *= 2; } } > 4 * pauseMillis",
                "long delay = 1; for (int i = 0; i < 4; i++) { ASK if (done) { delay *= 2; } Thread.sleep(delay); } > 4 * pauseMillis",
            })
    void aBackoffOfWhichNothingIsKnownIsAssumed(String body, String pause) {
        assertThat(latency(body)).contains(pause);
    }
}
