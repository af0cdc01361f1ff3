package example.spring;

import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.spring.AiService;

/** Wired by the starter with the beans that there are, the memory among them. */
@AiService // site: framework-loop 100, windowed
public interface SupportAgent {

    @SystemMessage("You are a friendly support agent.")
    String answer(String question);
}
