package example.agent;

import dev.langchain4j.model.chat.ChatModel;

/** Translates three times, each time better. */
public final class Translator {

    private static final int TRIES = 3;

    private final ChatModel model;

    public Translator(ChatModel model) {
        this.model = model;
    }

    public String translate(String text) {
        String translation = text;
        for (int tries = 0; tries < TRIES; tries++) {
            translation = model.chat("Translate better: " + translation);
        }
        return translation;
    }
}
