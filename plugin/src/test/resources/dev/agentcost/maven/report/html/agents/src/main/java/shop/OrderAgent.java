package shop;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.tool.ToolExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers questions about orders with the help of tools. */
public final class OrderAgent {

    private final ChatModel model;
    private final Map<String, ToolExecutor> tools;

    public OrderAgent(ChatModel model, Map<String, ToolExecutor> tools) {
        this.model = model;
        this.tools = tools;
    }

    public String answer(String question) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from("You answer questions about orders. Use the tools to look them up."));
        messages.add(UserMessage.from(question));
        while (true) {
            AiMessage answer = model.chat(messages).aiMessage();
            messages.add(answer);
            if (!answer.hasToolExecutionRequests()) {
                return check(answer.text());
            }
            for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
                messages.add(ToolExecutionResultMessage.from(call, tools.get(call.name()).execute(call, null)));
            }
        }
    }

    private String check(String text) {
        for (int attempt = 0; attempt < 3; attempt++) {
            if (model.chat("Is this polite? Answer yes or no: " + text).startsWith("yes")) {
                return text;
            }
        }
        return "We will call you back.";
    }
}
