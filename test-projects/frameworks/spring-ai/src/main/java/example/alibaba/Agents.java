package example.alibaba;

import com.alibaba.cloud.ai.graph.CompileConfig;
import com.alibaba.cloud.ai.graph.KeyStrategy;
import com.alibaba.cloud.ai.graph.KeyStrategyFactory;
import com.alibaba.cloud.ai.graph.StateGraph;
import com.alibaba.cloud.ai.graph.action.AsyncEdgeAction;
import com.alibaba.cloud.ai.graph.action.AsyncNodeAction;
import com.alibaba.cloud.ai.graph.agent.ReactAgent;
import com.alibaba.cloud.ai.graph.agent.flow.agent.LoopAgent;
import com.alibaba.cloud.ai.graph.agent.flow.agent.SequentialAgent;
import com.alibaba.cloud.ai.graph.agent.flow.agent.loop.LoopMode;
import com.alibaba.cloud.ai.graph.agent.hook.modelcalllimit.ModelCallLimitHook;
import com.alibaba.cloud.ai.graph.agent.hook.summarization.SummarizationHook;
import com.alibaba.cloud.ai.graph.exception.GraphRunnerException;
import com.alibaba.cloud.ai.graph.exception.GraphStateException;
import com.alibaba.cloud.ai.graph.state.strategy.ReplaceStrategy;
import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.tool.ToolCallback;

/** Agents and graphs of Spring AI Alibaba. */
public class Agents {

    private final ChatModel model;
    private final ChatClient client;
    private final ToolCallback search;

    public Agents(ChatModel model, ToolCallback search) {
        this.model = model;
        this.client = ChatClient.create(model);
        this.search = search;
    }

    private com.alibaba.cloud.ai.graph.agent.Builder react() {
        return ReactAgent.builder().name("researcher").model(model).instruction("Search well.").tools(search);
    }

    public String byDefault(String question) throws GraphRunnerException { // calls: no limit
        return react().build().call(question).getText(); // site: framework-loop no limit, linear; unbounded-framework-loop, unpruned-context
    }

    public String hooked(String question) throws GraphRunnerException { // calls: 5
        return react()
                .hooks(ModelCallLimitHook.builder().runLimit(5).build())
                .build()
                .call(question) // site: framework-loop 5, linear; unpruned-context
                .getText();
    }

    public String limited(String question) throws GraphRunnerException { // calls: 9
        return react()
                .compileConfig(CompileConfig.builder().recursionLimit(20).build())
                .build()
                .call(question) // site: framework-loop 9, linear; unpruned-context
                .getText();
    }

    public Object sequence(String question) throws Exception { // calls: 2
        ReactAgent writer = ReactAgent.builder().name("writer").model(model).build();
        ReactAgent editor = ReactAgent.builder().name("editor").model(model).build();
        return SequentialAgent.builder()
                .name("story")
                .subAgents(List.of(writer, editor))
                .build()
                .invoke(question);
    }

    public Object loop(String question) throws Exception { // calls: 4
        ReactAgent writer = ReactAgent.builder().name("writer").model(model).build();
        return LoopAgent.builder()
                .name("again")
                .subAgent(writer) // site: framework-loop 4, none
                .loopStrategy(LoopMode.count(4))
                .build()
                .invoke(question);
    }

    public String summarised(String question) throws GraphRunnerException { // calls: 5
        return react()
                .hooks(
                        ModelCallLimitHook.builder().runLimit(5).build(),
                        SummarizationHook.builder().model(model).maxTokensBeforeSummary(4000).build())
                .build()
                .call(question) // site: framework-loop 5, windowed
                .getText();
    }

    private StateGraph graph() throws GraphStateException {
        KeyStrategyFactory keys = () -> Map.<String, KeyStrategy>of("text", new ReplaceStrategy());
        return new StateGraph("review", keys)
                .addNode("write", AsyncNodeAction.node_async(state ->
                        Map.of("text", client.prompt(state.value("text", "")).call().content())))
                .addNode("review", AsyncNodeAction.node_async(state ->
                        Map.of("text", client.prompt("Review " + state.value("text", "")).call().content())))
                .addEdge(StateGraph.START, "write")
                .addEdge("write", "review")
                .addConditionalEdges( // site: graph 100, none
                        "review",
                        AsyncEdgeAction.edge_async(state -> state.value("text", "").contains("OK") ? "yes" : "no"),
                        Map.of("yes", StateGraph.END, "no", "write"));
    }

    public Object graphByDefault(String text) throws GraphStateException { // calls: 100
        return graph().compile().invoke(Map.of("text", text));
    }

    public Object graphLimited(String text) throws GraphStateException { // calls: 6
        return graph()
                .compile(CompileConfig.builder().recursionLimit(6).build())
                .invoke(Map.of("text", text));
    }
}
