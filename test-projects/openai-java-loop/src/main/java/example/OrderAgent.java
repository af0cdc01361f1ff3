package example;

import com.openai.client.OpenAIClient;
import com.openai.models.ChatModel;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;

/** Answers questions about orders with one tool. */
public final class OrderAgent {

    private final OpenAIClient client;
    private final OrderBook orders;

    public OrderAgent(OpenAIClient client, OrderBook orders) {
        this.client = client;
        this.orders = orders;
    }

    public String answer(String question) {
        ChatCompletionCreateParams.Builder conversation = ChatCompletionCreateParams.builder()
                .model(ChatModel.GPT_4_1_MINI)
                .maxCompletionTokens(1000)
                .addTool(FindOrder.class)
                .addSystemMessage("You answer questions about orders.")
                .addUserMessage(question);
        while (true) {
            ChatCompletionMessage message = client.chat()
                    .completions()
                    .create(conversation.build())
                    .choices()
                    .get(0)
                    .message();
            conversation.addMessage(message);
            List<ChatCompletionMessageToolCall> calls = message.toolCalls().orElse(List.of());
            if (calls.isEmpty()) {
                return message.content().orElse("");
            }
            for (ChatCompletionMessageToolCall call : calls) {
                FindOrder arguments = call.asFunction().function().arguments(FindOrder.class);
                conversation.addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.asFunction().id())
                        .content(orders.find(arguments.number))
                        .build());
            }
        }
    }
}
