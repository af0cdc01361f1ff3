package example;

import com.google.genai.Chat;
import com.google.genai.Client;
import com.google.genai.types.HttpOptions;

/** A chat of Google's own library, which keeps all that was said. */
public final class GeminiChat {

    private final Client client;

    public GeminiChat(String url) {
        this.client = Client.builder()
                .apiKey("none")
                .httpOptions(HttpOptions.builder().baseUrl(url).build())
                .build();
    }

    public String answer(String question, int turns) {
        Chat chat = client.chats.create("gemini-2.5-pro");
        String answer = "";
        for (int turn = 0; turn < turns; turn++) {
            answer = chat.sendMessage(question).text();
        }
        return answer;
    }
}
