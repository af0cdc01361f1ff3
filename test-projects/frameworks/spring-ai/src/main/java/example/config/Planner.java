package example.config;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A cap from the configuration, a memory from a bean. */
@RestController
public class Planner {

    private final ChatClient chatClient;
    private final int maxSteps;

    public Planner(ChatClient chatClient, @Value("${planner.max-steps:20}") int maxSteps) {
        this.chatClient = chatClient;
        this.maxSteps = maxSteps;
    }

    @PostMapping("/plan")
    public String plan(@RequestBody String wish) { // calls: max(maxSteps, max(0, maxSteps - 1) + 1) = 7
        String plan = wish;
        for (int step = 0; step < maxSteps; step++) { // site: loop maxSteps = 7, none
            plan = chatClient.prompt().user("Improve the plan: " + plan).call().content();
            if (plan.contains("DONE")) {
                return plan;
            }
        }
        return plan;
    }
}
