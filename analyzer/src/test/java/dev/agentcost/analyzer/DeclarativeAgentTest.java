package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.ContextGrowth;
import dev.agentcost.analyzer.result.IterationBound;
import org.junit.jupiter.api.Test;

/** Interfaces that a library implements, told by annotations what a builder would tell. */
class DeclarativeAgentTest {

    private static final String FRAME = """
            import dev.langchain4j.agent.tool.Tool;
            import dev.langchain4j.agentic.*;
            import dev.langchain4j.agentic.declarative.*;
            import dev.langchain4j.memory.chat.MessageWindowChatMemory;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.rag.content.retriever.*;
            import dev.langchain4j.rag.query.transformer.*;
            import dev.langchain4j.guardrail.config.OutputGuardrailsConfig;
            import dev.langchain4j.service.*;
            import dev.langchain4j.service.guardrail.OutputGuardrails;
            import io.quarkiverse.langchain4j.RegisterAiService;
            import java.util.List;
            class Clock { @Tool String time() { return "noon"; } }
            %s
            """;

    private static AgentSource agent(String types) {
        return AgentSource.of(FRAME.formatted(types), false);
    }

    private static String calls(AgentSource source, String method) {
        return source.entry(method).cost().get(Dimension.MODEL_CALLS).toString();
    }

    @Test
    void aDefaultThatDependsOnTheVersionSaysWhichOneWasMeant() {
        AgentSource source = agent("""
                interface Asks { String ask(String question); }
                class Agent {
                    String run(ChatModel model) {
                        return AiServices.builder(Asks.class).chatModel(model).tools(new Clock()).build().ask("a"); // HERE
                    }
                }
                """);

        assertThat(source.site().derivation().toString())
                .contains(
                        "no limit is set; the library's default is 100 turns in langchain4j of a version that is not known");
    }

    @Test
    void theToolsOfAnAnnotationMakeItsServiceLoop() {
        AgentSource source = agent("""
                @RegisterAiService(tools = Clock.class) // HERE
                interface Asks { String ask(String question); }
                @RegisterAiService
                interface Plain { String ask(String question); }
                class Agent {
                    Asks asks;
                    Plain plain;
                    String withTools(String question) { return asks.ask(question); }
                    String without(String question) { return plain.ask(question); }
                }
                """);

        assertThat(calls(source, "withTools")).isEqualTo("11");
        assertThat(calls(source, "without")).isEqualTo("1");
        assertThat(source.site().context().growth()).isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    @Test
    void theLimitOfAnAnnotationHoldsAndAMemoryThatIsNoneKeepsAll() {
        AgentSource source = agent("""
                class Limits { static final int ROUNDS = 3; }
                @RegisterAiService( // HERE
                        tools = {Clock.class},
                        maxSequentialToolInvocations = Limits.ROUNDS,
                        chatMemoryProviderSupplier = RegisterAiService.NoChatMemoryProviderSupplier.class)
                interface Asks { String ask(String question); }
                class Agent {
                    Asks asks;
                    String run(String question) { return asks.ask(question); }
                }
                """);

        assertThat(calls(source, "run")).isEqualTo("4");
        assertThat(source.site().context().growth()).isEqualTo(ContextGrowth.Kind.LINEAR);
    }

    @Test
    void aLoopOfAgentsThatAnnotationsDeclareRunsThemAsOftenAsTheySay() {
        AgentSource source = agent("""
                interface Writer { @dev.langchain4j.agentic.Agent String write(String topic); }
                interface Critic { @dev.langchain4j.agentic.Agent String judge(String text); }
                interface Capped {
                    @LoopAgent(maxIterations = 4, subAgents = {Writer.class, Critic.class})
                    String review(String text);
                }
                interface ByDefault {
                    @LoopAgent(subAgents = {Writer.class, Critic.class})
                    String review(String text);
                }
                interface Story {
                    @SequenceAgent(subAgents = {Writer.class, Capped.class})
                    String tell(String topic);
                }
                interface Chief {
                    @SupervisorAgent(maxAgentsInvocations = 5, subAgents = Writer.class)
                    String lead(String topic);
                }
                class Agent {
                    String capped(ChatModel model, String text) {
                        return AgenticServices.createAgenticSystem(Capped.class, model).review(text);
                    }
                    String byDefault(ChatModel model, String text) {
                        ByDefault review = AgenticServices.createAgenticSystem(ByDefault.class, model);
                        return review.review(text);
                    }
                    String story(Story story, String topic) { return story.tell(topic); }
                    String chief(Chief chief, String topic) { return chief.lead(topic); }
                }
                """);

        assertThat(calls(source, "capped")).isEqualTo("8");
        assertThat(calls(source, "byDefault")).isEqualTo("20");
        assertThat(calls(source, "story")).isEqualTo("9");
        assertThat(calls(source, "chief")).isEqualTo("5 * toolCallsPerAnswer + 5");
    }

    @Test
    void aMapperOfAgentsRunsOneForEachElementOfWhatItsKeyNames() {
        AgentSource source = agent("""
                interface Asks { @dev.langchain4j.agentic.Agent String ask(String question); }
                interface Each {
                    @ParallelMapperAgent(outputKey = "answers", subAgent = Asks.class, itemsProvider = "questions")
                    List<String> each(List<String> questions);
                }
                class Agent {
                    Each each;
                    Asks asks;
                    List<String> declared(List<String> questions) { return each.each(questions); }
                    Object built(java.util.Map<String, Object> questions) {
                        return AgenticServices.parallelMapperBuilder().subAgents(asks).itemsProvider("questions")
                                .build().invoke(questions);
                    }
                }
                """);

        assertThat(calls(source, "declared")).isEqualTo("[size of questions]");
        assertThat(calls(source, "built")).isEqualTo("[size of questions]");
    }

    @Test
    void aBuilderOfTheSameInterfaceHoldsOverItsAnnotations() {
        AgentSource source = agent("""
                interface Writer { @dev.langchain4j.agentic.Agent String write(String topic); }
                class Agent {
                    String run(ChatModel model, String topic) {
                        Writer writer = AgenticServices.agentBuilder(Writer.class)
                                .chatModel(model).tools(new Clock()).maxToolCallingRoundTrips(2).build();
                        return writer.write(topic);
                    }
                }
                """);

        assertThat(calls(source, "run")).isEqualTo("3");
    }

    @Test
    void aStreamThatTheLibraryNeverEndsHasNoLimit() {
        AgentSource source = agent("""
                @RegisterAiService(tools = Clock.class, maxToolCallingRoundTrips = 3)
                interface Asks {
                    String ask(String question);
                    io.smallrye.mutiny.Multi<String> stream(String question);
                }
                class Agent {
                    Asks asks;
                    String run() { return asks.ask("a"); }
                    void streamed() { asks.stream("a").subscribe().with(System.out::println); }
                }
                """);

        assertThat(calls(source, "run")).isEqualTo("4");
        assertThat(source.entry("streamed").cost().get(Dimension.MODEL_CALLS).isUnbounded())
                .isTrue();
    }

    @Test
    void guardrailsMakeTheWholeCallAgain() {
        AgentSource source = agent("""
                class Json {}
                interface Annotated {
                    @OutputGuardrails(value = Json.class, maxRetries = 4) String extract(String text);
                    String other(String text);
                }
                interface Plain { String extract(String text); }
                class Agent {
                    Annotated annotated(ChatModel model) { return AiServices.create(Annotated.class, model); }
                    String annotation(ChatModel model) { return annotated(model).extract("a"); }
                    String unguarded(ChatModel model) { return annotated(model).other("a"); }
                    String builder(ChatModel model) {
                        return AiServices.builder(Plain.class).chatModel(model).tools(new Clock())
                                .maxToolCallingRoundTrips(9)
                                .outputGuardrailsConfig(OutputGuardrailsConfig.builder().maxRetries(3).build())
                                .outputGuardrails(new Json()).build().extract("a");
                    }
                    String byDefault(ChatModel model) {
                        return AiServices.builder(Plain.class).chatModel(model)
                                .outputGuardrails(new Json()).build().extract("a");
                    }
                    String endlessly(ChatModel model) {
                        return AiServices.builder(Plain.class).chatModel(model)
                                .outputGuardrailsConfig(
                                        OutputGuardrailsConfig.builder().maxRetries(2147483647).build())
                                .outputGuardrails(new Json()).build().extract("a");
                    }
                    String never(ChatModel model) {
                        return AiServices.builder(Plain.class).chatModel(model)
                                .outputGuardrailsConfig(OutputGuardrailsConfig.builder().maxRetries(0).build())
                                .outputGuardrails(new Json()).build().extract("a");
                    }
                }
                """);

        assertThat(calls(source, "annotation")).isEqualTo("4");
        assertThat(calls(source, "unguarded")).isEqualTo("1");
        assertThat(calls(source, "builder")).isEqualTo("30");
        assertThat(calls(source, "byDefault")).isEqualTo("2");
        assertThat(calls(source, "never")).isEqualTo("1");
        assertThat(source.entry("endlessly").cost().get(Dimension.MODEL_CALLS).isUnbounded())
                .isTrue();
    }

    @Test
    void modelsInsideOfARetrieverAreAskedOnceBesideTheLoop() {
        AgentSource source = agent("""
                interface Asks { String ask(String question); }
                class Agent {
                    String run(ChatModel model, ContentRetriever books) {
                        return AiServices.builder(Asks.class).chatModel(model).tools(new Clock())
                                .maxToolCallingRoundTrips(4)
                                .retrievalAugmentor(dev.langchain4j.rag.DefaultRetrievalAugmentor.builder()
                                        .queryTransformer(new CompressingQueryTransformer(model))
                                        .contentRetriever(books).build())
                                .build().ask("a");
                    }
                }
                """);

        assertThat(calls(source, "run")).isEqualTo("7");
    }

    @Test
    void theToolsOfAMethodMakeItsServiceLoop() {
        for (String annotation : new String[] {
            "@io.quarkiverse.langchain4j.ToolBox(Clock.class)", "@io.quarkiverse.langchain4j.mcp.runtime.McpToolBox"
        }) {
            AgentSource source = agent("""
                    @RegisterAiService // HERE
                    interface Asks {
                        TOOLS String ask(String question);
                        String plain(String question);
                    }
                    class Agent {
                        Asks asks;
                        String withTools(String question) { return asks.ask(question); }
                        String without(String question) { return asks.plain(question); }
                    }
                    """.replace("TOOLS", annotation));

            assertThat(calls(source, "withTools")).isEqualTo("11");
            assertThat(calls(source, "without")).isEqualTo("1");
            assertThat(source.site().bound()).isEqualTo(IterationBound.of(Formula.of(10)));
            assertThat(source.site().context().growth()).isEqualTo(ContextGrowth.Kind.WINDOWED);
        }
    }

    private static final String WIRED = """
            import dev.langchain4j.service.spring.AiService;
            import dev.langchain4j.service.spring.AiServiceWiringMode;
            class Configuration {
                BEAN
            }
            AiService
            interface Asks { String ask(String question); }
            class Agent {
                Asks asks;
                String run(String question) { return asks.ask(question); }
            }
            """;

    private static final String MEMORIES =
            "ChatMemoryProvider memories() { return id -> MessageWindowChatMemory.withMaxMessages(7); }";

    private static AgentSource wired(String annotation, String bean, String tools) {
        return AgentSource.of(
                """
                        import dev.langchain4j.agent.tool.Tool;
                        import dev.langchain4j.memory.chat.*;
                        import dev.langchain4j.service.tool.ToolProvider;
                        """
                        + WIRED.replace("\nAiService\n", "\n@AiService" + annotation + " // HERE\n")
                                .replace("BEAN", bean)
                        + tools,
                false);
    }

    private static final String CLOCK = "class Clock { @Tool String time() { return \"noon\"; } }";

    @Test
    void theMemoryThatAContainerHasIsWiredUnlessTheWiringIsExplicit() {
        String explicit = "(wiringMode = AiServiceWiringMode.EXPLICIT, tools = \"clock\"NAMED)";

        assertThat(growth(wired("", MEMORIES, CLOCK))).isEqualTo(ContextGrowth.Kind.WINDOWED);
        assertThat(growth(wired("", "", CLOCK))).isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(wired(explicit.replace("NAMED", ""), MEMORIES, CLOCK)))
                .isEqualTo(ContextGrowth.Kind.LINEAR);
        assertThat(growth(wired(explicit.replace("NAMED", ", chatMemoryProvider = \"memories\""), MEMORIES, CLOCK)))
                .isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    @Test
    void aServiceIsGivenNoToolsByAContainerThatHasNone() {
        assertThat(wired("", "", "").analysis().sites()).isEmpty();
        assertThat(wired("(wiringMode = AiServiceWiringMode.EXPLICIT)", "", CLOCK)
                        .analysis()
                        .sites())
                .isEmpty();
        assertThat(wired("", "ToolProvider servers() { return org.example.Servers.all(); }", "")
                        .site()
                        .bound())
                .isEqualTo(IterationBound.of(Formula.of(100)));
    }

    @Test
    void aMemoryThatAClassOfTheProgramProvidesIsWiredByItsName() {
        AgentSource source = agent("""
                @dev.langchain4j.cdi.spi.RegisterAIService(tools = Clock.class, chatMemoryProviderName = "memories") // HERE
                interface Asks { String ask(String question); }
                class Memories implements dev.langchain4j.memory.chat.ChatMemoryProvider {
                    public dev.langchain4j.memory.ChatMemory get(Object id) {
                        return MessageWindowChatMemory.withMaxMessages(7);
                    }
                }
                class Agent {
                    Asks asks;
                    String run(String question) { return asks.ask(question); }
                }
                """);

        assertThat(calls(source, "run")).isEqualTo("101");
        assertThat(growth(source)).isEqualTo(ContextGrowth.Kind.WINDOWED);
    }

    private static ContextGrowth.Kind growth(AgentSource source) {
        return source.site().context().growth();
    }

    @Test
    void aMethodOfAServiceIsTriedAgainAsItsAnnotationSays() {
        AgentSource source = agent("""
                @RegisterAiService(tools = Clock.class)
                interface Asks {
                    @org.eclipse.microprofile.faulttolerance.Retry(maxRetries = 2) // HERE
                    String ask(String question);
                    String other(String question);
                }
                class Agent {
                    Asks asks;
                    String tried(String question) { return asks.ask(question); }
                    String once(String question) { return asks.other(question); }
                }
                """);

        assertThat(calls(source, "tried")).isEqualTo("33");
        assertThat(calls(source, "once")).isEqualTo("11");
    }
}
