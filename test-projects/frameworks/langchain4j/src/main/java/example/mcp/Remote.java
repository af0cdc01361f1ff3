package example.mcp;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.McpToolProvider;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import java.util.List;

/** Tools that a server offers: the service loops as with tools of its own. */
public final class Remote {

    interface Assistant {
        String chat(String message);
    }

    private final ChatModel model;
    private final McpClient server;

    public Remote(ChatModel model, McpClient server) {
        this.model = model;
        this.server = server;
    }

    private McpToolProvider tools() {
        return McpToolProvider.builder().mcpClients(server).build();
    }

    public String byDefault(String message) { // calls: 101
        return AiServices.builder(Assistant.class).chatModel(model).toolProvider(tools()).build().chat(message); // site: framework-loop 100, linear; unpruned-context
    }

    public String limited(String message) { // calls: 5
        return AiServices.builder(Assistant.class) // site: framework-loop 4, linear; unpruned-context
                .chatModel(model)
                .toolProvider(tools())
                .maxToolCallingRoundTrips(4)
                .build()
                .chat(message);
    }

    public void byHand(List<ToolExecutionRequest> requests) { // calls: 0
        for (ToolExecutionRequest request : requests) { // site: loop size of requests, none
            server.executeTool(request);
        }
    }
}
