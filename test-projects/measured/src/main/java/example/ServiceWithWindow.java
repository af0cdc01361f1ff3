package example;

import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.SystemMessage;

/** An AI service whose memory keeps the last messages only. */
public final class ServiceWithWindow {

    interface Librarian {
        @SystemMessage("Answer from the documents on the shelf. Look them up with the tool.")
        String answer(String question);
    }

    private final String url;

    public ServiceWithWindow(String url) {
        this.url = url;
    }

    public String answer(String question, int turns) {
        Librarian librarian = AiServices.builder(Librarian.class)
                .chatModel(OpenAiChatModel.builder()
                        .baseUrl(url)
                        .apiKey("none")
                        .modelName("gpt-5.4")
                        .build())
                .chatMemory(MessageWindowChatMemory.withMaxMessages(8))
                .tools(new Shelf())
                .maxToolCallingRoundTrips(turns)
                .build();
        return librarian.answer(question);
    }
}
