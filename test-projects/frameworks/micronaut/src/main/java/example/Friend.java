package example;

import dev.langchain4j.service.SystemMessage;
import io.micronaut.langchain4j.annotation.AiService;

/** Implemented by Micronaut with LangChain4j. */
@AiService(tools = Diary.class) // site: framework-loop 100, windowed
public interface Friend {

    @SystemMessage("You are a good friend.")
    String chat(String message);
}
