package example.desk;

import example.agent.Translator;
import java.util.ArrayList;
import java.util.List;

/** Where orders arrive. */
public final class Desk {

    private final Translator translator;

    public Desk(Translator translator) {
        this.translator = translator;
    }

    public List<String> answer(List<String> orders) {
        List<String> texts = new ArrayList<>();
        for (String order : orders) {
            texts.add(translator.translate(order));
        }
        return texts;
    }
}
