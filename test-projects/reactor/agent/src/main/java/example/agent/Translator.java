package example.agent;

import dev.langchain4j.model.chat.ChatModel;
import example.orders.Order;

/** Translates until the model likes its own work. */
public final class Translator {

    private final ChatModel model;

    public Translator(ChatModel model) {
        this.model = model;
    }

    public String translate(Order order) {
        String translation = model.chat("Translate into English: " + order.text());
        while (!model.chat("Is this good English? Answer yes or no. " + translation).startsWith("yes")) {
            translation = model.chat("Translate better: " + order.text());
        }
        return translation;
    }
}
