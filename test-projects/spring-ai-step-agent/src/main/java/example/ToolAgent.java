package example;

import java.util.List;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.model.tool.ToolExecutionResult;
import org.springframework.ai.tool.ToolCallback;

/** A step that asks the model and runs the tools that it wants. */
public final class ToolAgent extends BaseAgent {

    private final ChatClient client;
    private final List<ToolCallback> tools;
    private final ToolCallingManager manager = ToolCallingManager.builder().build();

    public ToolAgent(ChatClient client, List<ToolCallback> tools, int maxSteps) {
        super(maxSteps);
        this.client = client;
        this.tools = tools;
    }

    @Override
    protected String step() {
        ToolCallingChatOptions options = ToolCallingChatOptions.builder()
                .toolCallbacks(tools)
                .internalToolExecutionEnabled(false)
                .build();
        Prompt prompt = new Prompt(messages, options);
        ChatResponse response = client.prompt(prompt).call().chatResponse();
        messages.add(response.getResult().getOutput());
        if (!response.hasToolCalls()) {
            finished = true;
            return response.getResult().getOutput().getText();
        }
        ToolExecutionResult result = manager.executeToolCalls(prompt, response);
        List<Message> history = result.conversationHistory();
        messages.add(history.get(history.size() - 1));
        return "ran tools";
    }
}
