package example;

import dev.langchain4j.model.chat.ChatModel;

/** A module of another build tool. */
final class Agent {

    private final ChatModel model;

    Agent(ChatModel model) {
        this.model = model;
    }

    String refine(String text) {
        String refined = text;
        do {
            refined = model.chat("Make this better, or say DONE: " + refined);
        } while (!refined.startsWith("DONE"));
        return refined;
    }
}
