package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import org.junit.jupiter.api.Test;

/** The limit on answers is also the size of the answers that are kept. */
class AnswerSizeTest {

    private static final String FRAME = """
            import dev.langchain4j.data.message.*;
            import dev.langchain4j.memory.ChatMemory;
            import dev.langchain4j.memory.chat.MessageWindowChatMemory;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.model.openai.OpenAiChatModel;
            import java.util.*;
            class Agent {
                %s
            }
            """;

    private static final String TURNS =
            "void run() { List<ChatMessage> ms = new ArrayList<>(); for (int i = 0; i < 3; i++) {"
                    + " AiMessage said = used.chat(ms).aiMessage(); ms.add(said); } }";

    @Test
    void isTheLimitOfTheClient() {
        String limited = "ChatModel used = OpenAiChatModel.builder().maxTokens(4000).build();";
        assertThat(inputTokens(limited + TURNS)).isEqualTo("12000");
    }

    @Test
    void isAssumedWithoutALimit() {
        assertThat(inputTokens("ChatModel used;" + TURNS)).isEqualTo("3 * answerTokens");
    }

    @Test
    void isThatOfTheRequestThatTheAnswerComesFrom() {
        String other = "ChatModel used = OpenAiChatModel.builder().maxTokens(100).build();"
                + " ChatModel other = OpenAiChatModel.builder().maxTokens(9000).build(); void two() { other.chat(\"x\"); }";
        assertThat(inputTokens(other + TURNS)).isEqualTo("300");
    }

    @Test
    void isTheLongestWhereTheRequestIsNotSeen() {
        String helper = "ChatModel used = OpenAiChatModel.builder().maxTokens(100).build();"
                + " ChatModel other = OpenAiChatModel.builder().maxTokens(9000).build(); void two() { other.chat(\"x\"); }"
                + " void keep(List<ChatMessage> ms, AiMessage said) { ms.add(said); }";
        assertThat(inputTokens(helper + TURNS.replace("ms.add(said)", "keep(ms, said)")))
                .isEqualTo("27000");
    }

    @Test
    void fillsAWindowOfMessages() {
        String window = "ChatModel used = OpenAiChatModel.builder().maxTokens(4000).build(); void run() {"
                + " ChatMemory ms = MessageWindowChatMemory.withMaxMessages(2); for (int i = 0; i < 3; i++) {"
                + " ms.add(used.chat(ms.messages()).aiMessage()); } }";
        assertThat(inputTokens(window)).contains("4000");
    }

    private static String inputTokens(String members) {
        return AgentSource.of(FRAME.formatted(members), false)
                .entry("run")
                .cost()
                .get(Dimension.INPUT_TOKENS)
                .toString();
    }
}
