package example.core;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.ArrayList;
import java.util.List;

/** Asks the model and runs the tools that it wants, a limited number of times. */
public final class ReActAgent {

    private static final int MAX_STEPS = 8;

    private final ChatModel model;
    private final Tools tools;

    public ReActAgent(ChatModel model, Tools tools) {
        this.model = model;
        this.tools = tools;
    }

    public String answer(String question) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(UserMessage.from(question));
        for (int step = 0; step < MAX_STEPS; step++) {
            AiMessage answer = model.chat(ChatRequest.builder().messages(messages).build())
                    .aiMessage();
            messages.add(answer);
            if (!answer.hasToolExecutionRequests()) {
                return answer.text();
            }
            for (ToolExecutionRequest call : answer.toolExecutionRequests()) {
                messages.add(ToolExecutionResultMessage.from(call, tools.run(call.name(), call.arguments())));
            }
        }
        return "No answer after " + MAX_STEPS + " steps.";
    }
}
