package example;

import io.agentscope.core.ReActAgent;
import io.agentscope.core.message.Msg;
import io.agentscope.core.model.Model;
import io.agentscope.core.model.OpenAIChatModel;
import io.agentscope.core.tool.Tool;
import io.agentscope.core.tool.ToolParam;
import io.agentscope.core.tool.Toolkit;

/** AgentScope: ten rounds, and a summary. */
public final class Scopes {

    public static final class Shelf {
        @Tool(description = "Finds a document")
        public String find(@ToolParam(name = "words", description = "words of it") String words) {
            return "a document";
        }
    }

    private final Model model;

    public Scopes(String url) {
        this.model = OpenAIChatModel.builder().baseUrl(url).apiKey("none").modelName("m").stream(false).build();
    }

    private static Toolkit toolkit() {
        Toolkit toolkit = new Toolkit();
        toolkit.registerTool(new Shelf());
        return toolkit;
    }

    public String byDefault() {
        ReActAgent agent = ReActAgent.builder().name("a").sysPrompt("b").model(model).toolkit(toolkit()).build();
        return agent.call(Msg.builder().textContent("a").build()).block().getTextContent();
    }

    public String limited() {
        ReActAgent agent = ReActAgent.builder()
                .name("a")
                .sysPrompt("b")
                .model(model)
                .toolkit(toolkit())
                .maxIters(3)
                .build();
        return agent.call(Msg.builder().textContent("a").build()).block().getTextContent();
    }
}
