package example;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.beta.messages.MessageCreateParams;
import com.anthropic.models.beta.messages.ToolRunnerCreateParams;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import java.util.function.Supplier;

/** The tool runner of anthropic-java has no limit of its own; one that is set is the number of requests. */
public final class Runners {

    @JsonClassDescription("Finds a document")
    public static class Find implements Supplier<String> {
        public String words;

        @Override
        public String get() {
            return "a document";
        }
    }

    private final AnthropicClient client;

    public Runners(String url) {
        this.client = AnthropicOkHttpClient.builder().baseUrl(url).apiKey("none").build();
    }

    public void limited() {
        client.beta()
                .messages()
                .toolRunner(ToolRunnerCreateParams.builder()
                        .initialMessageParams(MessageCreateParams.builder()
                                .model("m")
                                .maxTokens(100)
                                .addTool(Find.class)
                                .addUserMessage("a")
                                .build())
                        .maxIterations(7)
                        .build())
                .forEach(message -> {});
    }
}
