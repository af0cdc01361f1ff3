package example;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;

/** A tool. */
public final class Shelf {
    @Tool("Finds a document")
    public String find(@P("words of it") String words) {
        return "a document";
    }
}
