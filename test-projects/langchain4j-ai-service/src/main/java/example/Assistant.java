package example;

import dev.langchain4j.service.SystemMessage;

/** Implemented by LangChain4j. */
public interface Assistant {

    @SystemMessage("You answer questions about the weather. Use the tools.")
    String answer(String question);
}
