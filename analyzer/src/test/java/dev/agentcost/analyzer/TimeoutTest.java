package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request takes no longer than its client waits for it. */
class TimeoutTest {

    private static final String REQUEST = "answerTokens * millisPerOutputToken + firstTokenMillis";

    private static String latency(String timeout) {
        return AgentSource.withMembers("""
                        String ask(java.time.Duration given) {
                            return dev.langchain4j.model.openai.OpenAiChatModel.builder()%s.build().chat("go on");
                        }
                        """.formatted(timeout))
                .entry("ask")
                .cost()
                .get(Dimension.LATENCY_MILLIS)
                .toString();
    }

    @ParameterizedTest
    @CsvSource({
        ".timeout(java.time.Duration.ofSeconds(9)), 9000",
        ".timeout(java.time.Duration.ofMinutes(1)), 60000",
        ".timeout(java.time.Duration.ofMillis(250)), 250",
    })
    void limitsTheTimeOfARequest(String timeout, String millis) {
        assertThat(latency(timeout)).startsWith("min(").contains(REQUEST).contains(millis);
    }

    @ParameterizedTest
    @CsvSource({"''", ".timeout(given)", ".timeout(30)", ".timeout(java.time.Duration.parse(\"PT5S\"))"})
    void thatTheSourceDoesNotTellLimitsNothing(String timeout) {
        assertThat(latency(timeout)).isEqualTo(REQUEST);
    }
}
