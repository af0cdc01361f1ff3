package example;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.SystemMessage;

/** LangChain4j's AI service: the loop stands in the library. */
public final class ServiceWithTools {

    interface Librarian {
        @SystemMessage("Answer from the documents on the shelf. Look them up with the tool.")
        String answer(String question);
    }

    private final String url;

    public ServiceWithTools(String url) {
        this.url = url;
    }

    public String answer(String question, int turns) {
        Librarian librarian = AiServices.builder(Librarian.class)
                .chatModel(OpenAiChatModel.builder()
                        .baseUrl(url)
                        .apiKey("none")
                        .modelName("gpt-5.4")
                        .build())
                .tools(new Shelf())
                .maxToolCallingRoundTrips(turns)
                .build();
        return librarian.answer(question);
    }
}
