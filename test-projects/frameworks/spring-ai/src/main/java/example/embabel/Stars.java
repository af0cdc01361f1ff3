package example.embabel;

import com.embabel.agent.api.annotation.AchievesGoal;
import com.embabel.agent.api.annotation.Action;
import com.embabel.agent.api.annotation.Agent;
import com.embabel.agent.api.common.OperationContext;
import com.embabel.agent.domain.io.UserInput;

/** An agent of Embabel: its actions are planned by the platform. */
@Agent(description = "Finds news for a star sign")
public class Stars {

    public record Person(String name, String sign) {}

    public record Writeup(String text) {}

    @Action
    public Person person(UserInput input, OperationContext context) {
        return context.ai().withDefaultLlm().createObject("Who is it? " + input.getContent(), Person.class);
    }

    @AchievesGoal(description = "A text for the person")
    @Action
    public Writeup write(Person person, OperationContext context) {
        return context.ai().withLlm("gpt-4o").createObject("Write for " + person.name(), Writeup.class);
    }
}
