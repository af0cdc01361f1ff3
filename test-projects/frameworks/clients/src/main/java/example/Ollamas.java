package example;

import io.github.ollama4j.Ollama;
import io.github.ollama4j.exceptions.OllamaException;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatResult;
import io.github.ollama4j.tools.Tools;

/** Ollama4j: its chat runs tools itself. */
public final class Ollamas {

    private final Ollama ollama = new Ollama("http://localhost:11434");
    private final Ollama patient = new Ollama("http://localhost:11434");

    public Ollamas(Tools.Tool tool) {
        ollama.registerTool(tool);
        patient.registerTool(tool);
        patient.setMaxChatToolCallRetries(5);
    }

    private static OllamaChatRequest request(String question) {
        return OllamaChatRequest.builder()
                .withModel("llama3")
                .withMessage(OllamaChatMessageRole.USER, question)
                .build();
    }

    public OllamaChatResult byDefault(String question) throws OllamaException { // calls: 4
        return ollama.chat(request(question), null); // site: framework-loop 3, linear
    }

    public OllamaChatResult patient(String question) throws OllamaException { // calls: 6
        return patient.chat(request(question), null); // site: framework-loop 5, linear; unpruned-context
    }
}
