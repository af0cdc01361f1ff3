package example;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.ChatLanguageModel;
import dev.langchain4j.service.AiServices;

/** A service with tools and no limit of its own: how often it asks at most is up to the library's version. */
public final class Helper {

    interface Assistant {
        String chat(String message);
    }

    static class Clock {
        @Tool("The time of day")
        String time() {
            return "noon";
        }
    }

    private final Assistant assistant;

    public Helper(ChatLanguageModel model) {
        this.assistant = AiServices.builder(Assistant.class) // site: framework-loop 10, linear; unpruned-context | framework-loop 100, linear; unpruned-context
                .chatLanguageModel(model)
                .tools(new Clock())
                .build();
    }

    public String help(String message) { // calls: 11 | 101
        return assistant.chat(message);
    }
}
