package example;

import dev.langchain4j.model.chat.ChatModel;

/** Somebody was called away. */
final class Draft {

    String ask(ChatModel model) {
        return model.chat("What was I
    }
}
