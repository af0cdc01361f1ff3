package example;

import io.modelcontextprotocol.client.McpSyncClient;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.ToolCallingAdvisor;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.mcp.SyncMcpToolCallbackProvider;
import org.springframework.ai.model.tool.DefaultToolCallingManager;
import org.springframework.ai.tool.annotation.Tool;

/** The limit on all tool calls of a turn: n of them are n + 1 requests where each answer asks for one. */
public class Limits {

    static class Weather {
        @Tool(description = "The weather in a city")
        String weather(String city) {
            return "fine in " + city;
        }
    }

    private final ChatModel model;

    public Limits(ChatModel model) {
        this.model = model;
    }

    public String byProperty(String question) { // calls: 13
        return ChatClient.create(model).prompt(question).tools(new Weather()).call().content(); // site: framework-loop 12, linear; unpruned-context
    }

    public String limited(String question) { // calls: 7
        ToolCallingAdvisor advisor = ToolCallingAdvisor.builder()
                .toolCallingManager(DefaultToolCallingManager.builder().maxTotalToolCalls(6).build())
                .build();
        return ChatClient.builder(model)
                .defaultAdvisors(advisor)
                .build()
                .prompt(question)
                .tools(new Weather())
                .call()
                .content(); // site: framework-loop 6, linear; unpruned-context
    }

    public String unlimited(String question) { // calls: no limit
        ToolCallingAdvisor advisor = ToolCallingAdvisor.builder()
                .toolCallingManager(DefaultToolCallingManager.builder()
                        .unlimitedCallsPerTool()
                        .unlimitedTotalToolCalls()
                        .build())
                .build();
        return ChatClient.builder(model)
                .defaultAdvisors(advisor)
                .build()
                .prompt(question)
                .tools(new Weather())
                .call()
                .content(); // site: framework-loop no limit, linear; unbounded-framework-loop, unpruned-context
    }

    public String remoteTools(McpSyncClient server, String question) { // calls: 13
        return ChatClient.create(model)
                .prompt(question)
                .tools(SyncMcpToolCallbackProvider.builder().mcpClients(server).build())
                .call()
                .content(); // site: framework-loop 12, linear; unpruned-context
    }
}
