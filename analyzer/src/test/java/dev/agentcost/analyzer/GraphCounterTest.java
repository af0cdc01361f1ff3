package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Counters in the state of a graph: which of them limit a cycle, and which do not. */
class GraphCounterTest {

    private static final String GRAPH = """
            import static org.bsc.langgraph4j.StateGraph.END;
            import static org.bsc.langgraph4j.StateGraph.START;
            import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
            import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.*;
            import java.util.function.*;
            import org.bsc.langgraph4j.StateGraph;
            import org.bsc.langgraph4j.state.AgentState;

            class Agent {
                static final String TRIES = "tries";
                static class Tries extends AgentState {
                    int tries() { return this.<Integer>value(TRIES).orElse(0); }
                }
                ChatModel model;
                boolean some;

                Map<String, Object> write(Tries state) {
                    int tries = state.value(TRIES, 0);
                    String text = model.chat("draft");
                    NODE
                }
                Map<String, Object> counted(boolean good, int before) {
                    if (good) { return Map.of("good", true); }
                    return Map.of("good", false, TRIES, before + 1);
                }
                void clear(Map<String, Object> updates) { updates.put(TRIES, 0); }
                Object later(Function<String, Map<String, Object>> done) { return new Object(); }
                String grade(Tries state) {
                    GRADE
                }

                Object run() {
                    return new StateGraph<>(Tries::new)
                            .addNode("write", node_async(this::write))
                            .addEdge(START, "write")
                            .addConditionalEdges("write", edge_async(this::grade), // HERE
                                    Map.of("good", END, "bad", "write"))
                            .compile().invoke(Map.of());
                }
            }
            """;

    private static final String TESTED =
            "int n = state.value(TRIES, 0);\nif (n >= 3) { return \"good\"; }\nreturn \"bad\";";
    private static final String RAISES = "return Map.of(\"text\", text, TRIES, tries + 1);";

    private static String turns(String node, String grade) {
        return AgentSource.of(GRAPH.replace("NODE", node).replace("GRADE", grade), false)
                .site()
                .bound()
                .formula()
                .toString();
    }

    @Test
    void aCounterThatEachVisitRaisesLimitsTheCycle() {
        assertThat(turns(RAISES, TESTED)).isEqualTo("2");
        assertThat(turns("Map<String, Object> all = new HashMap<>();\nall.put(TRIES, tries + 1);\nreturn all;", TESTED))
                .isEqualTo("2");
        assertThat(turns(RAISES, TESTED.replace("state.value(TRIES, 0)", "state.tries()")))
                .isEqualTo("2");
        assertThat(turns("return Map.of(\"text\", text, TRIES, state.tries() + 1);", TESTED))
                .isEqualTo("2");
    }

    @Test
    void aLimitInAConditionalExpressionIsOne() {
        assertThat(turns(RAISES, "int n = state.value(TRIES, 0);\nreturn n < 3 ? \"bad\" : \"good\";"))
                .isEqualTo("2");
        assertThat(turns(RAISES, "return state.tries() <= 3 ? \"bad\" : \"good\";"))
                .isEqualTo("3");
        assertThat(turns(RAISES, "return some ? \"bad\" : state.tries() > 3 ? \"good\" : \"bad\";"))
                .isEqualTo("25");
    }

    @Test
    void aCounterThatSomeVisitsDoNotRaiseLimitsNothing() {
        assertThat(turns("if (some) { return Map.of(\"text\", text); }\n" + RAISES, TESTED))
                .isEqualTo("25");
        assertThat(turns(
                        "Map<String, Object> all = new HashMap<>();\nif (some) { all.put(TRIES, tries + 1); }\nreturn all;",
                        TESTED))
                .isEqualTo("25");
        assertThat(turns("if (some) { return Map.of(TRIES, 0); }\n" + RAISES, TESTED))
                .isEqualTo("25");
        assertThat(turns(
                        "Map<String, Object> all = new HashMap<>(Map.of(TRIES, tries + 1));\nclear(all);\nreturn all;",
                        TESTED))
                .isEqualTo("25");
        assertThat(turns(
                        "Map<String, Object> all = new HashMap<>(Map.of(TRIES, tries + 1));\n"
                                + "Runnable r = () -> clear(all);\nr.run();\nreturn all;",
                        TESTED))
                .isEqualTo("25");
    }

    @Test
    void aStreamedMapThatIsNotUnderstoodMayResetIt() {
        String streamed = "Map<String, Object> all = new HashMap<>();\nRunnable r = () -> clear(all);\n"
                + "Object text2 = later(done -> all);\n";
        assertThat(turns(streamed + "return Map.of(\"text\", text2, TRIES, tries + 1);", TESTED))
                .isEqualTo("25");
    }

    @Test
    void aMapThatAnotherMethodFillsMayResetIt() {
        String filled = "Map<String, Object> all = new HashMap<>();\nclear(all);\nreturn all;";
        assertThat(turns(filled, "if (some) { return \"good\"; }\nreturn \"bad\";"))
                .isEqualTo("25");
        String before = "if (some) { " + RAISES + " }\n";
        assertThat(turns(before + filled, TESTED)).isEqualTo("25");
    }

    private static final String UNLESS_GOOD =
            "boolean good = state.value(\"good\", false);\nif (good) { return \"good\"; }\n" + TESTED;

    @Test
    void aVisitThatEndsTheCycleNeedNotRaiseIt() {
        assertThat(turns("return counted(some, tries);", UNLESS_GOOD)).isEqualTo("2");
        assertThat(turns("if (some) { return counted(true, tries); }\nreturn counted(false, tries);", UNLESS_GOOD))
                .isEqualTo("2");
        assertThat(turns("if (some) { return counted(true, tries); }\nreturn Map.of(\"good\", false);", UNLESS_GOOD))
                .isEqualTo("25");
    }

    @Test
    void aNodeThatStopsTheCycleAtALimitLimitsIt() {
        String stops = "if (tries >= 4) { return Map.of(\"text\", \"stop\", TRIES, 0); }\n" + RAISES;
        String branched = "String said = (String) state.value(\"text\").orElse(\"\");\n"
                + "if (\"stop\".equals(said)) { return \"good\"; }\nreturn \"bad\";";
        assertThat(turns(stops, branched)).isEqualTo("4");
        assertThat(turns(stops.replace("\"stop\"", "text"), branched)).isEqualTo("25");
        assertThat(turns(stops, branched.replace("\"stop\"", "\"halt\""))).isEqualTo("25");
        assertThat(turns(
                        "if (tries >= 4) { return Map.of(\"text\", \"stop\"); }\nreturn Map.of(\"text\", text);",
                        branched))
                .isEqualTo("25");
    }

    @Test
    void whatAStreamedValueIsReplacedByCounts() {
        assertThat(turns(
                        "Object text2 = later(done -> Map.of(\"text\", done, TRIES, tries + 1));\n"
                                + "return Map.of(\"text\", text2);",
                        TESTED))
                .isEqualTo("2");
        assertThat(turns(
                        "Object text2 = later(done -> Map.of(\"other\", done, TRIES, tries + 1));\n"
                                + "return Map.of(\"text\", text2);",
                        TESTED))
                .isEqualTo("25");
    }

    private static final String REVIEWED = """
            import static org.bsc.langgraph4j.StateGraph.END;
            import static org.bsc.langgraph4j.StateGraph.START;
            import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
            import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.*;
            import org.bsc.langgraph4j.StateGraph;
            import org.bsc.langgraph4j.action.NodeAction;
            import org.bsc.langgraph4j.state.AgentState;

            class Agent {
                static class Draft extends AgentState {
                    int score() { return this.<Integer>value("score").orElse(0); }
                    int revisions() { return this.<Integer>value("revisions").orElse(0); }
                }
                static class Revise implements NodeAction<Draft> {
                    ChatModel model;
                    public Map<String, Object> apply(Draft state) {
                        int next = state.revisions() + 1;
                        return Map.of("draft", model.chat("revise"), RAISE);
                    }
                }
                static class Review implements NodeAction<Draft> {
                    public Map<String, Object> apply(Draft state) {
                        return Map.of("score", state.hashCode());
                    }
                }
                boolean hurry;
                Object run() {
                    return new StateGraph<>(Draft::new)
                            .addNode("draft", node_async(new Review()))
                            .addNode("review", node_async(new Review()))
                            .addNode("revise", node_async(new Revise()))
                            BEGIN
                            .addConditionalEdges("review",
                                    edge_async((Draft state) -> {
                                        if (state.score() >= 85) { return "publish"; }
                                        CHOICE
                                        return "publish";
                                    }),
                                    Map.of("publish", END, "revise", "revise", "again", "revise"))
                            .addEdge("revise", "review") // HERE
                            .compile().invoke(Map.of());
                }
            }
            """;

    private static final String FROM_DRAFT = ".addEdge(START, \"draft\").addEdge(\"draft\", \"review\")";
    private static final String WHILE_FEW = "if (state.revisions() < 2) { return \"revise\"; }";

    private static String revisions(String begin, String choice, String raise) {
        String source =
                REVIEWED.replace("BEGIN", begin).replace("CHOICE", choice).replace("RAISE", raise);
        return AgentSource.of(source, false).site().bound().formula().toString();
    }

    @Test
    void aLimitAnywhereOnTheCycleIsOne() {
        String raise = "\"revisions\", next";
        assertThat(revisions(FROM_DRAFT, WHILE_FEW, raise)).isEqualTo("2");
        assertThat(revisions(FROM_DRAFT, WHILE_FEW, "\"revisions\", 1")).isEqualTo("25");
        assertThat(revisions(FROM_DRAFT, "if (hurry) { return \"again\"; }\n" + WHILE_FEW, raise))
                .isEqualTo("25");
        assertThat(revisions(FROM_DRAFT, "if (hurry) { return \"revise\"; }\n" + WHILE_FEW, raise))
                .isEqualTo("25");
    }

    @Test
    void aWayRoundTheTestIsTakenOnceMore() {
        String either = FROM_DRAFT
                + ".addConditionalEdges(\"draft\", edge_async(state -> hurry ? \"review\" : \"revise\"), "
                + "Map.of(\"review\", \"review\", \"revise\", \"revise\"))";
        assertThat(revisions(either, WHILE_FEW, "\"revisions\", next")).isEqualTo("3");
    }

    @Test
    void aWayPastTheTestLeavesTheCycleUnlimited() {
        String past = FROM_DRAFT + ".addEdge(\"review\", \"revise\")";
        assertThat(revisions(past, WHILE_FEW, "\"revisions\", next")).isEqualTo("25");
    }
}
