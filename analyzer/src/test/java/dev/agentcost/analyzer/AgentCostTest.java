package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.IterationBound;
import dev.agentcost.analyzer.result.Scenario;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What one call of an agent's method can cost, from its source alone. */
class AgentCostTest {

    private static String calls(AgentSource agent, String method) {
        return agent.entry(method).cost().get(Dimension.MODEL_CALLS).toString();
    }

    private static String inputGrowth(AgentSource agent, String method) {
        return agent.entry(method).cost().get(Dimension.INPUT_TOKENS).growth().toString();
    }

    private static final String REACT = """
            String run(String question) {
                List<ChatMessage> messages = new ArrayList<>();
                messages.add(UserMessage.from(question));
                %s // HERE
                    AiMessage answer = model.chat(messages).aiMessage();
                    messages.add(answer);
                    if (!answer.hasToolExecutionRequests()) {
                        return answer.text();
                    }
                    for (ToolExecutionRequest request : answer.toolExecutionRequests()) {
                        String result = tool.execute(request, null);
                        messages.add(ToolExecutionResultMessage.from(request, result));
                    }
                    %s
                }
                %s
            }
            """;

    private static AgentSource react(String header, String end, String after) {
        return AgentSource.withMembers(REACT.formatted(header, end, after));
    }

    @Nested
    class Loops {

        @Test
        void aLoopThatOnlyTheAnswerEndsIsUnboundedAndQuadratic() {
            AgentSource agent = react("while (true) {", "", "");
            Site site = agent.site();
            assertThat(site.kind()).isEqualTo(SiteKind.LOOP);
            assertThat(site.driver()).isEqualTo(Driver.MODEL);
            assertThat(site.bound().kind()).isEqualTo(IterationBound.Kind.UNBOUNDED);
            assertThat(site.reachesModel()).isTrue();
            assertThat(site.reachesTool()).isTrue();
            assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
            assertThat(site.context().context()).isEqualTo("messages");
            assertThat(inputGrowth(agent, "run")).isEqualTo("O(n^2)");
        }

        @Test
        void aMessageWithAToolsResultDoesNotRepeatTheCallThatAskedForIt() {
            AgentSource agent = react("while (true) {", "", "");
            assertThat(agent.site().context().perTurn())
                    .hasToString("toolCallsPerAnswer * toolResultTokens + answerTokens");
        }

        @Test
        void aCounterInTheHeaderBoundsIt() {
            AgentSource agent = react("for (int i = 0; i < 10; i++) {", "", "return null;");
            assertThat(agent.site().driver()).isEqualTo(Driver.CONSTANT);
            assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(10));
            assertThat(calls(agent, "run")).isEqualTo("10");
        }

        @Test
        void aCounterInTheBodyBoundsItAndTheCallsBeforeTheTestArePaidOnceMore() {
            AgentSource agent = AgentSource.withMembers("""
                    void run() {
                        int turns = 0;
                        while (true) { // HERE
                            String answer = model.chat("again");
                            if (answer.isEmpty()) return;
                            if (++turns >= 5) break;
                        }
                    }
                    """);
            assertThat(agent.site().bound().isUnbounded()).isFalse();
            assertThat(calls(agent, "run")).isEqualTo("5");
        }

        @Test
        void aCounterThatOnlyMovesWhereSomethingFailsBoundsNothing() {
            AgentSource agent = AgentSource.withMembers("""
                    void run() {
                        int errors = 0;
                        while (errors < 3) { // HERE
                            try {
                                if (model.chat("again").isEmpty()) return;
                            } catch (RuntimeException e) {
                                errors++;
                            }
                        }
                    }
                    """);
            assertThat(agent.site().bound().isUnbounded()).isTrue();
        }

        @Test
        void aParameterIsTheBoundUntilACallerGivesItsValue() {
            AgentSource agent = AgentSource.withMembers("""
                    void run() { loop(7); }
                    void loop(int limit) {
                        for (int i = 0; i < limit; i++) { // HERE
                            model.chat("again");
                        }
                    }
                    """);
            assertThat(agent.site().bound().kind()).isEqualTo(IterationBound.Kind.SYMBOLIC);
            assertThat(agent.site().bound().formula()).hasToString("limit");
            assertThat(calls(agent, "run")).isEqualTo("7");
        }

        @Test
        void aPersonPacesAConsoleLoop() {
            AgentSource agent = AgentSource.withMembers("""
                    void run() {
                        Scanner scanner = new Scanner(System.in);
                        while (true) { // HERE
                            String line = scanner.nextLine();
                            if (line.equals("exit")) break;
                            model.chat(line);
                        }
                    }
                    """);
            assertThat(agent.site().driver()).isEqualTo(Driver.PERSON);
            assertThat(agent.site().bound().isUnbounded()).isFalse();
        }

        @Test
        void aTemplateMethodLoopsOverWhatItsSubclassDoes() {
            AgentSource agent = AgentSource.of("""
                    import dev.langchain4j.model.chat.ChatModel;
                    abstract class Base {
                        private int currentStep = 0;
                        private final int maxSteps = 20;
                        void run() {
                            while (currentStep < maxSteps) { // HERE
                                currentStep++;
                                step();
                            }
                        }
                        abstract void step();
                    }
                    class Agent extends Base {
                        ChatModel model;
                        @Override void step() { model.chat("next"); }
                    }
                    """, false);
            assertThat(agent.site().reachesModel()).isTrue();
            assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(20));
            assertThat(agent.site().callPath())
                    .extracting(step -> step.text())
                    .containsExactly("calls Base.step", "ChatModel.chat");
        }

        @Test
        void nestedLoopsMultiply() {
            AgentSource agent = AgentSource.withMembers("""
                    void run(List<String> topics) {
                        for (String topic : topics) {
                            for (int i = 0; i < 3; i++) { // HERE
                                model.chat(topic);
                            }
                        }
                    }
                    """);
            assertThat(calls(agent, "run")).isEqualTo("3 * [size of topics]");
        }

        @Test
        void theDearerBranchCounts() {
            AgentSource agent = AgentSource.withMembers("""
                    void run(boolean deep) {
                        if (deep) { model.chat("a"); model.chat("b"); } else { model.chat("c"); }
                    }
                    """);
            assertThat(calls(agent, "run")).isEqualTo("2");
        }

        @Test
        void aFallbackInACatchIsPaidBesideWhatFailed() {
            AgentSource agent = AgentSource.withMembers("""
                    String run() {
                        try { return model.chat("a"); } catch (RuntimeException e) { return model.chat("b"); }
                    }
                    """);
            assertThat(calls(agent, "run")).isEqualTo("2");
        }

        @Test
        void codeWithoutAModelHasNoSites() {
            AgentSource agent = AgentSource.withMembers("void run() { while (true) { System.out.println(); } }");
            assertThat(agent.analysis().sites()).isEmpty();
            assertThat(agent.analysis().entryPoints()).isEmpty();
        }
    }

    @Nested
    class Recursions {

        @Test
        void withoutAGuardItIsUnbounded() {
            AgentSource agent = AgentSource.withMembers("""
                    String solve(List<ChatMessage> messages) {
                        AiMessage answer = model.chat(messages).aiMessage();
                        messages.add(answer);
                        if (!answer.hasToolExecutionRequests()) return answer.text();
                        return solve(messages); // HERE
                    }
                    """);
            assertThat(agent.site().kind()).isEqualTo(SiteKind.RECURSION);
            assertThat(agent.site().bound().isUnbounded()).isTrue();
            assertThat(agent.site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        }

        @Test
        void aDepthParameterWithALimitBoundsIt() {
            AgentSource agent = AgentSource.withMembers("""
                    String run() { return solve(0); }
                    String solve(int depth) {
                        if (depth >= 4) return "";
                        model.chat("deeper");
                        return solve(depth + 1); // HERE
                    }
                    """);
            assertThat(agent.site().bound().isUnbounded()).isFalse();
            assertThat(calls(agent, "run")).isEqualTo("5");
        }

        @Test
        void anOverloadIsNoRecursion() {
            AgentSource agent = AgentSource.withMembers("""
                    String ask(String question) { return ask(question, 1); }
                    String ask(String question, int times) { return model.chat(question); }
                    """);
            assertThat(agent.analysis().sites()).isEmpty();
            assertThat(calls(agent, "ask")).isEqualTo("1");
        }

        @Test
        void twoMethodsThatCallEachOtherAreOne() {
            AgentSource agent = AgentSource.withMembers("""
                    void plan(String goal) { model.chat(goal); act(goal); }
                    void act(String goal) { plan(goal); }
                    """);
            assertThat(agent.analysis().sites()).singleElement().satisfies(site -> {
                assertThat(site.kind()).isEqualTo(SiteKind.RECURSION);
                assertThat(site.bound().isUnbounded()).isTrue();
            });
        }
    }

    @Nested
    class Context {

        @Test
        void aListThatIsMadeAnewEachTurnDoesNotGrow() {
            AgentSource agent = AgentSource.withMembers("""
                    void run(List<String> questions) {
                        for (String question : questions) { // HERE
                            List<ChatMessage> messages = new ArrayList<>();
                            messages.add(UserMessage.from(question));
                            messages.add(model.chat(messages).aiMessage());
                        }
                    }
                    """);
            assertThat(agent.site().context().growth()).isEqualTo(ContextGrowth.Kind.NONE);
        }

        @Test
        void aWindowedMemoryIsLinear() {
            AgentSource agent = AgentSource.withMembers("""
                    void run() {
                        ChatMemory memory = MessageWindowChatMemory.withMaxMessages(10);
                        while (true) { // HERE
                            AiMessage answer = model.chat(memory.messages()).aiMessage();
                            memory.add(answer);
                            if (!answer.hasToolExecutionRequests()) return;
                        }
                    }
                    """);
            assertThat(agent.site().context().growth()).isEqualTo(ContextGrowth.Kind.WINDOWED);
            assertThat(inputGrowth(agent, "run")).isEqualTo("O(n)");
        }

        @Test
        void cuttingAtASizeEachTurnIsAWindow() {
            AgentSource agent = react("while (true) {", "while (messages.size() > 30) messages.remove(0);", "");
            assertThat(agent.site().context().growth()).isEqualTo(ContextGrowth.Kind.WINDOWED);
        }

        @Test
        void aHelperThatNobodyCallsPrunesNothing() {
            AgentSource agent = AgentSource.withMembers(REACT.formatted("while (true) {", "", "")
                    + "void truncate(List<ChatMessage> messages) { while (messages.size() > 9) messages.remove(0); }");
            assertThat(agent.site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
        }

        @Test
        void aPromptThatIsAppendedToItselfGrows() {
            AgentSource agent = AgentSource.withMembers("""
                    void run() {
                        String prompt = "Begin.";
                        for (int i = 0; i < 8; i++) { // HERE
                            String answer = model.chat(prompt);
                            prompt = prompt + answer;
                        }
                    }
                    """);
            assertThat(agent.site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
            assertThat(agent.site().context().context()).isEqualTo("prompt");
        }

        @Test
        void aFieldThatAHelperFillsGrows() {
            AgentSource agent = AgentSource.withMembers("""
                    private final List<ChatMessage> history = new ArrayList<>();
                    void run() {
                        for (int i = 0; i < 8; i++) { // HERE
                            remember(model.chat(history).aiMessage());
                        }
                    }
                    private void remember(ChatMessage message) { history.add(message); }
                    """);
            assertThat(agent.site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
            assertThat(agent.site().context().context()).isEqualTo("this.history");
        }

        @Test
        void theTokensOfTheTurnsTogetherAreTheTriangularSum() {
            AgentSource agent = AgentSource.withMembers("""
                    void run() {
                        List<ChatMessage> messages = new ArrayList<>();
                        for (int i = 0; i < 4; i++) {
                            messages.add(model.chat(messages).aiMessage());
                        }
                    }
                    """);
            // the answers of the turns before: 0 + 1 + 2 + 3
            assertThat(agent.entry("run").cost().get(Dimension.INPUT_TOKENS)).hasToString("6 * answerTokens");
        }
    }

    @Nested
    class FunctionsAndServices {

        @Test
        void aFunctionHandedToTheProjectsOwnRetryIsPaidForEachTry() {
            AgentSource agent = AgentSource.withMembers("""
                    String run() { return retry(() -> model.chat("a")); }
                    <T> T retry(Supplier<T> code) {
                        for (int i = 0; i < 3; i++) {
                            try { return code.get(); } catch (RuntimeException e) { }
                        }
                        return null;
                    }
                    void log() { retry(() -> "nothing"); }
                    """);
            assertThat(calls(agent, "run")).isEqualTo("3");
        }

        @Test
        void aStreamRunsItsFunctionOnceForEachElement() {
            AgentSource agent = AgentSource.withMembers("""
                    List<String> run(List<String> parts) {
                        return parts.stream().map(part -> model.chat(part)).toList(); // HERE
                    }
                    """);
            assertThat(agent.site().kind()).isEqualTo(SiteKind.STREAM);
            assertThat(agent.site().driver()).isEqualTo(Driver.DATA);
            assertThat(calls(agent, "run")).isEqualTo("[size of parts]");
        }

        @Test
        void aServiceWithToolsLoopsUpToTheLibrarysDefault() {
            AgentSource agent = AgentSource.withMembers("""
                    interface Assistant { String chat(String question); }
                    String run(Object tools) {
                        Assistant assistant = AiServices.builder(Assistant.class).chatModel(model).tools(tools).build(); // HERE
                        return assistant.chat("hello");
                    }
                    """);
            assertThat(agent.site().kind()).isEqualTo(SiteKind.FRAMEWORK_LOOP);
            assertThat(agent.site().driver()).isEqualTo(Driver.FRAMEWORK);
            assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(100));
            assertThat(calls(agent, "run")).isEqualTo("101");
        }

        @Test
        void aLimitInTheBuilderReplacesTheDefault() {
            AgentSource agent = AgentSource.withMembers("""
                    interface Assistant { String chat(String question); }
                    String run(Object tools) {
                        Assistant assistant = AiServices.builder(Assistant.class).chatModel(model).tools(tools) // HERE
                                .maxSequentialToolsInvocations(5).build();
                        return assistant.chat("hello");
                    }
                    """);
            assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(5));
            assertThat(calls(agent, "run")).isEqualTo("6");
        }

        @Test
        void aLimitOfTheLargestIntegerIsNone() {
            AgentSource agent = AgentSource.withMembers("""
                    interface Assistant { String chat(String question); }
                    String run(Object tools) {
                        Assistant assistant = AiServices.builder(Assistant.class).chatModel(model).tools(tools) // HERE
                                .maxSequentialToolsInvocations(2147483647).build();
                        return assistant.chat("hello");
                    }
                    """);
            assertThat(agent.site().bound().isUnbounded()).isTrue();
        }

        @Test
        void aServiceWithoutToolsIsOneRequest() {
            AgentSource agent = AgentSource.withMembers("""
                    interface Assistant { String chat(String question); }
                    String run() { return AiServices.create(Assistant.class, model).chat("hello"); }
                    """);
            assertThat(calls(agent, "run")).isEqualTo("1");
        }
    }

    @Nested
    class PlainHttp {

        private static final String POST = """
                import java.net.URI;
                import java.net.http.*;
                class Agent {
                    HttpClient client = HttpClient.newHttpClient();
                    void run(String body) throws Exception {
                        for (int i = 0; i < 6; i++) {
                            HttpRequest request = HttpRequest.newBuilder(URI.create("%s"))
                                    .POST(HttpRequest.BodyPublishers.ofString(body)).build();
                            client.send(request, HttpResponse.BodyHandlers.ofString());
                        }
                    }
                }
                """;

        @Test
        void aPostToAModelsAddressIsARequest() {
            AgentSource agent = AgentSource.of(POST.formatted("https://api.openai.com/v1/chat/completions"), false);
            assertThat(calls(agent, "run")).isEqualTo("6");
        }

        @Test
        void aPostToAnythingElseIsNone() {
            AgentSource agent = AgentSource.of(POST.formatted("https://example.com/v1/collections/query"), false);
            assertThat(agent.analysis().sites()).isEmpty();
        }
    }

    @Nested
    class Scenarios {

        @Test
        void cappingTheTurnsOfAnUnboundedLoopGivesANumber() {
            AgentSource agent = react("while (true) {", "", "");
            Scenario capped = Scenario.NOTHING.withTurns(agent.site().location(), Formula.of(10));
            assertThat(agent.analysis()
                            .costOf()
                            .apply(agent.entry("run").methodKey(), capped)
                            .get(Dimension.MODEL_CALLS))
                    .isEqualTo(Formula.of(11));
        }

        @Test
        void changingNothingCostsTheSame() {
            AgentSource agent = react("while (true) {", "", "");
            assertThat(agent.analysis().costOf().apply(agent.entry("run").methodKey(), Scenario.NOTHING))
                    .isEqualTo(agent.entry("run").cost());
        }
    }
}
