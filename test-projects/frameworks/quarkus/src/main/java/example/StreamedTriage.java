package example;

import dev.langchain4j.service.UserMessage;
import io.quarkiverse.langchain4j.RegisterAiService;
import io.smallrye.mutiny.Multi;

/** Streams: Quarkus limits the rounds of tool calls only where the answer is not streamed. */
@RegisterAiService(tools = Tickets.class) // site: framework-loop no limit, windowed; unbounded-framework-loop
public interface StreamedTriage {

    @UserMessage("Sort {ticket}")
    Multi<String> sort(String ticket);
}
