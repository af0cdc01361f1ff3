package example;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.action.AsyncEdgeAction;
import org.bsc.langgraph4j.action.AsyncNodeAction;
import org.bsc.langgraph4j.state.AgentState;

/** A graph of a node that asks and a node that runs what was asked for. */
public final class GraphAgent {

    private final ChatModel model;
    private final Shelf shelf = new Shelf();

    public GraphAgent(String url) {
        this.model = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName("gpt-5.4")
                .build();
    }

    public String answer(String question, int turns) throws GraphStateException {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(UserMessage.from(question));
        StateGraph<AgentState> graph = new StateGraph<>(AgentState::new)
                .addNode("ask", AsyncNodeAction.node_async(state -> ask(messages)))
                .addNode("act", AsyncNodeAction.node_async(state -> act(messages)))
                .addEdge(StateGraph.START, "ask")
                .addConditionalEdges(
                        "ask",
                        AsyncEdgeAction.edge_async(state -> state.<String>value("next").orElse("end")),
                        Map.of("act", "act", "end", StateGraph.END))
                .addEdge("act", "ask");
        return graph.compile(CompileConfig.builder().recursionLimit(turns).build())
                .invoke(Map.of())
                .map(Object::toString)
                .orElse("");
    }

    private Map<String, Object> ask(List<ChatMessage> messages) {
        AiMessage answer = model.chat(ChatRequest.builder()
                        .messages(messages)
                        .toolSpecifications(ToolSpecifications.toolSpecificationsFrom(Shelf.class))
                        .build())
                .aiMessage();
        messages.add(answer);
        return Map.of("next", answer.hasToolExecutionRequests() ? "act" : "end");
    }

    private Map<String, Object> act(List<ChatMessage> messages) {
        AiMessage last = (AiMessage) messages.get(messages.size() - 1);
        for (ToolExecutionRequest call : last.toolExecutionRequests()) {
            String result = new DefaultToolExecutor(shelf, call).execute(call, null);
            messages.add(ToolExecutionResultMessage.from(call, result));
        }
        return Map.of();
    }
}
