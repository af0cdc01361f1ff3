package example;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;

/** A client whose advisor asks again until the answer is what was wanted. */
public final class RepeatingAdvisor {

    /** Asks at most so often. */
    record AskAgain(int turns) implements CallAdvisor {

        @Override
        public ChatClientResponse adviseCall(ChatClientRequest request, CallAdvisorChain chain) {
            ChatClientResponse response = chain.copy(this).nextCall(request);
            for (int turn = 1; turn < turns; turn++) {
                String text = response.chatResponse().getResult().getOutput().getText();
                if (text.startsWith("{")) {
                    return response;
                }
                response = chain.copy(this).nextCall(request);
            }
            return response;
        }

        @Override
        public String getName() {
            return "ask again";
        }

        @Override
        public int getOrder() {
            return 0;
        }
    }

    private final String url;

    public RepeatingAdvisor(String url) {
        this.url = url;
    }

    public String answer(String question, int turns) {
        ChatClient client = ChatClient.create(OpenAiChatModel.builder()
                .openAiApi(OpenAiApi.builder().baseUrl(url).apiKey("none").build())
                .defaultOptions(OpenAiChatOptions.builder().model("gpt-5.4").build())
                .build());
        return client.prompt().user(question).advisors(new AskAgain(turns)).call().content();
    }
}
