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

/** The Agent Development Kit: 500 requests in one run. */
public final class Runs {

    private final Client client;

    public Runs(String url) {
        this.client = Client.builder()
                .apiKey("none")
                .httpOptions(HttpOptions.builder().baseUrl(url).build())
                .build();
    }

    @Schema(description = "Finds a document")
    public static Map<String, Object> find(@Schema(name = "words", description = "words of it") String words) {
        return Map.of("result", "a document");
    }

    private InMemoryRunner runner() {
        return new InMemoryRunner(LlmAgent.builder()
                .name("librarian")
                .model(Gemini.builder().modelName("gemini-2.5-flash").apiClient(client).build())
                .tools(FunctionTool.create(Runs.class, "find"))
                .build());
    }

    public Object byDefault() {
        InMemoryRunner runner = runner();
        Session session = runner.sessionService().createSession(runner.appName(), "user").blockingGet();
        return runner.runAsync("user", session.id(), Content.fromParts(Part.fromText("a"))).blockingLast();
    }

    public Object limited() {
        InMemoryRunner runner = runner();
        Session session = runner.sessionService().createSession(runner.appName(), "user").blockingGet();
        return runner.runAsync(
                        "user",
                        session.id(),
                        Content.fromParts(Part.fromText("a")),
                        RunConfig.builder().maxLlmCalls(12).build())
                .blockingLast();
    }
}
