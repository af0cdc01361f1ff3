package example;

import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.model.tool.ToolExecutionResult;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.support.ToolCallbacks;

/** Spring AI with its own tool loop switched off. */
public final class ManualToolCalling {

    private final ChatModel model;

    public ManualToolCalling(String url) {
        this.model = OpenAiChatModel.builder()
                .openAiApi(OpenAiApi.builder().baseUrl(url).apiKey("none").build())
                .defaultOptions(OpenAiChatOptions.builder().model("gpt-5.4").build())
                .build();
    }

    public String answer(String question, int turns) {
        ToolCallingManager manager = ToolCallingManager.builder().build();
        ToolCallingChatOptions options = ToolCallingChatOptions.builder()
                .toolCallbacks(ToolCallbacks.from(new SpringShelf()))
                .internalToolExecutionEnabled(false)
                .build();
        Prompt prompt = new Prompt(question, options);
        ChatResponse response = model.call(prompt);
        int turn = 1;
        while (response.hasToolCalls() && turn < turns) {
            ToolExecutionResult result = manager.executeToolCalls(prompt, response);
            prompt = new Prompt(result.conversationHistory(), options);
            response = model.call(prompt);
            turn++;
        }
        return response.getResult().getOutput().getText();
    }
}
