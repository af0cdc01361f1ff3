package example;

import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;

/** Answers one question with a fresh assistant. */
public final class WeatherDesk {

    private final ChatModel model;

    public WeatherDesk(ChatModel model) {
        this.model = model;
    }

    public String ask(String question) {
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(model)
                .tools(new WeatherTools())
                .chatMemory(MessageWindowChatMemory.withMaxMessages(12))
                .build();
        return assistant.answer(question);
    }
}
