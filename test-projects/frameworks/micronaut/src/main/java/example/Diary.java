package example;

import dev.langchain4j.agent.tool.Tool;
import jakarta.inject.Singleton;

/** Tools. */
@Singleton
public class Diary {

    @Tool("What is planned for a day")
    public String day(String date) {
        return date;
    }
}
