package example;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.ArrayList;
import java.util.List;

/** Goes on with a conversation and replaces it by a summary each turn. */
public final class Summariser {

    private final ChatModel model;

    public Summariser(String url) {
        this.model = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName("gpt-5.4")
                .build();
    }

    public String answer(String question, int turns) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(UserMessage.from(question));
        String last = "";
        for (int turn = 0; turn < turns; turn++) {
            last = model.chat(messages).aiMessage().text();
            messages.add(UserMessage.from(last));
            messages.add(SystemMessage.from("Sum up what was said so far."));
            String summary = model.chat(messages).aiMessage().text();
            messages.clear();
            messages.add(UserMessage.from(summary));
        }
        return last;
    }
}
