package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.analyzer.result.SiteKind;
import org.junit.jupiter.api.Test;

/** Graphs of nodes that the source declares: a cycle is a site, and a walk costs what it visits. */
class DeclaredGraphTest {

    private static final String GRAPH = """
            import static org.bsc.langgraph4j.StateGraph.END;
            import static org.bsc.langgraph4j.StateGraph.START;
            import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
            import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.Map;
            import org.bsc.langgraph4j.CompileConfig;
            import org.bsc.langgraph4j.CompiledGraph;
            import org.bsc.langgraph4j.StateGraph;
            import org.bsc.langgraph4j.state.AgentState;

            class Agent {
                ChatModel model;

                Map<String, Object> plan(AgentState state) { model.chat("plan"); return Map.of(); }
                Map<String, Object> write(AgentState state) { model.chat("draft"); model.chat("polish"); return Map.of(NOTE); }
                String grade(AgentState state) { GRADE }

                StateGraph<AgentState> graph() {
                    return new StateGraph<>(AgentState::new)
                            .addNode("plan", node_async(this::plan))
                            .addNode("write", node_async(this::write))
                            .addEdge(START, "plan")
                            .addEdge("plan", "write")
                            .addConditionalEdges("write", edge_async(this::grade), // HERE
                                    Map.of("good", END, "bad", BACK));
                }

                Object run() {
                    CompiledGraph<AgentState> compiled = graph().compile(CONFIG);
                    return compiled.invoke(Map.of());
                }
            }
            """;

    private static final String BY_ANSWER = "return model.chat(\"grade\");";

    private static AgentSource graph(String back, String grade, String config, String note) {
        return AgentSource.of(
                GRAPH.replace("BACK", back)
                        .replace("GRADE", grade)
                        .replace("CONFIG", config)
                        .replace("NOTE", note),
                false);
    }

    private static String calls(AgentSource agent) {
        return agent.entry("run").cost().get(Dimension.MODEL_CALLS).toString();
    }

    @Test
    void aCycleIsASiteAtTheEdgeThatClosesItWithTheLibrarysLimit() {
        AgentSource agent = graph("\"write\"", BY_ANSWER, "", "");
        Site site = agent.site();
        assertThat(site.kind()).isEqualTo(SiteKind.GRAPH);
        assertThat(site.driver()).isEqualTo(Driver.FRAMEWORK);
        assertThat(site.bound().formula()).isEqualTo(Formula.of(25));
        assertThat(site.reachesModel()).isTrue();
        // the start is a step; one plan, and 24 visits of the writer, each with its grade
        assertThat(calls(agent)).isEqualTo("73");
    }

    @Test
    void aLimitOfTheCompiledGraphReplacesTheDefault() {
        AgentSource agent = graph("\"write\"", BY_ANSWER, "CompileConfig.builder().recursionLimit(6).build()", "");
        assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(6));
        assertThat(calls(agent)).isEqualTo("16");
    }

    @Test
    void aGraphWithoutACycleIsNoSiteAndVisitsEachNodeOnce() {
        AgentSource agent = graph("END", BY_ANSWER, "", "");
        assertThat(agent.analysis().sites()).isEmpty();
        assertThat(calls(agent)).isEqualTo("4");
    }

    private static final String BY_COUNTER =
            "int tries = state.value(\"tries\", 0); if (tries >= 3) { return \"good\"; } return \"bad\";";

    @Test
    void aCounterInTheStateLimitsTheEdgeThatIsChosenByIt() {
        AgentSource agent = graph("\"write\"", BY_COUNTER, "", "\"tries\", state.value(\"tries\", 0) + 1");
        // raised before each test: chosen with 1 and 2
        assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(2));
        assertThat(agent.site().driver()).isEqualTo(Driver.COUNTER);
    }

    @Test
    void anEdgeThatIsAlsoChosenWithoutTheCounterIsNotLimitedByIt() {
        String grade = "if (model.chat(\"grade\").isEmpty()) { return \"bad\"; } " + BY_COUNTER;
        AgentSource agent = graph("\"write\"", grade, "", "\"tries\", state.value(\"tries\", 0) + 1");
        assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(25));
    }

    @Test
    void aCounterThatNoNodeRaisesLimitsNothing() {
        AgentSource agent = graph("\"write\"", BY_COUNTER, "", "\"tries\", 0");
        assertThat(agent.site().bound().formula()).isEqualTo(Formula.of(25));
    }
}
