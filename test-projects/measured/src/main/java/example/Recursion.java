package example;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.ArrayList;
import java.util.List;

/** Asks again from inside the answer. */
public final class Recursion {

    private final ChatModel model;

    public Recursion(String url) {
        this.model = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName("gpt-5.4")
                .build();
    }

    public String answer(String question, int turns) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(UserMessage.from(question));
        return goOn(messages, turns);
    }

    private String goOn(List<ChatMessage> messages, int left) {
        if (left <= 0) {
            return "";
        }
        AiMessage answer = model.chat(messages).aiMessage();
        messages.add(answer);
        if (answer.text().startsWith("done")) {
            return answer.text();
        }
        return goOn(messages, left - 1);
    }
}
