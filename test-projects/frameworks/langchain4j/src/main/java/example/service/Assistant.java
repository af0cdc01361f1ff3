package example.service;

import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;

/** Implemented by LangChain4j. */
public interface Assistant {

    @SystemMessage("You help customers of a shop.")
    String chat(@MemoryId String user, @UserMessage String message);
}
