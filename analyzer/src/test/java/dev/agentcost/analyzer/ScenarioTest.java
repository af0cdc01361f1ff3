package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.result.Scenario;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a change at one place of the source would make of the cost of an entry point. */
class ScenarioTest {

    @Test
    void aCapOnARecursion() {
        AgentSource agent = AgentSource.withMembers("""
                String answer(String question) {
                    return refine(model.chat(question));
                }

                private String refine(String text) {
                    String better = model.chat(text);
                    return better.equals("DONE") ? text : refine(better); // HERE
                }
                """);
        assertThat(agent.site().bound().isUnbounded()).isTrue();
        assertThat(modelCalls(agent, capped(agent, 10))).isEqualTo("11");
    }

    @Test
    void aCapAndAWindowInALibrarysLoop() {
        AgentSource agent = AgentSource.withMembers("""
                interface Assistant {
                    String answer(String question);
                }

                String answer(Object tools, String question) {
                    Assistant assistant = AiServices.builder(Assistant.class).chatModel(model).tools(tools).build(); // HERE
                    return assistant.answer(question);
                }
                """);
        assertThat(modelCalls(agent, capped(agent, 10))).isEqualTo("11");
        assertThat(modelCalls(agent, capped(agent, 1000))).isEqualTo("101");
        TreeMap<SourceLocation, Formula> windows = new TreeMap<>();
        windows.put(agent.site().location(), Formula.of(500));
        assertThat(agent.analysis()
                        .costOf()
                        .apply(agent.entry("answer").methodKey(), new Scenario(new TreeMap<>(), windows))
                        .get(Dimension.INPUT_TOKENS)
                        .toString())
                .contains("50500")
                .doesNotContain("answerTokens");
    }

    @Test
    void aChangeElsewhereChangesNothing() {
        AgentSource agent = AgentSource.withMembers("""
                void other() {
                    while (true) { // HERE
                        model.chat("again");
                    }
                }

                String answer(String question) {
                    return helper(question);
                }

                private String helper(String text) {
                    return model.chat(text);
                }
                """);
        assertThat(agent.analysis().costOf().apply(agent.entry("answer").methodKey(), capped(agent, 1)))
                .isEqualTo(agent.entry("answer").cost());
    }

    private static Scenario capped(AgentSource agent, long turns) {
        TreeMap<SourceLocation, Formula> caps = new TreeMap<>();
        caps.put(agent.site().location(), Formula.of(turns));
        return new Scenario(caps, new TreeMap<>());
    }

    private static String modelCalls(AgentSource agent, Scenario scenario) {
        return agent.analysis()
                .costOf()
                .apply(agent.entry("answer").methodKey(), scenario)
                .get(Dimension.MODEL_CALLS)
                .toString();
    }
}
