package shop;

import dev.langchain4j.model.chat.ChatModel;
import java.util.List;

/** Sums up what customers say. */
public final class Reviews {

    private final ChatModel model;

    public Reviews(ChatModel model) {
        this.model = model;
    }

    public String sumUp(List<String> reviews) {
        StringBuilder all = new StringBuilder();
        for (String review : reviews) {
            all.append(model.chat("Sum up in one sentence: " + review));
        }
        return model.chat("Sum up: " + all);
    }

    public String title(String review) {
        return model.chat("Find a title for: " + review);
    }
}
