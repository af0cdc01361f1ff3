package example;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.ToolCallingAdvisor;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.model.tool.DefaultToolCallingManager;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.annotation.Tool;

/** 150 tool calls in all, and the request that finds the limit; 40 of one tool, so that it takes four tools to get there. */
public final class Clients {

    public static final class Shelf {
        @Tool(description = "Finds a document")
        public String find(String words) {
            return "a document";
        }

        @Tool(description = "Reads a page")
        public String page(String words) {
            return "a page";
        }

        @Tool(description = "Lists titles")
        public String titles(String words) {
            return "titles";
        }

        @Tool(description = "Names an author")
        public String author(String words) {
            return "an author";
        }
    }

    private final ChatModel model;

    public Clients(String url) {
        this.model = OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder().baseUrl(url).apiKey("none").model("m").build())
                .build();
    }

    public String byDefault() {
        return ChatClient.create(model).prompt("a").tools(new Shelf()).call().content();
    }

    public String limited() {
        return ChatClient.builder(model)
                .defaultAdvisors(ToolCallingAdvisor.builder()
                        .toolCallingManager(DefaultToolCallingManager.builder().maxTotalToolCalls(6).build())
                        .build())
                .build()
                .prompt("a")
                .tools(new Shelf())
                .call()
                .content();
    }
}
