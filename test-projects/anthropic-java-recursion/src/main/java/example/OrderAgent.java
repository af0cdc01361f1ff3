package example;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers questions about orders: each answer of the model that wants a tool is one more call of {@code converse}. */
public final class OrderAgent {

    private static final Tool FIND_ORDER = Tool.builder()
            .name("find_order")
            .description("Finds an order by its number")
            .inputSchema(Tool.InputSchema.builder()
                    .properties(Tool.InputSchema.Properties.builder()
                            .putAdditionalProperty("number", JsonValue.from(Map.of("type", "string")))
                            .build())
                    .build())
            .build();

    private final AnthropicClient client;
    private final OrderBook orders;

    public OrderAgent(AnthropicClient client, OrderBook orders) {
        this.client = client;
        this.orders = orders;
    }

    public String answer(String question) {
        return converse(MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(1024)
                .addTool(FIND_ORDER)
                .addUserMessage(question));
    }

    private String converse(MessageCreateParams.Builder conversation) {
        Message message = client.messages().create(conversation.build());
        conversation.addMessage(message);
        if (message.stopReason().filter(StopReason.TOOL_USE::equals).isEmpty()) {
            return message.content().get(0).asText().text();
        }
        List<ContentBlockParam> results = new ArrayList<>();
        for (ContentBlock block : message.content()) {
            if (block.isToolUse()) {
                results.add(ContentBlockParam.ofToolResult(run(block.asToolUse())));
            }
        }
        conversation.addUserMessageOfContentBlockParams(results);
        return converse(conversation);
    }

    private ToolResultBlockParam run(ToolUseBlock call) {
        FindOrder arguments = call._input().convert(FindOrder.class);
        return ToolResultBlockParam.builder()
                .toolUseId(call.id())
                .content(orders.find(arguments.number))
                .build();
    }
}
