package shop;

import dev.langchain4j.model.chat.ChatModel;

/** Divides a task until its parts are small. */
public final class Planner {

    private final ChatModel model;

    public Planner(ChatModel model) {
        this.model = model;
    }

    public void solve(String goal) {
        plan(model.chat("Say in one sentence what is wanted: " + goal));
    }

    private void plan(String task) {
        String answer = model.chat("Divide into two parts, or say DONE: " + task);
        if (!answer.contains("DONE")) {
            plan(answer.substring(0, answer.length() / 2));
            plan(answer.substring(answer.length() / 2));
        }
    }
}
