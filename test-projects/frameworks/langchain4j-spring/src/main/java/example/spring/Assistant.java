package example.spring;

import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;

/** Built by a configuration class. */
public interface Assistant {

    @SystemMessage("You help customers of a shop.")
    String chat(@MemoryId String user, @UserMessage String message);
}
