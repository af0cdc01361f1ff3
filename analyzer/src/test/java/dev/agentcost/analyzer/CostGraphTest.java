package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.cost.Symbol;
import dev.agentcost.analyzer.result.CostGraph;
import dev.agentcost.analyzer.result.EntryPoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ways from an entry point to requests and tools. */
class CostGraphTest {

    @Test
    void aLoopStandsBetweenTheMethodAndWhatItRepeats() {
        AgentSource agent = AgentSource.withMembers("""
                String run(List<ChatMessage> messages) {
                    while (true) { // HERE
                        AiMessage answer = model.chat(messages).aiMessage();
                        if (!answer.hasToolExecutionRequests()) {
                            return answer.text();
                        }
                        for (ToolExecutionRequest request : answer.toolExecutionRequests()) {
                            tool.execute(request, null);
                        }
                    }
                }
                """);

        Formula turns = agent.site().bound().formula();
        Formula calls = Formula.of(Symbol.assumed(Assumption.TOOL_CALLS_PER_ANSWER));
        assertThat(lines(agent, "run"))
                .containsExactlyInAnyOrder(
                        "Agent#run -> loop: 1",
                        "loop -> ChatModel.chat: " + turns.plus(Formula.ONE),
                        "loop -> loop: " + turns,
                        "loop -> ToolExecutor.execute: " + calls);
        assertThat(total(agent, "run", CostGraph.Kind.MODEL)).isEqualTo(cost(agent, "run", Dimension.MODEL_CALLS));
        assertThat(total(agent, "run", CostGraph.Kind.TOOL)).isEqualTo(cost(agent, "run", Dimension.TOOL_CALLS));
    }

    @Test
    void nestedLoopsAndCalledMethodsMultiply() {
        AgentSource agent = AgentSource.withMembers("""
                void run() {
                    for (int i = 0; i < 3; i++) {
                        ask("a");
                        for (int j = 0; j < 4; j++) {
                            ask("b");
                        }
                    }
                    ask("c");
                }
                private String ask(String text) {
                    return model.chat(text);
                }
                """);

        assertThat(total(agent, "run", CostGraph.Kind.MODEL)).isEqualTo(Formula.of(16));
        assertThat(cost(agent, "run", Dimension.MODEL_CALLS)).isEqualTo(Formula.of(16));
    }

    @Test
    void callsBeforeTheTestAreMadeOnceMore() {
        AgentSource agent = AgentSource.withMembers("""
                void run() {
                    int i = 0;
                    while (true) {
                        model.chat("before");
                        if (++i > 5) {
                            break;
                        }
                        model.chat("behind");
                    }
                }
                """);

        assertThat(total(agent, "run", CostGraph.Kind.MODEL)).isEqualTo(cost(agent, "run", Dimension.MODEL_CALLS));
    }

    @Test
    void functionsAreRunAsOftenAsTheStreamHasElements() {
        AgentSource agent = AgentSource.withMembers("""
                void run() {
                    List.of("a", "b", "c").forEach(text -> model.chat(text));
                }
                """);

        assertThat(lines(agent, "run"))
                .containsExactlyInAnyOrder("Agent#run -> stream: 1", "stream -> ChatModel.chat: 3");
    }

    @Test
    void aFunctionThatAMethodOfTheSourcesRunsIsCountedWithItsRuns() {
        AgentSource agent = AgentSource.withMembers("""
                void run() {
                    twice(() -> model.chat("a"));
                }
                private void twice(Runnable code) {
                    code.run();
                    code.run();
                }
                """);

        assertThat(total(agent, "run", CostGraph.Kind.MODEL)).isEqualTo(Formula.of(2));
        assertThat(cost(agent, "run", Dimension.MODEL_CALLS)).isEqualTo(Formula.of(2));
    }

    @Test
    void aLoopInsideALibraryLeadsToItsRequestsAndTools() {
        AgentSource agent = AgentSource.withMembers("""
                interface Helper { String chat(String text); }
                static class Clock {
                    @dev.langchain4j.agent.tool.Tool String now() { return "now"; }
                }
                String run(String text) {
                    Helper helper = AiServices.builder(Helper.class).chatModel(model).tools(new Clock())
                            .maxSequentialToolsInvocations(5).build();
                    return helper.chat(text);
                }
                """);

        assertThat(lines(agent, "run")).anyMatch(line -> line.startsWith("Agent#run -> framework-loop: 1"));
        assertThat(lines(agent, "run")).anyMatch(line -> line.startsWith("framework-loop -> Clock#now: "));
        assertThat(total(agent, "run", CostGraph.Kind.MODEL)).isEqualTo(cost(agent, "run", Dimension.MODEL_CALLS));
    }

    @Test
    void aRecursionIsACycleThatNothingIsMultipliedThrough() {
        AgentSource agent = AgentSource.withMembers("""
                void start() {
                    model.chat("first");
                    run("x");
                }
                void run(String text) {
                    if (model.chat(text).isEmpty()) {
                        run(text); // HERE
                    }
                }
                """);

        assertThat(lines(agent, "start"))
                .containsExactlyInAnyOrder(
                        "Agent#start -> ChatModel.chat: 1",
                        "Agent#start -> Agent#run: 1",
                        "Agent#run -> ChatModel.chat: 1",
                        "Agent#run -> recursion: 1",
                        "recursion -> Agent#run: 1");
        assertThat(agent.analysis().graph().timesFrom(agent.entry("start").methodKey()))
                .containsValue(Formula.ONE)
                .hasSize(2);
    }

    @Test
    void whatCostsNothingIsNotInIt() {
        AgentSource agent = AgentSource.withMembers("""
                void run() {
                    for (int i = 0; i < 3; i++) {
                        System.out.println(i);
                    }
                }
                void other() {
                    model.chat("a");
                }
                """);

        assertThat(agent.analysis().graph().nodes())
                .extracting(CostGraph.Node::name)
                .containsExactly("Agent#other", "ChatModel.chat");
        assertThat(agent.analysis().graph().from("nowhere")).isEqualTo(CostGraph.NONE);
    }

    private static List<String> lines(AgentSource agent, String method) {
        CostGraph graph = agent.analysis().graph().from(agent.entry(method).methodKey());
        return graph.edges().stream()
                .map(edge -> name(graph, edge.from()) + " -> " + name(graph, edge.to()) + ": " + edge.times())
                .toList();
    }

    private static String name(CostGraph graph, String key) {
        return graph.nodes().stream()
                .filter(node -> node.key().equals(key))
                .findFirst()
                .orElseThrow()
                .name();
    }

    private static Formula total(AgentSource agent, String method, CostGraph.Kind kind) {
        EntryPoint entry = agent.entry(method);
        CostGraph graph = agent.analysis().graph();
        Map<String, Formula> times = graph.timesFrom(entry.methodKey());
        return graph.nodes().stream()
                .filter(node -> node.kind() == kind)
                .map(node -> times.getOrDefault(node.key(), Formula.ZERO))
                .reduce(Formula.ZERO, Formula::plus);
    }

    private static Formula cost(AgentSource agent, String method, Dimension dimension) {
        return agent.entry(method).cost().get(dimension);
    }
}
