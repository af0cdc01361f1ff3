package example;

import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;

/** Runs steps until one of them says that the work is done, or there were enough of them. */
public abstract class BaseAgent {

    private final int maxSteps;
    private int currentStep;
    protected final List<Message> messages = new ArrayList<>();
    protected boolean finished;

    protected BaseAgent(int maxSteps) {
        this.maxSteps = maxSteps;
    }

    public String run(String task) {
        messages.add(new UserMessage(task));
        List<String> results = new ArrayList<>();
        currentStep = 0;
        while (currentStep < maxSteps && !finished) {
            currentStep++;
            results.add(step());
        }
        return String.join("\n", results);
    }

    /** One step of the work. */
    protected abstract String step();
}
