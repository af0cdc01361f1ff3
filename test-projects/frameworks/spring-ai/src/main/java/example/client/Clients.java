package example.client;

import java.util.List;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.model.tool.ToolExecutionResult;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;

/** Chat client and chat model. */
@Service
public class Clients {

    record Film(String title, int year) {}

    static class Cinema {
        @Tool(description = "What is on")
        List<String> films(String day) {
            return List.of(day);
        }
    }

    private final ChatClient chatClient;
    private final ChatModel chatModel;
    private final ToolCallingManager manager;
    private final List<ToolCallback> callbacks;

    public Clients(ChatModel chatModel, ToolCallingManager manager, List<ToolCallback> callbacks) {
        this.chatModel = chatModel;
        this.manager = manager;
        this.callbacks = callbacks;
        this.chatClient = ChatClient.builder(chatModel)
                .defaultOptions(OpenAiChatOptions.builder().model("gpt-4o").maxTokens(300).build())
                .build();
    }

    public Film film(String about) { // calls: 1
        return chatClient.prompt().user(u -> u.text("A film about {about}").param("about", about)).call().entity(Film.class);
    }

    public String withTools(String question) { // calls: no limit
        return chatClient.prompt(question).tools(new Cinema()).call().content(); // site: framework-loop no limit, linear; unbounded-framework-loop, unpruned-context
    }

    public Flux<String> streamed(String question) { // calls: no limit
        return chatClient.prompt(question).tools(new Cinema()).stream().content(); // site: framework-loop no limit, linear; unbounded-framework-loop, unpruned-context
    }

    public String byHand(String question) { // calls: 6
        ToolCallingChatOptions options = ToolCallingChatOptions.builder()
                .toolCallbacks(callbacks)
                .internalToolExecutionEnabled(false)
                .build();
        Prompt prompt = new Prompt(List.of(new SystemMessage("Use the tools."), new UserMessage(question)), options);
        ChatResponse response = chatModel.call(prompt);
        int rounds = 0;
        while (response.hasToolCalls() && rounds < 5) { // site: loop 5, linear; unpruned-context
            ToolExecutionResult result = manager.executeToolCalls(prompt, response);
            prompt = new Prompt(result.conversationHistory(), options);
            response = chatModel.call(prompt);
            rounds++;
        }
        return response.getResult().getOutput().getText();
    }

    public String byHandUncapped(String question) { // calls: no limit
        ToolCallingChatOptions options = ToolCallingChatOptions.builder()
                .toolCallbacks(callbacks)
                .internalToolExecutionEnabled(false)
                .build();
        Prompt prompt = new Prompt(question, options);
        ChatResponse response = chatModel.call(prompt);
        while (response.hasToolCalls()) { // site: loop no limit, linear; unbounded-loop, unpruned-context
            prompt = new Prompt(manager.executeToolCalls(prompt, response).conversationHistory(), options);
            response = chatModel.call(prompt);
        }
        return response.getResult().getOutput().getText();
    }

    public List<String> each(List<String> texts) { // calls: size of texts
        return texts.stream().map(text -> chatClient.prompt(text).call().content()).toList(); // site: stream size of texts, none
    }

    public String talk(List<Message> history, String message) { // calls: 1
        history.add(new UserMessage(message));
        AssistantMessage answer = chatModel.call(new Prompt(history, ChatOptions.builder().maxTokens(100).build()))
                .getResult()
                .getOutput();
        history.add(answer);
        return answer.getText();
    }
}
