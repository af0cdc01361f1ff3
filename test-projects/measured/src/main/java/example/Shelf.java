package example;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.util.concurrent.atomic.AtomicInteger;

/** What every agent may look things up in. How long a result is, is for the test to say. */
public final class Shelf {

    /** What each look-up finds. */
    public static volatile String text = "";

    private static final AtomicInteger LOOKUPS = new AtomicInteger();

    @Tool("Finds a document on the shelf by a few words that stand in it")
    public String find(@P("words of the document") String words) {
        return lookUp();
    }

    /** The same for agents that offer it under a name of their own. */
    public static String lookUp() {
        LOOKUPS.incrementAndGet();
        return text;
    }

    /** How often something was looked up since the last time somebody asked. */
    public static int takeLookups() {
        return LOOKUPS.getAndSet(0);
    }
}
