package example;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;

/** The shelf as Spring AI offers it. */
public final class SpringShelf {

    @Tool(description = "Finds a document on the shelf by a few words that stand in it")
    public String find(@ToolParam(description = "words of the document") String words) {
        return Shelf.lookUp();
    }
}
