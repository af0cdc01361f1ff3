package example;

import dev.langchain4j.model.chat.ChatModel;

/** Shortens a text in a few rounds. */
public final class Summarizer {

    private static final int ROUNDS = 3;

    private final ChatModel model;

    public Summarizer(ChatModel model) {
        this.model = model;
    }

    public String shorten(String text) {
        String summary = text;
        for (int round = 0; round < ROUNDS; round++) {
            summary = model.chat("Say this in half as many words: " + summary);
        }
        return summary;
    }
}
