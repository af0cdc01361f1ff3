package example.adk;

import com.google.adk.agents.LlmAgent;
import com.google.adk.agents.LoopAgent;
import com.google.adk.agents.RunConfig;
import com.google.adk.agents.SequentialAgent;
import com.google.adk.runner.InMemoryRunner;
import com.google.adk.sessions.Session;
import com.google.adk.tools.AgentTool;
import com.google.adk.tools.Annotations.Schema;
import com.google.adk.tools.FunctionTool;
import com.google.genai.types.Content;
import com.google.genai.types.Part;
import java.util.List;
import java.util.Map;

/** Agents of the Agent Development Kit. */
public final class Travel {

    private static final RunConfig BRIEF = RunConfig.builder().maxLlmCalls(12).build();

    public static Map<String, String> weather(@Schema(name = "city", description = "the city") String city) {
        return Map.of("weather", "fine in " + city);
    }

    private static LlmAgent guide() {
        return LlmAgent.builder()
                .name("guide")
                .model("gemini-2.5-flash")
                .instruction("Answer with the weather.")
                .tools(FunctionTool.create(Travel.class, "weather"))
                .build();
    }

    private static String run(InMemoryRunner runner, String text, RunConfig config) {
        Session session = runner.sessionService().createSession(runner.appName(), "user").blockingGet();
        StringBuilder answer = new StringBuilder();
        runner.runAsync(session.sessionKey(), Content.fromParts(Part.fromText(text)), config) // site: framework-loop 12, linear; unpruned-context
                .blockingForEach(event -> answer.append(event.stringifyContent()));
        return answer.toString();
    }

    public String byDefault(String text) { // calls: 500
        InMemoryRunner runner = new InMemoryRunner(guide());
        Session session = runner.sessionService().createSession(runner.appName(), "user").blockingGet();
        return runner.runAsync("user", session.id(), Content.fromParts(Part.fromText(text))) // site: framework-loop 500, linear; unpruned-context
                .blockingLast()
                .stringifyContent();
    }

    public String brief(String text) { // calls: 12
        return run(new InMemoryRunner(guide()), text, BRIEF);
    }

    public String steps(String text) { // calls: 500
        LlmAgent agent = LlmAgent.builder()
                .name("guide")
                .model("gemini-2.5-flash")
                .maxSteps(6)
                .tools(FunctionTool.create(Travel.class, "weather"))
                .build();
        InMemoryRunner runner = new InMemoryRunner(agent);
        return runner.runAsync("user", "session", Content.fromParts(Part.fromText(text))) // site: framework-loop 500, linear; unpruned-context
                .blockingLast()
                .stringifyContent();
    }

    public String loop(String text) { // calls: 6
        LlmAgent writer = LlmAgent.builder().name("writer").model("gemini-2.5-flash").build();
        LlmAgent critic = LlmAgent.builder().name("critic").model("gemini-2.5-flash").build();
        LoopAgent loop = LoopAgent.builder().name("loop").subAgents(writer, critic).maxIterations(3).build(); // site: framework-loop 3, linear
        InMemoryRunner runner = new InMemoryRunner(loop);
        return runner.runAsync("user", "session", Content.fromParts(Part.fromText(text)))
                .blockingLast()
                .stringifyContent();
    }

    public String endlessLoop(String text) { // calls: 12
        LlmAgent writer = LlmAgent.builder().name("writer").model("gemini-2.5-flash").build();
        LoopAgent loop = LoopAgent.builder().name("loop").subAgents(writer).build(); // site: framework-loop 500, linear; unpruned-context
        InMemoryRunner runner = new InMemoryRunner(loop);
        return run(runner, text, BRIEF);
    }

    public void conversation(List<String> questions) { // calls: 12 * size of questions
        InMemoryRunner runner = new InMemoryRunner(guide());
        for (String question : questions) { // site: loop size of questions, linear; unpruned-context
            runner.runAsync("user", "session", Content.fromParts(Part.fromText(question)), BRIEF) // site: framework-loop 12, linear; unpruned-context
                    .blockingLast();
        }
    }

    public String delegated(String text) { // calls: 6012
        // Each run of an agent that is a tool has 500 requests of its own: 12 + 12 * 500.
        LlmAgent chief = LlmAgent.builder()
                .name("chief")
                .model("gemini-2.5-flash")
                .tools(AgentTool.create(guide()))
                .build();
        return new InMemoryRunner(chief)
                .runAsync("user", "session", Content.fromParts(Part.fromText(text)), BRIEF) // site: framework-loop 12, linear; unpruned-context
                .blockingLast()
                .stringifyContent();
    }

    public String sequence(String text) { // calls: 2
        LlmAgent writer = LlmAgent.builder().name("writer").model("gemini-2.5-flash").build();
        LlmAgent critic = LlmAgent.builder().name("critic").model("gemini-2.5-flash").build();
        InMemoryRunner runner = new InMemoryRunner(
                SequentialAgent.builder().name("both").subAgents(writer, critic).build());
        return runner.runAsync("user", "session", Content.fromParts(Part.fromText(text)))
                .blockingLast()
                .stringifyContent();
    }
}
