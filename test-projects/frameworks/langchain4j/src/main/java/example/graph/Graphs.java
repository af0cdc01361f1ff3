package example.graph;

import static org.bsc.langgraph4j.StateGraph.END;
import static org.bsc.langgraph4j.StateGraph.START;
import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import example.service.Orders;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.agentexecutor.AgentExecutor;
import org.bsc.langgraph4j.agentexecutor.MessageWindowConversationContextPolicy;
import org.bsc.langgraph4j.prebuilt.MessagesState;
import org.bsc.langgraph4j.prebuilt.MessagesStateGraph;

/** Graphs whose cycle is declared and nowhere written as a loop. */
public final class Graphs {

    private final ChatModel model;

    public Graphs(ChatModel model) {
        this.model = model;
    }

    private StateGraph<MessagesState<ChatMessage>> chatter() throws GraphStateException {
        return new MessagesStateGraph<ChatMessage>()
                .addNode("draft", node_async(state -> Map.of("messages", answer(state.messages()))))
                .addNode("judge", node_async(state -> Map.of("messages", answer(state.messages()))))
                .addEdge(START, "draft")
                .addEdge("draft", "judge")
                .addConditionalEdges( // site: graph 25, none
                        "judge",
                        edge_async(state -> good(state) ? "done" : "again"),
                        Map.of("again", "draft", "done", END));
    }

    private AiMessage answer(List<ChatMessage> messages) {
        return model.chat(messages).aiMessage();
    }

    private static boolean good(MessagesState<ChatMessage> state) {
        return state.lastMessage().map(message -> ((AiMessage) message).text().contains("GOOD")).orElse(false);
    }

    public Object byDefault(String question) throws GraphStateException { // calls: 24
        return chatter().compile().invoke(Map.of("messages", UserMessage.from(question)));
    }

    public Object limited(String question) throws GraphStateException { // calls: 8
        return chatter()
                .compile(CompileConfig.builder().recursionLimit(8).build())
                .invoke(Map.of("messages", UserMessage.from(question)));
    }

    public Object executor(String question) throws GraphStateException { // calls: 12
        return AgentExecutor.builder()
                .chatModel(model)
                .toolsFromObject(new Orders())
                .build() // site: framework-loop 12, linear; unpruned-context
                .compile()
                .invoke(Map.of("messages", UserMessage.from(question)));
    }

    public Object windowed(String question) throws GraphStateException { // calls: 12
        return AgentExecutor.builder()
                .chatModel(model)
                .conversationContextPolicy(new MessageWindowConversationContextPolicy(10))
                .toolsFromObject(new Orders())
                .build() // site: framework-loop 12, windowed
                .compile()
                .invoke(Map.of("messages", UserMessage.from(question)));
    }
}
