package example.embabel;

import com.embabel.agent.api.annotation.AchievesGoal;
import com.embabel.agent.api.annotation.Action;
import com.embabel.agent.api.annotation.Agent;
import com.embabel.agent.api.annotation.LlmTool;
import com.embabel.agent.api.common.ActionContext;
import com.embabel.agent.api.common.Ai;
import com.embabel.agent.api.common.OperationContext;
import com.embabel.agent.api.common.workflow.loop.RepeatUntilAcceptableBuilder;
import com.embabel.agent.api.common.workflow.loop.RepeatUntilBuilder;
import com.embabel.agent.api.common.workflow.loop.TextFeedback;
import com.embabel.agent.api.invocation.AgentInvocation;
import com.embabel.agent.core.AgentPlatform;
import com.embabel.common.ai.model.LlmOptions;

/**
 * Actions of an agent. An action that fails is tried 5 times in all; an object whose answer cannot be bound is asked for
 * 10 times in all, and where it breaks a constraint, as often once more.
 */
@Agent(description = "Writes stories")
public class Writers {

    public record Facts(String text) {}

    public record Story(String text) {}

    public static class Library {
        @LlmTool(description = "Looks a book up")
        public String book(String title) {
            return title;
        }
    }

    @Action
    public Facts research(String about, OperationContext context) { // calls: 100 // site: retry 5, none
        return new Facts(context.ai() // 5 * 20
                .withDefaultLlm()
                .withToolObject(new Library())
                .generateText("Look up " + about)); // site: framework-loop 20, linear; unpruned-context
    }

    @AchievesGoal(description = "A story is written")
    @Action
    public Story write(Facts facts, Ai ai) { // calls: 100 // site: retry 5, none
        return ai.withLlm(LlmOptions.withModel("gpt-4o-mini").withMaxTokens(500))
                .createObject("Write a story from " + facts, Story.class); // 5 * (10 + 10)
    }

    public Story possible(String about, Ai ai) { // calls: 10
        return ai.withDefaultLlm().createObjectIfPossible("Write about " + about, Story.class);
    }

    public String plain(String about, Ai ai) { // calls: 1
        return ai.withDefaultLlm().generateText("Write about " + about);
    }

    public Story byDefault(Ai ai, ActionContext context) { // calls: 5
        return RepeatUntilBuilder.returning(Story.class)
                .repeating(attempt -> new Story(ai.withDefaultLlm().generateText("Again"))) // site: framework-loop 5, none
                .until(attempt -> attempt.lastAttempt().text().contains("END"))
                .asSubProcess(context);
    }

    public Story limited(Ai ai, ActionContext context) { // calls: 6
        return RepeatUntilAcceptableBuilder.returning(Story.class)
                .withMaxIterations(3)
                .repeating(attempt -> new Story(ai.withDefaultLlm().generateText("Again"))) // site: framework-loop 3, none
                .withEvaluator(attempt -> new TextFeedback(0.5, ai.withDefaultLlm().generateText("Judge"))) // site: framework-loop 3, none
                .asSubProcess(context);
    }

    public Story process(AgentPlatform platform, String about) { // calls: no limit
        return AgentInvocation.create(platform, Story.class).invoke(about); // site: framework-loop no limit, linear; unbounded-framework-loop, unpruned-context
    }
}
