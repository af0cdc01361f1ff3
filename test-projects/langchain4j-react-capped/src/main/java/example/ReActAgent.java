package example;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.service.tool.ToolExecutor;
import java.util.List;
import java.util.Map;

/** Asks the model and runs the tools that it wants, a limited number of times, with a limited number of messages. */
public final class ReActAgent {

    private static final int MAX_STEPS = 8;

    private final ChatModel model;
    private final List<ToolSpecification> specifications;
    private final Map<String, ToolExecutor> tools;

    public ReActAgent(ChatModel model, List<ToolSpecification> specifications, Map<String, ToolExecutor> tools) {
        this.model = model;
        this.specifications = specifications;
        this.tools = tools;
    }

    public String answer(String question) {
        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(12);
        memory.add(SystemMessage.from("You answer questions about orders. Use the tools to look them up."));
        memory.add(UserMessage.from(question));
        for (int step = 0; step < MAX_STEPS; step++) {
            ChatRequest request = ChatRequest.builder()
                    .messages(memory.messages())
                    .toolSpecifications(specifications)
                    .build();
            AiMessage answer = model.chat(request).aiMessage();
            memory.add(answer);
            if (!answer.hasToolExecutionRequests()) {
                return answer.text();
            }
            for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
                String result = tools.get(call.name()).execute(call, null);
                memory.add(ToolExecutionResultMessage.from(call, result));
            }
        }
        return "No answer after " + MAX_STEPS + " steps.";
    }
}
