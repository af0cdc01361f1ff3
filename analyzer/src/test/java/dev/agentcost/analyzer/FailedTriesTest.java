package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import org.junit.jupiter.api.Test;

/** Requests that a library sends again where they fail. */
class FailedTriesTest {

    private static final String SOURCE = """
            import dev.langchain4j.model.openai.OpenAiChatModel;

            class Agent {
                String ask(String question) {
                    OpenAiChatModel model = OpenAiChatModel.builder().modelName("any")RETRIES.build();
                    for (int attempt = 0; attempt < 4; attempt++) {
                        model.chat(question);
                    }
                    return "";
                }
            }
            """;

    private static String cost(String retries, int failedTries, Dimension dimension) {
        return AgentSource.failing(SOURCE.replace("RETRIES", retries), failedTries)
                .entry("ask")
                .cost()
                .get(dimension)
                .toString();
    }

    @Test
    void withoutFailuresARequestIsSentOnce() {
        assertThat(cost("", 0, Dimension.MODEL_CALLS)).isEqualTo("4");
    }

    @Test
    void aLoopMultipliesWhatTheLibraryTriesAgain() {
        // three tries each by default, four times
        assertThat(cost("", 9, Dimension.MODEL_CALLS)).isEqualTo("12");
        assertThat(cost("", 1, Dimension.MODEL_CALLS)).isEqualTo("8");
    }

    @Test
    void theBuildersLimitHoldsInThePlaceOfTheDefault() {
        assertThat(cost(".maxRetries(5)", 9, Dimension.MODEL_CALLS)).isEqualTo("24");
        assertThat(cost(".maxRetries(0)", 9, Dimension.MODEL_CALLS)).isEqualTo("4");
    }

    @Test
    void onlyTheLastTryIsAnsweredButAllAreSent() {
        assertThat(cost("", 2, Dimension.OUTPUT_TOKENS)).isEqualTo(cost("", 0, Dimension.OUTPUT_TOKENS));
        assertThat(cost("", 2, Dimension.INPUT_TOKENS)).isEqualTo("12 * userTurnTokens");
    }
}
