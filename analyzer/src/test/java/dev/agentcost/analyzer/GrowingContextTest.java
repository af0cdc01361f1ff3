package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.ContextGrowth;
import org.junit.jupiter.api.Test;

/** Which place it is whose content grows from turn to turn. */
class GrowingContextTest {

    private static final String AGENT = """
            import dev.langchain4j.agent.tool.ToolExecutionRequest;
            import dev.langchain4j.data.message.*;
            import dev.langchain4j.memory.ChatMemory;
            import dev.langchain4j.memory.chat.MessageWindowChatMemory;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.service.tool.ToolExecutor;
            import java.util.ArrayList;
            import java.util.List;

            class Agent {
                void run(ChatModel model, ToolExecutor tool, String question) {
                    BODY
                }
            }
            """;

    @Test
    void theTextThatIsPutIntoAMemoryIsCountedThereAndNowhereElse() {
        assertGrowth("""
                ChatMemory memory = MessageWindowChatMemory.withMaxMessages(12);
                while (true) { // HERE
                    AiMessage answer = model.chat(memory.messages()).aiMessage();
                    memory.add(answer);
                    for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
                        String result = tool.execute(call, null);
                        memory.add(ToolExecutionResultMessage.from(call, result));
                    }
                }
                """, ContextGrowth.Kind.WINDOWED, "memory");
    }

    @Test
    void aTextThatGrowsItselfGrowsInAListToo() {
        assertGrowth("""
                String prompt = question;
                List<ChatMessage> messages = new ArrayList<>();
                while (true) { // HERE
                    prompt += model.chat(messages).aiMessage().text();
                    messages.clear();
                    messages.add(UserMessage.from(prompt));
                }
                """, ContextGrowth.Kind.LINEAR, "prompt");
    }

    @Test
    void aBuilderThatAChainOfCallsBeginsIsOneContextWithWhatItIsGiven() {
        String source = """
                import com.openai.client.OpenAIClient;
                import com.openai.models.chat.completions.*;

                class Agent {
                    void run(OpenAIClient client, String question) {
                        ChatCompletionCreateParams.Builder conversation = ChatCompletionCreateParams.builder()
                                .maxCompletionTokens(1000)
                                .addUserMessage(question);
                        while (true) { // HERE
                            ChatCompletion answer = client.chat().completions().create(conversation.build());
                            conversation.addMessage(answer.choices().get(0).message());
                        }
                    }
                }
                """;
        ContextGrowth growth = AgentSource.of(source, false).site().context();
        assertThat(growth.growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth.context()).isEqualTo("conversation");
    }

    private void assertGrowth(String body, ContextGrowth.Kind kind, String context) {
        String source = AGENT.replace("BODY", body);
        ContextGrowth growth = AgentSource.of(source, false).site().context();
        assertThat(growth.growth()).isEqualTo(kind);
        assertThat(growth.context()).isEqualTo(context);
    }
}
