package example;

import io.github.ollama4j.Ollama;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.tools.Tools;
import java.util.Map;

/** Ollama4j: three rounds of tools. */
public final class Ollamas {

    private final String url;

    public Ollamas(String url) {
        this.url = url;
    }

    private static Tools.Tool tool() {
        return Tools.Tool.builder()
                .toolSpec(Tools.ToolSpec.builder()
                        .name("find")
                        .description("Finds a document")
                        .parameters(Tools.Parameters.of(Map.of(
                                "words",
                                Tools.Property.builder().type("string").description("words of it").required(true).build())))
                        .build())
                .toolFunction(arguments -> "a document")
                .build();
    }

    private static OllamaChatRequest request() {
        return OllamaChatRequest.builder().withModel("m").withMessage(OllamaChatMessageRole.USER, "a").build();
    }

    public Object byDefault() throws Exception {
        Ollama ollama = new Ollama(url);
        ollama.registerTool(tool());
        return ollama.chat(request(), null);
    }

    public Object limited() throws Exception {
        Ollama ollama = new Ollama(url);
        ollama.registerTool(tool());
        ollama.setMaxChatToolCallRetries(5);
        return ollama.chat(request(), null);
    }
}
