package example;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.ChatLanguageModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;

/** An AI service with tools and no limit of its own. */
public final class Services {

    interface Librarian {
        String answer(String question);
    }

    public static final class Shelf {
        @Tool("Finds a document")
        public String find(@P("words of it") String words) {
            return "a document";
        }
    }

    private final ChatLanguageModel model;

    public Services(String url) {
        this.model = OpenAiChatModel.builder().baseUrl(url + "/").apiKey("none").modelName("gpt-4o").build();
    }

    public String byDefault() {
        return AiServices.builder(Librarian.class)
                .chatLanguageModel(model)
                .tools(new Shelf())
                .build()
                .answer("a");
    }
}
