package example;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.service.tool.ToolExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks the model, runs the tools that it wants, tells it the results, and asks again until it wants none. */
public final class ReActAgent {

    private final ChatModel model;
    private final List<ToolSpecification> specifications;
    private final Map<String, ToolExecutor> tools;

    public ReActAgent(ChatModel model, List<ToolSpecification> specifications, Map<String, ToolExecutor> tools) {
        this.model = model;
        this.specifications = specifications;
        this.tools = tools;
    }

    public String answer(String question) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from("You answer questions about orders. Use the tools to look them up."));
        messages.add(UserMessage.from(question));
        while (true) {
            ChatRequest request = ChatRequest.builder()
                    .messages(messages)
                    .toolSpecifications(specifications)
                    .build();
            AiMessage answer = model.chat(request).aiMessage();
            messages.add(answer);
            if (!answer.hasToolExecutionRequests()) {
                return answer.text();
            }
            for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
                String result = tools.get(call.name()).execute(call, null);
                messages.add(ToolExecutionResultMessage.from(call, result));
            }
        }
    }
}
