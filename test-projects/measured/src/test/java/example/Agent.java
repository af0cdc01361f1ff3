package example;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An agent that is run.
 *
 * @param entryPoint its method, as reports name it
 * @param made makes it, given the address of its model
 * @param failures how often the server fails before each answer
 */
record Agent(String entryPoint, Function<String, Run> made, int failures) {

    /** Asks the agent; it may give up with an exception. */
    interface Run {
        Object ask(String question, int turns) throws Exception;
    }

    private static final int QUESTION_TOKENS = 60;

    /** A little less than is assumed, because some libraries put quotes round a result. */
    static final int RESULT_TOKENS = 290;

    private static final int ANSWER_TOKENS = 120;
    private static final int TOOL_CALLS = 2;

    /** All of them. */
    static List<Agent> all() {
        return List.of(
                of("AdkRun", url -> new AdkRun(url)::answer),
                of("AgenticLoop", url -> new AgenticLoop(url)::answer),
                of("ChatCompletionsLoop", url -> new ChatCompletionsLoop(url)::answer),
                of("GeminiChat", url -> new GeminiChat(url)::answer),
                of("GeminiMethods", url -> new GeminiMethods(url)::answer),
                of("GraphAgent", url -> new GraphAgent(url)::answer),
                of("GrowingPrompt", url -> new GrowingPrompt(url)::answer),
                of("HttpLoop", url -> new HttpLoop(url)::answer),
                of("LowLevelLoop", url -> new LowLevelLoop(url)::answer),
                of("LowLevelWindow", url -> new LowLevelWindow(url)::answer),
                of("ManualToolCalling", url -> new ManualToolCalling(url)::answer),
                of("MessagesLoop", url -> new MessagesLoop(url)::answer),
                of("NestedRetries", url -> new NestedRetries(url)::answer),
                of("Recursion", url -> new Recursion(url)::answer),
                of("RememberingClient", url -> new RememberingClient(url)::answer),
                of("RepeatingAdvisor", url -> new RepeatingAdvisor(url)::answer),
                of("ResponsesConversation", url -> new ResponsesConversation(url)::answer),
                of("ServiceWithTools", url -> new ServiceWithTools(url)::answer),
                of("ServiceWithWindow", url -> new ServiceWithWindow(url)::answer),
                of("SubAgents", url -> new SubAgents(url)::answer),
                of("Summariser", url -> new Summariser(url)::answer));
    }

    /** Some of them with servers that fail as often as their library tries again. */
    static List<Agent> failing() {
        return List.of(
                new Agent("NestedRetries#answer", url -> new NestedRetries(url)::answer, 1),
                new Agent("ChatCompletionsLoop#answer", url -> new ChatCompletionsLoop(url)::answer, 2),
                new Agent("MessagesLoop#answer", url -> new MessagesLoop(url)::answer, 2));
    }

    private static Agent of(String type, Function<String, Run> made) {
        return new Agent(type + "#answer", made, 0);
    }

    /** Runs it, and gives back what it cost, by the names of the report's figures. */
    Map<String, Double> measure(int turns) {
        return measure(turns, RESULT_TOKENS);
    }

    /** The same with tool results of so many tokens. */
    Map<String, Double> measure(int turns, int resultTokens) {
        Shelf.text = Tokens.text(resultTokens);
        Shelf.takeLookups();
        try (ModelServer server = new ModelServer(new ModelServer.Conduct(ANSWER_TOKENS, TOOL_CALLS, failures))) {
            try {
                made.apply(server.url()).ask(Tokens.text(QUESTION_TOKENS), turns);
            } catch (Exception gaveUp) {
                if (server.usage().requests() == 0) {
                    throw new AssertionError(entryPoint + " asked nothing", gaveUp);
                }
            }
            ModelServer.Usage usage = server.usage();
            return Map.of(
                    "modelCalls", (double) usage.requests(),
                    "toolCalls", (double) Shelf.takeLookups(),
                    "inputTokens", (double) usage.inputTokens(),
                    "outputTokens", (double) usage.outputTokens());
        }
    }

    @Override
    public String toString() {
        return entryPoint;
    }
}
