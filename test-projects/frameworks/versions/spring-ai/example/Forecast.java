package example;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.stereotype.Service;

/** Tools and no limit of the application's own: whether there is one is up to the library's version. */
@Service
public class Forecast {

    static class Weather {
        @Tool(description = "The weather in a city")
        String weather(String city) {
            return "fine in " + city;
        }
    }

    private final ChatClient client;
    private final ChatModel model;

    public Forecast(ChatClient.Builder builder, ChatModel model) {
        this.client = builder.defaultSystem("You know the weather.").defaultTools(new Weather()).build();
        this.model = model;
    }

    public String ask(String question) { // calls: no limit | no limit | 151
        return client.prompt().user(question).call().content(); // site: framework-loop no limit, linear; unbounded-framework-loop, unpruned-context | framework-loop no limit, linear; unbounded-framework-loop, unpruned-context | framework-loop 150, linear; unpruned-context
    }

    public String askModel(String question) { // calls: no limit | no limit | 1
        ToolCallingChatOptions options = ToolCallingChatOptions.builder()
                .toolCallbacks(ToolCallbacks.from(new Weather()))
                .build();
        return model.call(new Prompt(new UserMessage(question), options)) // site: framework-loop no limit, linear; unbounded-framework-loop, unpruned-context | framework-loop no limit, linear; unbounded-framework-loop, unpruned-context | none
                .getResult()
                .getOutput()
                .getText();
    }

    public String plain(String question) { // calls: 1
        return ChatClient.create(model).prompt(question).call().content();
    }
}
