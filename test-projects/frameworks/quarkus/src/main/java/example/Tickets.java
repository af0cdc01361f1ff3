package example;

import dev.langchain4j.agent.tool.Tool;
import jakarta.enterprise.context.ApplicationScoped;

/** Tools. */
@ApplicationScoped
public class Tickets {

    @Tool("Looks a ticket up")
    public String ticket(int number) {
        return "ticket " + number;
    }
}
