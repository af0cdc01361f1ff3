package example;

import com.google.adk.agents.LlmAgent;
import com.google.adk.agents.RunConfig;
import com.google.adk.models.Gemini;
import com.google.adk.runner.InMemoryRunner;
import com.google.adk.sessions.Session;
import com.google.adk.tools.Annotations.Schema;
import com.google.adk.tools.FunctionTool;
import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import java.util.Map;

/** Google's agent kit. */
public final class AdkRun {

    private final Client client;

    public AdkRun(String url) {
        this.client = Client.builder()
                .apiKey("none")
                .httpOptions(HttpOptions.builder().baseUrl(url).build())
                .build();
    }

    @Schema(description = "Finds a document on the shelf by a few words that stand in it")
    public static Map<String, Object> find(@Schema(name = "words", description = "words of it") String words) {
        return Map.of("result", Shelf.lookUp());
    }

    public String answer(String question, int turns) {
        LlmAgent agent = LlmAgent.builder()
                .name("librarian")
                .model(Gemini.builder().modelName("gemini-2.5-pro").apiClient(client).build())
                .instruction("Answer from the documents on the shelf. Look them up with the tool.")
                .tools(FunctionTool.create(AdkRun.class, "find"))
                .build();
        InMemoryRunner runner = new InMemoryRunner(agent);
        Session session =
                runner.sessionService().createSession(runner.appName(), "user").blockingGet();
        Content content = Content.fromParts(Part.fromText(question));
        RunConfig config = RunConfig.builder().maxLlmCalls(turns).build();
        StringBuilder answer = new StringBuilder();
        runner.runAsync("user", session.id(), content, config)
                .blockingForEach(event -> answer.append(event.stringifyContent()));
        return answer.toString();
    }
}
