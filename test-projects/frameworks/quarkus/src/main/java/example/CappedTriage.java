package example;

import dev.langchain4j.service.UserMessage;
import io.quarkiverse.langchain4j.RegisterAiService;

/** The same with a limit of its own and no memory. */
@RegisterAiService( // site: framework-loop 3, linear
        tools = Tickets.class,
        maxSequentialToolInvocations = 3,
        chatMemoryProviderSupplier = RegisterAiService.NoChatMemoryProviderSupplier.class)
public interface CappedTriage {

    @UserMessage("Sort {ticket}")
    String sort(String ticket);
}
