package example;

import java.util.List;
import java.util.Map;

/**
 * An agent that is run.
 *
 * @param entryPoint its method, as reports name it
 * @param failures how often the server fails before each answer
 */
record Agent(String entryPoint, Run run, int failures) {

    /** Asks the agent at the address; an agent may give up with an exception. */
    interface Run {
        void ask(String url, String question, int turns) throws Exception;
    }

    private static final int QUESTION_TOKENS = 60;
    private static final int RESULT_TOKENS = 290;
    private static final int ANSWER_TOKENS = 120;
    private static final int TOOL_CALLS = 2;

    /** All of them. */
    static List<Agent> all() {
        return List.of(
                of("LowLevelLoop#answer", (url, question, turns) -> new LowLevelLoop(url).answer(question, turns)),
                of(
                        "ServiceWithTools#answer",
                        (url, question, turns) -> new ServiceWithTools(url).answer(question, turns)));
    }

    private static Agent of(String entryPoint, Run run) {
        return new Agent(entryPoint, run, 0);
    }

    /** Runs it, and gives back what it cost, by the names of the report's figures. */
    Map<String, Double> measure(int turns) {
        Shelf.text = Tokens.text(RESULT_TOKENS);
        Shelf.takeLookups();
        try (ModelServer server = new ModelServer(new ModelServer.Conduct(ANSWER_TOKENS, TOOL_CALLS, failures))) {
            try {
                run.ask(server.url(), Tokens.text(QUESTION_TOKENS), turns);
            } catch (Exception gaveUp) {
                System.out.println(entryPoint + " gave up after " + server.usage() + ": " + gaveUp);
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
