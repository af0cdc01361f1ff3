package example;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;

/** Asks again where the answer will not do; the library asks again where the server fails. */
public final class NestedRetries {

    private final ChatModel model;

    public NestedRetries(String url) {
        this.model = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName("gpt-5.4")
                .maxRetries(1)
                .build();
    }

    public String answer(String question, int turns) {
        for (int attempt = 1; attempt <= turns; attempt++) {
            String answer = model.chat(question);
            if (answer.startsWith("{")) {
                return answer;
            }
        }
        throw new IllegalStateException("no JSON after " + turns + " attempts");
    }
}
