package example.agentscope;

import io.agentscope.core.ReActAgent;
import io.agentscope.core.memory.InMemoryMemory;
import io.agentscope.core.message.Msg;
import io.agentscope.core.model.DashScopeChatModel;
import io.agentscope.core.model.Model;
import io.agentscope.core.tool.Tool;
import io.agentscope.core.tool.ToolParam;
import io.agentscope.core.tool.Toolkit;

/** Agents of AgentScope. */
public final class Scopes {

    public static class Desk {
        @Tool(description = "The time in a zone")
        public String time(@ToolParam(name = "zone", description = "the zone") String zone) {
            return "noon in " + zone;
        }
    }

    private final Model model = DashScopeChatModel.builder().apiKey("key").modelName("qwen-max").build();

    private Toolkit toolkit() {
        Toolkit toolkit = new Toolkit();
        toolkit.registerTool(new Desk());
        return toolkit;
    }

    public String byDefault(String question) { // calls: 11
        ReActAgent agent = ReActAgent.builder()
                .name("clock")
                .sysPrompt("You tell the time.")
                .model(model)
                .toolkit(toolkit())
                .memory(new InMemoryMemory())
                .build();
        return agent.call(Msg.builder().textContent(question).build()).block().getTextContent(); // site: framework-loop 10, linear; unpruned-context
    }

    public String brief(String question) { // calls: 4
        ReActAgent agent = ReActAgent.builder()
                .name("clock")
                .model(model)
                .toolkit(toolkit())
                .maxIters(3)
                .build();
        return agent.call(Msg.builder().textContent(question).build()).block().getTextContent(); // site: framework-loop 3, linear
    }

    public void conversation() { // calls: 32
        ReActAgent agent = ReActAgent.builder()
                .name("clock")
                .model(model)
                .toolkit(toolkit())
                .maxIters(3)
                .build();
        for (int i = 0; i < 8; i++) { // site: loop 8, linear; unpruned-context
            agent.call(Msg.builder().textContent("Again").build()).block(); // site: framework-loop 3, linear
        }
    }
}
