package example.app;

import example.core.ReActAgent;
import java.util.List;

/** Answers each question of a list. Nothing here names a framework. */
public final class Inbox {

    private final ReActAgent agent;

    public Inbox(ReActAgent agent) {
        this.agent = agent;
    }

    public void work(List<String> questions) {
        for (String question : questions) {
            System.out.println(agent.answer(question));
        }
    }
}
