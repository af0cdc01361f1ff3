package example;

import io.a2a.client.Client;
import io.a2a.spec.Message;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;

/** MCP with sampling, and A2A. */
public final class Protocols {

    public String sampled(McpSyncServerExchange exchange, List<McpSchema.SamplingMessage> messages) { // calls: 3
        String text = "";
        for (int i = 0; i < 3; i++) { // site: loop 3, none
            text = exchange.createMessage(McpSchema.CreateMessageRequest.builder(messages, 100).build())
                    .content()
                    .toString();
        }
        return text;
    }

    public void tools(McpSyncClient client, List<String> names) { // calls: 0
        for (String name : names) { // site: loop size of names, none
            client.callTool(McpSchema.CallToolRequest.builder(name).arguments(Map.of()).build());
        }
    }

    public void agents(Client client, List<Message> messages) throws Exception { // calls: size of messages
        for (Message message : messages) { // site: loop size of messages, none
            client.sendMessage(message);
        }
    }
}
