package example;

import com.alibaba.cloud.ai.graph.CompileConfig;
import com.alibaba.cloud.ai.graph.KeyStrategy;
import com.alibaba.cloud.ai.graph.KeyStrategyFactory;
import com.alibaba.cloud.ai.graph.StateGraph;
import com.alibaba.cloud.ai.graph.action.AsyncEdgeAction;
import com.alibaba.cloud.ai.graph.action.AsyncNodeAction;
import com.alibaba.cloud.ai.graph.agent.ReactAgent;
import com.alibaba.cloud.ai.graph.agent.flow.agent.LoopAgent;
import com.alibaba.cloud.ai.graph.agent.flow.agent.loop.LoopMode;
import com.alibaba.cloud.ai.graph.agent.hook.modelcalllimit.ModelCallLimitHook;
import com.alibaba.cloud.ai.graph.state.strategy.ReplaceStrategy;
import java.util.Map;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.tool.annotation.Tool;

/** Spring AI Alibaba: a plain graph has 100 steps, an agent as many as it is told. */
public final class Reacts {

    public static final class Shelf {
        @Tool(description = "Finds a document")
        public String find(String words) {
            return "a document";
        }
    }

    private final ChatModel model;

    public Reacts(String url) {
        this.model = OpenAiChatModel.builder()
                .openAiApi(OpenAiApi.builder().baseUrl(url).apiKey("none").build())
                .defaultOptions(OpenAiChatOptions.builder().model("m").build())
                .build();
    }

    public Object hooked() throws Exception {
        return ReactAgent.builder()
                .name("a")
                .model(model)
                .methodTools(new Shelf())
                .hooks(ModelCallLimitHook.builder().runLimit(5).build())
                .build()
                .call("a");
    }

    public Object limited() throws Exception {
        return ReactAgent.builder()
                .name("a")
                .model(model)
                .methodTools(new Shelf())
                .compileConfig(CompileConfig.builder().recursionLimit(20).build())
                .build()
                .call("a");
    }

    public Object loop() throws Exception {
        ReactAgent writer = ReactAgent.builder().name("writer").model(model).outputKey("text").build();
        return LoopAgent.builder()
                .name("again")
                .subAgent(writer)
                .loopStrategy(LoopMode.count(4))
                .build()
                .invoke("a");
    }

    public Object graph() throws Exception {
        ChatClient client = ChatClient.create(model);
        KeyStrategyFactory keys = () -> Map.<String, KeyStrategy>of("said", new ReplaceStrategy());
        return new StateGraph("talk", keys)
                .addNode("talk", AsyncNodeAction.node_async(state ->
                        Map.of("said", client.prompt("Go on").call().content())))
                .addEdge(StateGraph.START, "talk")
                .addConditionalEdges(
                        "talk",
                        AsyncEdgeAction.edge_async(state -> state.value("said", "").equals("END") ? "end" : "on"),
                        Map.of("on", "talk", "end", StateGraph.END))
                .compile()
                .invoke(Map.of());
    }
}
