package example.kernel;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.microsoft.semantickernel.Kernel;
import com.microsoft.semantickernel.aiservices.openai.chatcompletion.OpenAIChatCompletion;
import com.microsoft.semantickernel.orchestration.InvocationContext;
import com.microsoft.semantickernel.orchestration.PromptExecutionSettings;
import com.microsoft.semantickernel.orchestration.ToolCallBehavior;
import com.microsoft.semantickernel.plugin.KernelPluginFactory;
import com.microsoft.semantickernel.semanticfunctions.annotations.DefineKernelFunction;
import com.microsoft.semantickernel.services.chatcompletion.ChatCompletionService;
import com.microsoft.semantickernel.services.chatcompletion.ChatHistory;
import com.microsoft.semantickernel.services.chatcompletion.ChatMessageContent;
import java.util.List;

/** Semantic Kernel with functions. */
public final class Lights {

    public static class Switch {
        @DefineKernelFunction(name = "toggle", description = "Toggles a light")
        public String toggle() {
            return "on";
        }
    }

    private final ChatCompletionService service;
    private final Kernel kernel;

    public Lights(OpenAIAsyncClient client) {
        this.service = OpenAIChatCompletion.builder()
                .withModelId("gpt-4o")
                .withOpenAIAsyncClient(client)
                .build();
        this.kernel = Kernel.builder()
                .withAIService(ChatCompletionService.class, service)
                .withPlugin(KernelPluginFactory.createFromObject(new Switch(), "lights"))
                .build();
    }

    public String automatic(String request) { // calls: 6
        InvocationContext context = InvocationContext.builder()
                .withToolCallBehavior(ToolCallBehavior.allowAllKernelFunctions(true))
                .build();
        ChatHistory history = new ChatHistory("You switch lights.");
        history.addUserMessage(request);
        return service.getChatMessageContentsAsync(history, kernel, context) // site: framework-loop 5, linear; unpruned-context
                .block()
                .get(0)
                .getContent();
    }

    public String plain(String request) { // calls: 1
        InvocationContext context = InvocationContext.builder()
                .withPromptExecutionSettings(
                        PromptExecutionSettings.builder().withMaxTokens(200).build())
                .build();
        return service.getChatMessageContentsAsync(request, kernel, context).block().get(0).getContent();
    }

    public void conversation(List<String> requests) { // calls: size of requests
        ChatHistory history = new ChatHistory();
        for (String request : requests) { // site: loop size of requests, linear; unpruned-context
            history.addUserMessage(request);
            List<ChatMessageContent<?>> answers =
                    service.getChatMessageContentsAsync(history, kernel, null).block();
            history.addAll(answers);
        }
    }
}
