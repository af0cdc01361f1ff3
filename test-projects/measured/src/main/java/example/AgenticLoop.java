package example;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.UntypedAgent;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;
import java.util.Map;

/** LangChain4j's loop of agents: one writes, one judges, until it is good or has been tried often enough. */
public final class AgenticLoop {

    public interface Writer {
        @UserMessage("Improve this draft: {{draft}}")
        @Agent("improves a draft")
        String write(@V("draft") String draft);
    }

    public interface Judge {
        @UserMessage("Say whether this draft is good: {{draft}}")
        @Agent("judges a draft")
        String judge(@V("draft") String draft);
    }

    private final ChatModel model;

    public AgenticLoop(String url) {
        this.model = OpenAiChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName("gpt-5.4")
                .build();
    }

    public Object answer(String question, int turns) {
        Writer writer = AgenticServices.agentBuilder(Writer.class)
                .chatModel(model)
                .outputKey("draft")
                .build();
        Judge judge = AgenticServices.agentBuilder(Judge.class)
                .chatModel(model)
                .outputKey("verdict")
                .build();
        UntypedAgent loop = AgenticServices.loopBuilder()
                .subAgents(writer, judge)
                .outputKey("draft")
                .exitCondition(scope -> "good".equals(scope.readState("verdict", "")))
                .maxIterations(turns)
                .build();
        return loop.invoke(Map.of("draft", question));
    }
}
