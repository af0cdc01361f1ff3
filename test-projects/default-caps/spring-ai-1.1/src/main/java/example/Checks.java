package example;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.StructuredOutputValidationAdvisor;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;

/** An advisor that asks again where the answer is no object: three times. */
public final class Checks {

    public record Film(String title, int year) {}

    private final ChatModel model;

    public Checks(String url) {
        this.model = OpenAiChatModel.builder()
                .openAiApi(OpenAiApi.builder().baseUrl(url).apiKey("none").build())
                .defaultOptions(OpenAiChatOptions.builder().model("m").build())
                .build();
    }

    public String byDefault() {
        return ChatClient.builder(model)
                .defaultAdvisors(StructuredOutputValidationAdvisor.builder().outputType(Film.class).build())
                .build()
                .prompt("A film")
                .call()
                .content();
    }

    public String limited() {
        return ChatClient.builder(model)
                .defaultAdvisors(StructuredOutputValidationAdvisor.builder()
                        .outputType(Film.class)
                        .maxRepeatAttempts(1)
                        .build())
                .build()
                .prompt("A film")
                .call()
                .content();
    }
}
