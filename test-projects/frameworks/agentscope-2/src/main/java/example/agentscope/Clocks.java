package example.agentscope;

import io.agentscope.core.ReActAgent;
import io.agentscope.core.message.Msg;
import io.agentscope.core.model.GenerateOptions;
import io.agentscope.core.model.Model;
import io.agentscope.core.tool.Tool;
import io.agentscope.core.tool.ToolParam;
import io.agentscope.core.tool.Toolkit;
import java.util.List;

/**
 * Agents of AgentScope 2. A round asks and runs tools; after the last round that is allowed, a summary is asked for. The
 * agent keeps its messages in its state, and nothing in the core prunes them.
 */
public final class Clocks {

    public static class Desk {
        @Tool(description = "The time in a zone")
        public String time(@ToolParam(name = "zone", description = "the zone") String zone) {
            return "noon in " + zone;
        }
    }

    private final Model model;

    public Clocks(Model model) {
        this.model = model;
    }

    private static Toolkit toolkit() {
        Toolkit toolkit = new Toolkit();
        toolkit.registerTool(new Desk());
        return toolkit;
    }

    private static Msg message(String text) {
        return Msg.builder().textContent(text).build();
    }

    public String byDefault(String question) { // calls: 11
        ReActAgent agent = ReActAgent.builder().name("clock").model(model).toolkit(toolkit()).build();
        return agent.call(message(question)).block().getTextContent(); // site: framework-loop 10, linear; unpruned-context
    }

    public String brief(String question) { // calls: 3
        ReActAgent agent = ReActAgent.builder()
                .name("clock")
                .model(model)
                .generateOptions(GenerateOptions.builder().maxTokens(200).build())
                .toolkit(toolkit())
                .maxIters(2)
                .build();
        return agent.call(message(question)).block().getTextContent(); // site: framework-loop 2, linear
    }

    public String withoutTools(String question) { // calls: 1
        ReActAgent agent = ReActAgent.builder().name("talker").model(model).build();
        return agent.call(message(question)).block().getTextContent();
    }

    public void conversation(List<String> questions) { // calls: 3 * size of questions
        ReActAgent agent = ReActAgent.builder()
                .name("clock")
                .model(model)
                .toolkit(toolkit())
                .maxIters(2)
                .build();
        for (String question : questions) { // site: loop size of questions, linear; unpruned-context
            agent.call(message(question)).block(); // site: framework-loop 2, linear
        }
    }
}
