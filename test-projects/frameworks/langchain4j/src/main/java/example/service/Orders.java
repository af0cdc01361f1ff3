package example.service;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;

/** Tools of a shop. */
public class Orders {

    @Tool("The state of an order")
    public String state(@P("number of the order") String number) {
        return "order " + number + " is on its way";
    }

    @Tool("Cancels an order")
    public void cancel(String number) {
        System.out.println("cancelled " + number);
    }
}
