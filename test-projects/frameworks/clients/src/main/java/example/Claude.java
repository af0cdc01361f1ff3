package example;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.BetaToolRunner;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.beta.messages.ToolRunnerCreateParams;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Model;
import com.anthropic.models.messages.StopReason;
import java.util.function.Supplier;

/** anthropic-java: messages and the tool runner. */
public final class Claude {

    static class Weather implements Supplier<String> {
        public String city;

        @Override
        public String get() {
            return "fine in " + city;
        }
    }

    private final AnthropicClient client = AnthropicOkHttpClient.fromEnv();

    private static com.anthropic.models.beta.messages.MessageCreateParams params(String question) {
        return com.anthropic.models.beta.messages.MessageCreateParams.builder()
                .model(Model.CLAUDE_SONNET_4_5.asString())
                .maxTokens(1000)
                .addTool(Weather.class)
                .addUserMessage(question)
                .build();
    }

    public void runner(String question) { // calls: no limit
        BetaToolRunner runner = client.beta().messages().toolRunner(params(question)); // site: framework-loop no limit, linear; unbounded-framework-loop, unpruned-context
        for (BetaMessage message : runner) {
            System.out.println(message);
        }
    }

    public void limitedRunner(String question) { // calls: 4
        BetaToolRunner runner = client.beta()
                .messages()
                .toolRunner(ToolRunnerCreateParams.builder() // site: framework-loop 4, linear; unpruned-context
                        .initialMessageParams(params(question))
                        .maxIterations(4)
                        .build());
        runner.forEach(System.out::println);
    }

    public Message messages(String question) { // calls: 6
        MessageCreateParams.Builder params = MessageCreateParams.builder()
                .model(Model.CLAUDE_SONNET_4_5)
                .maxTokens(500L)
                .addUserMessage(question);
        Message message = client.messages().create(params.build());
        int turns = 0;
        while (message.stopReason().filter(StopReason.TOOL_USE::equals).isPresent() && turns < 5) { // site: loop 5, linear; unpruned-context
            params.addMessage(message);
            params.addUserMessage("done");
            message = client.messages().create(params.build());
            turns++;
        }
        return message;
    }
}
