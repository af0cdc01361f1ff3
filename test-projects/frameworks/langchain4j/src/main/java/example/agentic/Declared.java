package example.agentic;

import dev.langchain4j.agentic.AgenticServices;
import dev.langchain4j.agentic.declarative.ExitCondition;
import dev.langchain4j.agentic.declarative.LoopAgent;
import dev.langchain4j.agentic.declarative.SequenceAgent;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.V;

/** Agents put together by annotations. */
public final class Declared {

    public interface StyleReview {

        @LoopAgent(
                outputKey = "story",
                maxIterations = 4,
                subAgents = {Writers.Scorer.class, Writers.Editor.class}) // site: framework-loop 4, none
        String review(@V("story") String story);

        @ExitCondition
        static boolean good(@V("score") double score) {
            return score >= 0.8;
        }
    }

    public interface LongReview {

        @LoopAgent(
                outputKey = "story",
                subAgents = {Writers.Scorer.class, Writers.Editor.class}) // site: framework-loop 10, none
        String review(@V("story") String story);
    }

    public interface Novel {

        @SequenceAgent(
                outputKey = "story",
                subAgents = {Writers.Author.class, StyleReview.class})
        String write(@V("topic") String topic);
    }

    private final ChatModel model;

    public Declared(ChatModel model) {
        this.model = model;
    }

    public String review(String story) { // calls: 8
        StyleReview review = AgenticServices.createAgenticSystem(StyleReview.class, model);
        return review.review(story);
    }

    public String reviewAtLength(String story) { // calls: 20
        return AgenticServices.createAgenticSystem(LongReview.class, model).review(story);
    }

    public String novel(String topic) { // calls: 9
        return AgenticServices.createAgenticSystem(Novel.class, model).write(topic);
    }
}
