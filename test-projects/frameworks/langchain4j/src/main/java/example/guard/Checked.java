package example.guard;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.guardrail.config.OutputGuardrailsConfig;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.guardrail.OutputGuardrails;
import java.util.List;

/** Guardrails that ask again. */
public final class Checked {

    static final class Json implements OutputGuardrail {
        @Override
        public OutputGuardrailResult validate(AiMessage answer) {
            return answer.text().startsWith("{") ? success() : reprompt("no JSON", "Write JSON.");
        }
    }

    interface Extractor {
        @OutputGuardrails(value = Json.class, maxRetries = 4)
        String extract(String text);
    }

    interface Plain {
        String extract(String text);
    }

    private final ChatModel model;

    public Checked(ChatModel model) {
        this.model = model;
    }

    public String annotated(String text) { // calls: 4
        return AiServices.create(Extractor.class, model).extract(text);
    }

    public String built(String text) { // calls: 3
        Plain extractor = AiServices.builder(Plain.class)
                .chatModel(model)
                .outputGuardrailsConfig(
                        OutputGuardrailsConfig.builder().maxRetries(3).build())
                .outputGuardrails(List.of(new Json()))
                .build();
        return extractor.extract(text);
    }

    public String byDefault(String text) { // calls: 2
        Plain extractor = AiServices.builder(Plain.class)
                .chatModel(model)
                .outputGuardrailClasses(Json.class)
                .build();
        return extractor.extract(text);
    }
}
