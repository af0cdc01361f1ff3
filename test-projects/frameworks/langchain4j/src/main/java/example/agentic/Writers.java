package example.agentic;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.agentic.supervisor.SupervisorAgent;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import example.service.Orders;
import java.util.Map;

/** Agents put together by builders. */
public final class Writers {

    public interface Author {
        @UserMessage("Write a story about {{topic}}.")
        @Agent(description = "writes a story", outputKey = "story")
        String write(@V("topic") String topic);
    }

    public interface Editor {
        @UserMessage("Improve the style of {{story}}.")
        @Agent(description = "edits a story", outputKey = "story")
        String edit(@V("story") String story);
    }

    public interface Scorer {
        @UserMessage("Score {{story}} between 0 and 1.")
        @Agent(description = "scores a story", outputKey = "score")
        double score(@V("story") String story);
    }

    public interface Researcher {
        @UserMessage("Look {{topic}} up.")
        @Agent(description = "looks things up", outputKey = "facts")
        String research(@V("topic") String topic);
    }

    private final ChatModel model;
    private final Author author;
    private final Editor editor;
    private final Scorer scorer;

    public Writers(ChatModel model) {
        this.model = model;
        this.author = AgenticServices.agentBuilder(Author.class).chatModel(model).outputKey("story").build();
        this.editor = AgenticServices.agentBuilder(Editor.class).chatModel(model).outputKey("story").build();
        this.scorer = AgenticServices.agentBuilder(Scorer.class).chatModel(model).outputKey("score").build();
    }

    public String sequence(String topic) { // calls: 2
        UntypedAgent novel = AgenticServices.sequenceBuilder().subAgents(author, editor).outputKey("story").build();
        return (String) novel.invoke(Map.of("topic", topic));
    }

    public Object loop(String story) { // calls: 10
        UntypedAgent review = AgenticServices.loopBuilder()
                .subAgents(scorer, editor) // site: framework-loop 5, none
                .maxIterations(5)
                .exitCondition(scope -> scope.readState("score", 0.0) >= 0.8)
                .build();
        return review.invoke(Map.of("story", story));
    }

    public Object endlessLoop(String story) { // calls: no limit
        UntypedAgent review = AgenticServices.loopBuilder()
                .subAgents(scorer, editor) // site: framework-loop no limit, none; unbounded-framework-loop
                .exitCondition(scope -> scope.readState("score", 0.0) >= 0.8)
                .build();
        return review.invoke(Map.of("story", story));
    }

    public String supervised(String request) { // calls: 20
        SupervisorAgent chief = AgenticServices.supervisorBuilder()
                .chatModel(model)
                .subAgents(author, editor)
                .build();
        return chief.invoke(request); // site: framework-loop 10, windowed
    }

    public String supervisedBriefly(String request) { // calls: 6
        SupervisorAgent chief = AgenticServices.supervisorBuilder()
                .chatModel(model)
                .subAgents(author, editor)
                .maxAgentsInvocations(3)
                .build();
        return chief.invoke(request); // site: framework-loop 3, windowed
    }

    public String withTools(String topic) { // calls: 9
        Researcher helped = AgenticServices.agentBuilder(Researcher.class) // site: framework-loop 8, linear; unpruned-context
                .chatModel(model)
                .tools(new Orders())
                .maxToolCallingRoundTrips(8)
                .build();
        return helped.research(topic);
    }
}
