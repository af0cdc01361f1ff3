package example;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;

/** A conversation that the provider keeps: each request names the answer before it, and all that was said is read again. */
public final class ResponsesConversation {

    private final OpenAIClient client;

    public ResponsesConversation(String url) {
        this.client = OpenAIOkHttpClient.builder().baseUrl(url).apiKey("none").build();
    }

    public String answer(String question, int turns) {
        Response last = client.responses()
                .create(ResponseCreateParams.builder().model("gpt-5.4").input(question).build());
        for (int turn = 1; turn < turns; turn++) {
            last = client.responses()
                    .create(ResponseCreateParams.builder()
                            .model("gpt-5.4")
                            .previousResponseId(last.id())
                            .input("Tell me more about that, and about what follows from it.")
                            .build());
        }
        return last.id();
    }
}
