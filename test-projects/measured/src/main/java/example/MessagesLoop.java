package example;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Anthropic's own library: the builder keeps what was said. */
public final class MessagesLoop {

    private final AnthropicClient client;

    public MessagesLoop(String url) {
        this.client = AnthropicOkHttpClient.builder().baseUrl(url).apiKey("none").build();
    }

    public String answer(String question, int turns) {
        MessageCreateParams.Builder builder = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(120)
                .system("Answer from the documents on the shelf. Look them up with the tool.")
                .addTool(Tool.builder()
                        .name("find")
                        .description("Finds a document on the shelf by a few words that stand in it")
                        .inputSchema(Tool.InputSchema.builder()
                                .properties(JsonValue.from(Map.of("words", Map.of("type", "string"))))
                                .build())
                        .build())
                .addUserMessage(question);
        for (int turn = 0; turn < turns; turn++) {
            Message answer = client.messages().create(builder.build());
            builder.addMessage(answer);
            List<ContentBlockParam> results = new ArrayList<>();
            for (ContentBlock block : answer.content()) {
                if (block.isToolUse()) {
                    ToolUseBlock call = block.asToolUse();
                    results.add(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                            .toolUseId(call.id())
                            .content(execute(call))
                            .build()));
                }
            }
            if (results.isEmpty()) {
                return answer.content().toString();
            }
            builder.addUserMessageOfContentBlockParams(results);
        }
        return "No answer after " + turns + " turns.";
    }

    private String execute(ToolUseBlock call) {
        return call.name().equals("find") ? Shelf.lookUp() : "no such tool";
    }
}
