package example;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;

/** Spring AI's client with an advisor that remembers the last messages. */
public final class RememberingClient {

    private final String url;

    public RememberingClient(String url) {
        this.url = url;
    }

    public String answer(String question, int turns) {
        ChatClient client = ChatClient.builder(OpenAiChatModel.builder()
                        .openAiApi(OpenAiApi.builder().baseUrl(url).apiKey("none").build())
                        .defaultOptions(
                                OpenAiChatOptions.builder().model("gpt-5.4").build())
                        .build())
                .defaultSystem("You talk about the documents on the shelf.")
                .defaultAdvisors(MessageChatMemoryAdvisor.builder(
                                MessageWindowChatMemory.builder().maxMessages(6).build())
                        .build())
                .build();
        String answer = "";
        for (int turn = 0; turn < turns; turn++) {
            answer = client.prompt()
                    .user(question)
                    .advisors(advisors -> advisors.param(ChatMemory.CONVERSATION_ID, "one"))
                    .call()
                    .content();
        }
        return answer;
    }
}
