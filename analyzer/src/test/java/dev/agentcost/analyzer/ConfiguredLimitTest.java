package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.TokenCounter;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.result.ContextGrowth;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits that stand in configuration files, with their profiles, and objects that a container hands over. */
class ConfiguredLimitTest {

    private static final String SERVICE = """
            import dev.langchain4j.agent.tool.Tool;
            import dev.langchain4j.memory.chat.*;
            import dev.langchain4j.model.chat.ChatModel;
            import dev.langchain4j.service.AiServices;
            import org.springframework.beans.factory.annotation.Value;
            import org.eclipse.microprofile.config.inject.ConfigProperty;
            class Clock { @Tool String time() { return "noon"; } }
            interface Asks { String ask(String question); }
            class Beans {
                @Value("${agent.output:300}") private int output;
                ChatMemoryProvider memories() { return id -> MessageWindowChatMemory.withMaxMessages(6); }
                Asks asks(ChatModel model, ChatMemoryProvider memories, @Value("${agent.max-turns:9}") int turns) {
                    return AiServices.builder(Asks.class).chatModel(model).tools(new Clock())
                            .chatMemoryProvider(memories).maxToolCallingRoundTrips(turns).build();
                }
            }
            class Agent {
                Asks asks;
                ChatModel model;
                private final int steps;
                @ConfigProperty(name = "agent.tries", defaultValue = "2") int tries;
                Agent(@Value("${agent.steps}") int steps) { this.steps = steps; }
                String ask(String question) { return asks.ask(question); }
                void loop() { for (int i = 0; i < steps; i++) { model.chat("go on"); } }
                void again() { for (int i = 0; i < tries; i++) { model.chat("go on"); } }
            }
            """;

    @TempDir
    Path folder;

    private Analysis analyze(String source) throws Exception {
        Path sources = folder.resolve("src/main/java");
        write("src/main/java/Agent.java", source);
        return Analyzer.analyze(new AnalyzerOptions(
                List.of(sources),
                List.of(),
                List.of(),
                Map.of(),
                folder,
                StandardCharsets.UTF_8,
                false,
                false,
                1,
                List.of(),
                new dev.agentcost.analyzer.cost.PriceList() {
                    @Override
                    public java.util.Optional<dev.agentcost.analyzer.cost.ModelPrice> find(String model) {
                        return java.util.Optional.empty();
                    }

                    @Override
                    public String assumedModel() {
                        return "assumed";
                    }
                },
                TokenCounter.FOUR_CHARACTERS,
                0));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String calls(Analysis analysis, String method) {
        return callsOf(analysis, method).toString();
    }

    /** What is called as long as nobody sets a property otherwise. */
    private static long callsByDefault(Analysis analysis, String method) {
        return callsOf(analysis, method)
                .evaluate(symbol -> Optional.ofNullable(symbol.given()).map(BigDecimal::valueOf))
                .orElseThrow()
                .longValueExact();
    }

    private static Formula callsOf(Analysis analysis, String method) {
        return analysis.entryPoints().stream()
                .filter(entry -> entry.method().equals(method))
                .findFirst()
                .orElseThrow()
                .cost()
                .get(Dimension.MODEL_CALLS);
    }

    @Test
    void withoutFilesTheDefaultsOfTheAnnotationsHold() throws Exception {
        Analysis analysis = analyze(SERVICE);

        assertThat(calls(analysis, "Agent#ask")).isEqualTo("turns + 1");
        assertThat(callsByDefault(analysis, "Agent#ask")).isEqualTo(10);
        assertThat(calls(analysis, "Agent#again")).isEqualTo("tries");
        assertThat(callsByDefault(analysis, "Agent#again")).isEqualTo(2);
        assertThat(calls(analysis, "Agent#loop")).isEqualTo("steps");
        assertThat(callsOf(analysis, "Agent#loop").symbols()).allMatch(symbol -> symbol.given() == null);
    }

    @Test
    void ofAllProfilesTheLargestValueHolds() throws Exception {
        write("src/main/resources/application.yml", """
                agent:
                  maxTurns: 3
                  steps: ${STEPS:4}
                ---
                spring.config.activate.on-profile: batch
                agent:
                  max-turns: 5
                """);
        write("src/main/resources/application-prod.properties", "agent.steps = 7\n");
        write("src/main/resources/META-INF/microprofile-config.properties", "%dev.agent.tries=6\nagent.tries=1\n");
        Analysis analysis = analyze(SERVICE);

        assertThat(callsByDefault(analysis, "Agent#ask")).isEqualTo(6);
        assertThat(callsByDefault(analysis, "Agent#loop")).isEqualTo(7);
        assertThat(callsByDefault(analysis, "Agent#again")).isEqualTo(6);
    }

    @Test
    void theDerivationNamesTheValueAndWhereItComesFrom() throws Exception {
        assertThat(analyze(SERVICE).sites())
                .filteredOn(site -> site.bound().formula().toString().equals("tries"))
                .singleElement()
                .satisfies(site -> assertThat(site.derivation())
                        .extracting(step -> step.text())
                        .contains("tries is 2 unless it is set otherwise (src/main/java/Agent.java:21)"));
    }

    private static final String PROPERTIES = """
            import dev.langchain4j.model.chat.ChatModel;
            import org.springframework.boot.context.properties.ConfigurationProperties;
            import org.springframework.boot.context.properties.bind.DefaultValue;
            @ConfigurationProperties(prefix = "planner")
            class PlannerProperties {
                private int maxSteps = 20;
                private int depth = 3;
                private final Retry retry = new Retry();
                public int getMaxSteps() { return maxSteps; }
                public void setMaxSteps(int maxSteps) { this.maxSteps = maxSteps; }
                public int getDepth() { return depth; }
                public Retry getRetry() { return retry; }
                static class Retry {
                    private int tries = 2;
                    public int getTries() { return tries; }
                }
            }
            @ConfigurationProperties("limits")
            record Limits(int turns, @DefaultValue("6") int rounds) {}
            class Agent {
                PlannerProperties planner;
                Limits limits;
                ChatModel model;
                void steps() { for (int i = 0; i < planner.getMaxSteps(); i++) { model.chat("go on"); } }
                void depth() { for (int i = 0; i < planner.getDepth(); i++) { model.chat("go on"); } }
                void tries() { for (int i = 0; i < planner.getRetry().getTries(); i++) { model.chat("go on"); } }
                void turns() { for (int i = 0; i < limits.turns(); i++) { model.chat("go on"); } }
                void rounds() { for (int i = 0; i < limits.rounds(); i++) { model.chat("go on"); } }
            }
            """;

    @Test
    void aTypeHasTheValuesOfItsPropertiesElseItsOwn() throws Exception {
        write("src/main/resources/application.yml", """
                planner:
                  max-steps: 7
                  retry.tries: 5
                limits.turns: 9
                """);
        Analysis analysis = analyze(PROPERTIES);

        assertThat(callsByDefault(analysis, "Agent#steps")).isEqualTo(7);
        assertThat(callsByDefault(analysis, "Agent#depth")).isEqualTo(3);
        assertThat(callsByDefault(analysis, "Agent#tries")).isEqualTo(5);
        assertThat(callsByDefault(analysis, "Agent#turns")).isEqualTo(9);
        assertThat(callsByDefault(analysis, "Agent#rounds")).isEqualTo(6);
    }

    private static final String ACTIONS = """
            import com.embabel.agent.api.annotation.Action;
            import com.embabel.agent.api.common.Ai;
            class Writers {
                @Action String act(Ai ai) { return ai.withDefaultLlm().generateText("Write."); }
                Integer bind(Ai ai) { return ai.withDefaultLlm().createObjectIfPossible("Rate.", Integer.class); }
            }
            """;

    @Test
    void anAnswerIsAskedForAgainAsOftenAsAFileSays() throws Exception {
        assertThat(calls(analyze(ACTIONS), "Writers#bind")).isEqualTo("10");

        write(
                "src/main/resources/application.properties",
                "embabel.agent.platform.llm-operations.data-binding.max-attempts = 3");

        assertThat(calls(analyze(ACTIONS), "Writers#bind")).isEqualTo("3");
        assertThat(calls(analyze(ACTIONS), "Writers#act")).isEqualTo("5");
    }

    @Test
    void aMemoryThatAMethodOfTheContainerMakesHasItsWindow() throws Exception {
        assertThat(analyze(SERVICE).sites())
                .filteredOn(site -> site.kind() == dev.agentcost.analyzer.result.SiteKind.FRAMEWORK_LOOP)
                .singleElement()
                .satisfies(site -> assertThat(site.context().growth()).isEqualTo(ContextGrowth.Kind.WINDOWED));
    }

    @Test
    void aFileThatCannotBeReadIsToldAndTheRestIsKnown() throws Exception {
        write("src/main/resources/application.yml", "agent: {steps: [");
        write("src/main/resources/application-prod.yaml", "agent.steps: 8");
        Analysis analysis = analyze(SERVICE);

        assertThat(callsByDefault(analysis, "Agent#loop")).isEqualTo(8);
        assertThat(analysis.coverage().problems())
                .singleElement()
                .asString()
                .startsWith("src/main/resources/application.yml: cannot be read (")
                .endsWith("): properties that it sets are not known; correct the file");
    }

    @Test
    void aPropertyOfTheLibraryReplacesItsDefault() throws Exception {
        write(
                "src/main/resources/application.properties",
                "quarkus.langchain4j.ai-service.max-tool-executions=4\n%test.quarkus.langchain4j.ai-service.max-tool-executions=2\n");
        Analysis analysis = analyze("""
                import dev.langchain4j.agent.tool.Tool;
                import io.quarkiverse.langchain4j.RegisterAiService;
                class Clock { @Tool String time() { return "noon"; } }
                @RegisterAiService(tools = Clock.class) interface Asks { String ask(String question); }
                @RegisterAiService(tools = Clock.class, maxSequentialToolInvocations = 7)
                interface Told { String ask(String question); }
                class Agent {
                    Asks asks;
                    Told told;
                    String ask(String question) { return asks.ask(question); }
                    String askTold(String question) { return told.ask(question); }
                }
                """);

        assertThat(calls(analysis, "Agent#ask")).isEqualTo("5");
        assertThat(calls(analysis, "Agent#askTold")).isEqualTo("8");
    }

    @Test
    void theModelsOfBeansStandInTheFiles() throws Exception {
        write("src/main/resources/application.yml", """
                langchain4j.open-ai.chat-model.model-name: ${MODEL:gpt-4o}
                ---
                spring.config.activate.on-profile: batch
                langchain4j.open-ai.chat-model.model-name: gpt-4o-mini
                """);

        assertThat(analyze(SERVICE).models()).containsExactly("gpt-4o", "gpt-4o-mini");
    }

    @Test
    void theModelThatTheCodeNamesHolds() throws Exception {
        write("src/main/resources/application.properties", "langchain4j.open-ai.chat-model.model-name=gpt-4o\n");

        assertThat(analyze("""
                        import dev.langchain4j.model.openai.OpenAiChatModel;
                        class Agent {
                            String ask() { return OpenAiChatModel.builder().modelName("gpt-4.1").build().chat("go on"); }
                        }
                        """).models()).containsExactly("gpt-4.1");
    }

    private static final String RETRIED = """
            import dev.langchain4j.model.chat.ChatModel;
            import io.github.resilience4j.retry.annotation.Retry;
            class Agent {
                ChatModel model;
                @Retry(name = "llm") public String ask(String question) { return model.chat(question); }
                @Retry(name = "other") public String other(String question) { return model.chat(question); }
            }
            """;

    @Test
    void triesOfANamedInstanceStandUnderItsName() throws Exception {
        write("src/main/resources/application.yml", """
                resilience4j.retry:
                  instances:
                    llm:
                      maxAttempts: 5
                """);
        Analysis analysis = analyze(RETRIED);

        assertThat(calls(analysis, "Agent#ask")).isEqualTo("5");
        assertThat(calls(analysis, "Agent#other")).isEqualTo("3");
    }

    @Test
    void anInstanceTakesWhatItsBaseSaysElseTheDefaultOfAll() throws Exception {
        write("src/main/resources/application.properties", """
                resilience4j.retry.instances.llm.base-config=slow
                resilience4j.retry.configs.slow.max-attempts=7
                resilience4j.retry.configs.default.max-attempts=2
                """);
        Analysis analysis = analyze(RETRIED);

        assertThat(calls(analysis, "Agent#ask")).isEqualTo("7");
        assertThat(calls(analysis, "Agent#other")).isEqualTo("2");
    }
}
