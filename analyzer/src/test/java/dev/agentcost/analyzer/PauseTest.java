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
}
