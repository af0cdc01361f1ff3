package example;

import dev.langchain4j.model.chat.ChatModel;

/** Tests are left out unless they are asked for. */
final class AgentTest {

    void neverEnds(ChatModel model) {
        while (true) {
            model.chat("again");
        }
    }
}
