package example;

import dev.langchain4j.agentic.Agent;
import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.declarative.LoopAgent;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.service.V;

/** A declared loop of two agents: ten passes. */
public final class Reviews {

    public interface Editor {
        @UserMessage("Improve the style of {{story}}.")
        @Agent(description = "edits a story", outputKey = "story")
        String edit(@V("story") String story);
    }

    public interface Critic {
        @UserMessage("Judge {{story}}.")
        @Agent(description = "judges a story", outputKey = "opinion")
        String judge(@V("story") String story);
    }

    public interface Review {
        @LoopAgent(outputKey = "story", subAgents = {Editor.class, Critic.class})
        String review(@V("story") String story);
    }

    private final ChatModel model;

    public Reviews(String url) {
        this.model = OpenAiChatModel.builder().baseUrl(url).apiKey("none").modelName("m").build();
    }

    public String byDefault() {
        return AgenticServices.createAgenticSystem(Review.class, model).review("Once.");
    }
}
