package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A bound that a comment asserts is held against what the code says. */
class FlowFactTest {

    private static AgentSource agent(String loop) {
        return AgentSource.withMembers("""
                void run(List<String> tasks) {
                    // agentcost: at most 5
                    LOOP
                        model.chat("go");
                    }
                }
                """.replace("LOOP", loop + " { // HERE"));
    }

    private static void assertBound(String loop, String bound, boolean asserted, String problem) {
        AgentSource agent = agent(loop);
        assertThat(agent.site().bound().formula()).hasToString(bound);
        assertThat(agent.site().bound().asserted()).isEqualTo(asserted);
        if (problem.isEmpty()) {
            assertThat(agent.analysis().coverage().problems()).isEmpty();
        } else {
            assertThat(agent.analysis().coverage().problems())
                    .singleElement()
                    .asString()
                    .startsWith("Agent.java:" + agent.site().location().line())
                    .contains(problem);
        }
    }

    @Test
    void itHoldsWhereTheCodeSaysNothingOrLess() {
        assertBound("while (true)", "5", true, "");
        assertBound("for (String task : tasks)", "5", true, "");
    }

    @Test
    void oneThatTheCodeProvesIsNotNeeded() {
        assertBound("for (int i = 0; i < 3; i++)", "3", false, "'at most 5' is not needed: the code allows 3 turns");
        assertBound("for (int i = 0; i < 5; i++)", "5", false, "is not needed: the code allows 5 turns");
    }

    @Test
    void oneThatTheCodeContradictsIsWrong() {
        assertBound("for (int i = 0; i < 9; i++)", "9", false, "'at most 5' is wrong: the loop always makes 9 turns");
    }

    @Test
    void aLoopThatMayEndEarlierMayKeepItsWord() {
        assertBound("for (int i = 0; i < 9 && !tasks.isEmpty(); i++)", "5", true, "");
    }
}
