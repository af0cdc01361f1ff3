package example;

import static org.bsc.langgraph4j.StateGraph.END;
import static org.bsc.langgraph4j.StateGraph.START;
import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.agentexecutor.AgentExecutor;
import org.bsc.langgraph4j.state.AgentState;

/** LangGraph4j: 25 steps. */
public final class Graphs {

    private final ChatModel model;

    public Graphs(String url) {
        this.model = OpenAiChatModel.builder().baseUrl(url).apiKey("none").modelName("m").build();
    }

    private StateGraph<AgentState> talk() throws Exception {
        return new StateGraph<>(AgentState::new)
                .addNode("talk", node_async(state -> Map.of("said", model.chat("Go on"))))
                .addEdge(START, "talk")
                .addConditionalEdges(
                        "talk",
                        edge_async(state -> state.value("said").filter("END"::equals).isPresent() ? "end" : "on"),
                        Map.of("on", "talk", "end", END));
    }

    public Object byDefault() throws Exception {
        return talk().compile().invoke(Map.of());
    }

    public Object limited() throws Exception {
        return talk().compile(CompileConfig.builder().recursionLimit(6).build()).invoke(Map.of());
    }

    public Object agent() throws Exception {
        return AgentExecutor.builder()
                .chatModel(model)
                .toolsFromObject(new Shelf())
                .build()
                .compile()
                .invoke(Map.of("messages", UserMessage.from("a")));
    }
}
