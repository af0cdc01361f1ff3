package example.desk;

import example.agent.Translator;
import example.orders.Order;
import java.util.ArrayList;
import java.util.List;

/** Where orders arrive. */
public final class Desk {

    private final Translator translator;

    public Desk(Translator translator) {
        this.translator = translator;
    }

    public List<String> answer(List<Order> orders) {
        List<String> texts = new ArrayList<>();
        for (Order order : orders) {
            texts.add(translator.translate(order));
        }
        return texts;
    }
}
