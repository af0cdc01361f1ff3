package example;

import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;
import io.quarkiverse.langchain4j.RegisterAiService;
import jakarta.enterprise.context.ApplicationScoped;

/** Implemented by Quarkus, with its own limit. */
@RegisterAiService(tools = Tickets.class) // site: framework-loop 10, windowed
@ApplicationScoped
public interface Triage {

    @SystemMessage("You sort tickets.")
    String sort(@UserMessage String ticket);
}
