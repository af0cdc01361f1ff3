package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import org.junit.jupiter.api.Test;

/** What each request sends again: system prompts, the schemas of tools. */
class PreambleTest {

    private static final String SERVICE = """
            import dev.langchain4j.agent.tool.Tool;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.service.AiServices;
            import dev.langchain4j.service.SystemMessage;

            class Agent {
                interface Assistant {
                    PROMPT
                    String answer(String question);
                }

                static class Tools {
                    @Tool("one")
                    String one(String words) {
                        return words;
                    }

                    @Tool("two")
                    String two(String words) {
                        return words;
                    }
                }

                String ask(ChatModel model, String question) {
                    Assistant assistant = AiServices.builder(Assistant.class)
                            .chatModel(model)
                            .tools(new Tools())
                            .maxToolCallingRoundTrips(9)
                            .build();
                    return assistant.answer(question);
                }
            }
            """;

    private static final String REQUEST = """
            import dev.langchain4j.agent.tool.ToolSpecification;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.model.chat.request.ChatRequest;
            import java.util.List;

            class Agent {
                String ask(ChatModel model, List<dev.langchain4j.data.message.ChatMessage> messages, TYPE tools) {
                    return model.chat(ChatRequest.builder().messages(messages).toolSpecifications(tools).build())
                            .aiMessage()
                            .text();
                }
            }
            """;

    private static String inputTokens(String source) {
        return AgentSource.of(source, false)
                .entry("ask")
                .cost()
                .get(Dimension.INPUT_TOKENS)
                .toString();
    }

    @Test
    void eachRoundTripSendsTheSchemaOfEachToolAgain() {
        // nine round trips and the request that finds the limit, two tools each
        assertThat(inputTokens(SERVICE.replace("PROMPT", ""))).contains("20 * toolSchemaTokens");
    }

    @Test
    void eachRoundTripSendsTheTextOfTheAnnotationAgain() {
        String without = inputTokens(SERVICE.replace("PROMPT", ""));
        String with = inputTokens(SERVICE.replace("PROMPT", "@SystemMessage(\"twenty characters ..\")"));
        assertThat(without).doesNotEndWith(" + 50");
        // ten requests, five tokens each
        assertThat(with).isEqualTo(without + " + 50");
    }

    @Test
    void aPromptInAFileIsAssumed() {
        assertThat(inputTokens(SERVICE.replace("PROMPT", "@SystemMessage(fromResource = \"prompt.txt\")")))
                .contains("10 * systemPromptTokens");
    }

    @Test
    void howManyToolsAListHoldsIsAssumed() {
        assertThat(inputTokens(REQUEST.replace("TYPE", "List<ToolSpecification>")))
                .contains("collectionSize * toolSchemaTokens");
        assertThat(inputTokens(REQUEST.replace("TYPE", "ToolSpecification")))
                .contains("toolSchemaTokens")
                .doesNotContain("collectionSize");
    }

    @Test
    void eachRequestMaySendAFullWindowOfWhatAnAdvisorRemembers() {
        assertThat(inputTokens("""
                import org.springframework.ai.chat.client.ChatClient;
                import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
                import org.springframework.ai.chat.memory.MessageWindowChatMemory;
                import org.springframework.ai.chat.model.ChatModel;

                class Agent {
                    void ask(ChatModel model, String question) {
                        ChatClient client = ChatClient.builder(model)
                                .defaultAdvisors(MessageChatMemoryAdvisor.builder(
                                                MessageWindowChatMemory.builder().maxMessages(6).build())
                                        .build())
                                .build();
                        for (int turn = 0; turn < 3; turn++) {
                            client.prompt().user(question).call().content();
                        }
                    }
                }
                """)).contains("18 * max(answerTokens, messageTokens, toolResultTokens)");
    }
}
