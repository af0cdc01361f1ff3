package example.spring;

import dev.langchain4j.agent.tool.Tool;
import org.springframework.stereotype.Component;

/** Tools that the starter finds. */
@Component
public class Bookings {

    @Tool("Looks a booking up")
    public String booking(String number) {
        return "booking " + number;
    }
}
