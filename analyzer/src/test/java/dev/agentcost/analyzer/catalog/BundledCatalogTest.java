package dev.agentcost.analyzer.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The facts that travel with agentcost. */
class BundledCatalogTest {

    private static final String LANGCHAIN_CHAT = "dev.langchain4j.model.chat.ChatModel";
    private static final String SPRING_CHAT = "org.springframework.ai.chat.model.ChatModel";
    private static final String SPRING_CLIENT = "org.springframework.ai.chat.client.ChatClient.CallResponseSpec";

    private static Catalog catalog;

    @BeforeAll
    static void loadOnce() throws CatalogException {
        catalog = Catalog.load(List.of(), List.of(), Map.of());
    }

    @Test
    void theIndexNamesFilesInOrderAndEachHasAFrameworkOfItsOwn() {
        assertThat(CatalogSources.bundledNames()).isSorted().hasSameSizeAs(catalog.frameworks());
        assertThat(catalog.frameworks()).doesNotHaveDuplicates().contains("jdk", "langchain4j", "spring-ai", "http");
    }

    @Test
    void everyRowHasANameAndEvidence() {
        assertThat(catalog.types()).allSatisfy(type -> {
            assertThat(type.packageName()).as(type.name()).isNotEmpty();
            assertThat(type.methods()).allSatisfy(row -> {
                assertThat(row.names()).as(type.name()).isNotEmpty();
                assertThat(row.evidence()).as(type.name() + row.names()).isNotBlank();
            });
        });
    }

    @Test
    void noRowStandsBehindRowsThatTakeAllOfItsCalls() {
        List<String> hidden = new ArrayList<>();
        for (TypeRow type : catalog.types()) {
            List<MethodRow> rows = type.methods();
            for (int i = 0; i < rows.size(); i++) {
                for (String name : rows.get(i).names()) {
                    if (isTaken(rows.subList(0, i), name, rows.get(i).arities())) {
                        hidden.add(type.name() + "#" + name + ", " + rows.get(i).place());
                    }
                }
            }
        }
        assertThat(hidden).isEmpty();
    }

    private static boolean isTaken(List<MethodRow> rows, String name, Set<Integer> arities) {
        return rows.stream()
                .filter(row -> row.names().contains(name))
                .anyMatch(row -> row.arities().isEmpty()
                        || !arities.isEmpty() && row.arities().containsAll(arities));
    }

    @Test
    void everyMethodThatQueriesAModelStandsInAFrameworkWithMarkers() {
        assertThat(catalog.types().stream()
                        .filter(type -> type.methods().stream().anyMatch(row -> row.modelCall() != null))
                        .map(TypeRow::name))
                .allMatch(name -> catalog.markers().stream().anyMatch(name::contains)
                        || name.startsWith("com.alibaba.cloud.ai.dashscope"));
    }

    @Test
    void markersTellFrameworksAndEndpointsButNoLibraryOfEveryProgram() {
        assertThat(catalog.markers())
                .contains("dev.langchain4j", "org.springframework.ai", "com.openai", "chat/completions")
                .noneMatch("java.util.List"::startsWith)
                .noneMatch("reactor.core.publisher.Flux"::startsWith);
        assertThat(catalog.markers()).isEqualTo(new TreeSet<>(catalog.markers()));
    }

    @Test
    void aChatModelOfAnyProviderIsFoundThroughItsSupertype() {
        for (String model : List.of(
                LANGCHAIN_CHAT,
                "dev.langchain4j.model.openai.OpenAiChatModel",
                "dev.langchain4j.model.ollama.OllamaChatModel")) {
            assertThat(call(catalog, model, "chat", 1))
                    .isEqualTo(new ModelCall(ModelCall.Kind.CHAT, List.of(Operand.ARGUMENTS), 3, null));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai.OpenAiChatModel, 1, ARGUMENTS, 4",
        "ollama.OllamaChatModel, 1, ARGUMENTS, 4",
        "dashscope.QwenChatModel, 2, ARGUMENTS, 4",
        "ollama.OllamaStreamingChatModel, 2, ARGUMENT 0, 1",
        "dashscope.QwenStreamingChatModel, 2, ARGUMENT 0, 1"
    })
    void aProvidersModelHasTheMethodsOfBeforeVersionOneToo(String model, int arity, String sent, int attempts) {
        Operand operand = sent.equals("ARGUMENTS") ? Operand.ARGUMENTS : Operand.argument(0);
        assertThat(call(catalog, "dev.langchain4j.model." + model, "generate", arity))
                .isEqualTo(new ModelCall(ModelCall.Kind.CHAT, List.of(operand), attempts, null));
    }

    @Test
    void springsHiddenLoopMovesWithTheVersion() throws CatalogException {
        Catalog first = spring("1.1.8");
        assertThat(turns(first, SPRING_CHAT, "call")).isEqualTo("no limit");
        assertThat(turns(first, SPRING_CLIENT, "content")).isEqualTo("no limit");
        Catalog second = spring("2.0.0");
        assertThat(turns(second, SPRING_CHAT, "call")).isEqualTo("no loop");
        assertThat(turns(second, SPRING_CLIENT, "content")).isEqualTo("no limit");
        Catalog third = spring("2.0.1");
        assertThat(turns(third, SPRING_CHAT, "call")).isEqualTo("no loop");
        assertThat(turns(third, SPRING_CLIENT, "content")).isEqualTo("150 turns");
        assertThat(turns(catalog, SPRING_CHAT, "call")).isEqualTo("no limit");
        assertThat(turns(catalog, SPRING_CLIENT, "content")).isEqualTo("no limit");
    }

    @Test
    void retriesOfSpringsModelsMoveWithTheVersion() throws CatalogException {
        String openAi = "org.springframework.ai.openai.OpenAiChatModel";
        assertThat(attempts(spring("1.1.8"), openAi)).isEqualTo(10);
        assertThat(attempts(spring("2.0.1"), openAi)).isEqualTo(4);
        assertThat(attempts(spring("2.0.1"), "org.springframework.ai.ollama.OllamaChatModel"))
                .isEqualTo(11);
    }

    @Test
    void anAiServiceHidesALoopOfAHundredRoundTripsAndPaysOneMore() throws CatalogException {
        assertThat(service(catalog))
                .isEqualTo(new HiddenLoop(
                        OptionalLong.of(100),
                        "turns",
                        List.of(),
                        List.of(),
                        1,
                        true,
                        true,
                        "memory",
                        OptionalLong.empty(),
                        false));
        assertThat(service(Catalog.load(List.of(), List.of(), Map.of("langchain4j", "0.31.0")))
                        .defaultTurns())
                .hasValue(10);
    }

    @Test
    void theVocabularyKnowsWireFormatsAndVerbs() {
        Vocabulary words = catalog.vocabulary();
        for (String name : List.of(
                "tool_calls",
                "getToolCalls",
                "hasToolCalls",
                "toolUse",
                "functionCall",
                "tool_use",
                "toolExecutionRequests",
                "isToolCall")) {
            assertThat(words.namesToolRequests(name)).as(name).isTrue();
        }
        for (String name : List.of("tools", "toolName", "callTool", "getTool", "function", "withToolCalls")) {
            assertThat(words.namesToolRequests(name)).as(name).isFalse();
        }
        assertThat(words.namesToolRun("executeTool")).isTrue();
        assertThat(words.namesToolRun("dispatch")).isTrue();
        assertThat(words.namesToolRun("getTool")).isFalse();
        assertThat(words.namesToolRun("user")).isFalse();
        assertThat(words.namesToolRun("callback")).isFalse();
    }

    @Test
    void frameworksHideLoopsWithTheirOwnDefaults() {
        assertThat(hidden("com.google.adk.runner.InMemoryRunner", "runAsync", 3))
                .isEqualTo(OptionalLong.of(500));
        assertThat(hidden("com.google.genai.Models", "generateContent", 3)).isEqualTo(OptionalLong.of(10));
        assertThat(hidden("io.agentscope.core.ReActAgent", "call", 1)).isEqualTo(OptionalLong.of(10));
        assertThat(hidden("io.github.ollama4j.Ollama", "chat", 2)).isEqualTo(OptionalLong.of(3));
        assertThat(call(catalog, "io.github.amithkoujalgi.ollama4j.core.OllamaAPI", "chat", 1)
                        .hiddenLoop())
                .isNull();
        assertThat(hidden("ai.koog.agents.core.agent.AIAgent", "run", 1)).isEqualTo(OptionalLong.of(25));
        assertThat(hidden("com.alibaba.cloud.ai.graph.agent.ReactAgent", "call", 1))
                .isEqualTo(OptionalLong.empty());
        assertThat(hidden("io.github.lnyocly.ai4j.service.IChatService", "chatCompletion", 1))
                .isEqualTo(OptionalLong.empty());
    }

    @Test
    void aGraphEndsAfterItsLibrarysNumberOfSteps() {
        assertThat(steps("org.bsc.langgraph4j.CompiledGraph")).hasValue(25);
        assertThat(steps("com.alibaba.cloud.ai.graph.CompiledGraph")).hasValue(100);
        assertThat(catalog.method("org.bsc.langgraph4j.CompileConfig.Builder", "recursionLimit", 1)
                        .orElseThrow()
                        .settings())
                .containsExactly(
                        new Setting("steps", Operand.argument(0), "", 0, 1, "", 0, ""),
                        new Setting("turns", Operand.argument(0), "", 1, 2, "", 0, ""));
    }

    @Test
    void collectionsAreKnownBySupertypes() {
        assertThat(catalog.method("java.util.ArrayList", "add", 1))
                .hasValueSatisfying(row -> assertThat(row.context()).isEqualTo(ContextOperation.APPEND));
        assertThat(catalog.method("java.util.ArrayDeque", "poll", 0))
                .hasValueSatisfying(row -> assertThat(row.cursor()).isEqualTo(Cursor.ADVANCE_AND_TEST));
        assertThat(catalog.method("java.util.concurrent.LinkedBlockingQueue", "poll", 2))
                .hasValueSatisfying(row -> assertThat(row.pace()).isEqualTo(Pace.EXTERNAL));
        assertThat(catalog.method("java.util.Stack", "forEach", 1))
                .hasValueSatisfying(row -> assertThat(row.runs()).isNotNull());
    }

    @Test
    void retryAnnotationsOfOneNameCountDifferently() {
        assertThat(runs("org.springframework.retry.annotation.Retryable")).satisfies(runs -> {
            assertThat(runs.defaultCount()).hasValue(3);
            assertThat(runs.plus()).isZero();
        });
        assertThat(runs("org.springframework.resilience.annotation.Retryable")).satisfies(runs -> {
            assertThat(runs.defaultCount()).hasValue(3);
            assertThat(runs.plus()).isOne();
        });
    }

    private static OptionalLong hidden(String type, String method, int arity) {
        return present(call(catalog, type, method, arity).hiddenLoop()).defaultTurns();
    }

    private static OptionalLong steps(String type) {
        MethodRow row = catalog.method(type, "invoke", 1).orElseThrow();
        assertThat(present(row.graph()).part()).isEqualTo(GraphPart.Part.RUN);
        return present(row.runs()).defaultCount();
    }

    private static Catalog spring(String version) throws CatalogException {
        return Catalog.load(List.of(), List.of(), Map.of("spring-ai-model", version));
    }

    private static String turns(Catalog catalog, String type, String method) {
        ModelCall call = call(catalog, type, method, type.equals(SPRING_CHAT) ? 1 : 0);
        HiddenLoop loop = call.hiddenLoop();
        if (loop == null) {
            return "no loop";
        }
        return loop.defaultTurns().isPresent() ? loop.defaultTurns().getAsLong() + " turns" : "no limit";
    }

    private static int attempts(Catalog catalog, String type) {
        return call(catalog, type, "call", 1).attempts();
    }

    private static HiddenLoop service(Catalog catalog) {
        Service service = catalog.method("dev.langchain4j.service.AiServices", "builder", 1)
                .orElseThrow()
                .service();
        return present(present(service).modelCall().hiddenLoop());
    }

    private static Runs runs(String annotation) {
        return present(catalog.method(annotation, "<init>", 0).orElseThrow().runs());
    }

    private static ModelCall call(Catalog catalog, String type, String method, int arity) {
        return present(catalog.method(type, method, arity).orElseThrow().modelCall());
    }

    private static <T> T present(@Nullable T value) {
        assertThat(value).isNotNull();
        return java.util.Objects.requireNonNull(value);
    }
}
