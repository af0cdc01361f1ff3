package example;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;
import java.util.Map;

/** OpenAI's own library: the builder keeps what was said. */
public final class ChatCompletionsLoop {

    private final OpenAIClient client;

    public ChatCompletionsLoop(String url) {
        this.client = OpenAIOkHttpClient.builder().baseUrl(url).apiKey("none").build();
    }

    public String answer(String question, int turns) {
        ChatCompletionCreateParams.Builder builder = ChatCompletionCreateParams.builder()
                .model("gpt-5.4")
                .addFunctionTool(FunctionDefinition.builder()
                        .name("find")
                        .description("Finds a document on the shelf by a few words that stand in it")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties", JsonValue.from(Map.of("words", Map.of("type", "string"))))
                                .build())
                        .build())
                .addSystemMessage("Answer from the documents on the shelf. Look them up with the tool.")
                .addUserMessage(question);
        for (int turn = 0; turn < turns; turn++) {
            ChatCompletionMessage answer =
                    client.chat().completions().create(builder.build()).choices().get(0).message();
            builder.addMessage(answer);
            List<ChatCompletionMessageToolCall> calls = answer.toolCalls().orElse(List.of());
            if (calls.isEmpty()) {
                return answer.content().orElse("");
            }
            for (ChatCompletionMessageToolCall call : calls) {
                String result = execute(call);
                builder.addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.asFunction().id())
                        .content(result)
                        .build());
            }
        }
        return "No answer after " + turns + " turns.";
    }

    private String execute(ChatCompletionMessageToolCall call) {
        return call.asFunction().function().name().equals("find") ? Shelf.lookUp() : "no such tool";
    }
}
