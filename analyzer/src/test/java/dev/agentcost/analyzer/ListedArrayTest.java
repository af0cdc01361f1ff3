package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists and streams of what a call is given: of a single array, its elements. */
class ListedArrayTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "List.of(goal.split(\",\")) | goal",
                "Arrays.asList(goal.split(\",\")) | goal",
                "List.of(parts) | parts",
                "Arrays.asList(parts) | parts",
                "List.of(goal, goal) | 2",
                "List.of(goal) | 1",
                "List.of(codes) | 1",
            })
    void aSingleArrayStandsForItsElements(String list, String expected) {
        AgentSource agent = AgentSource.withMembers("""
                void ask(String goal, String[] parts, int[] codes) {
                    for (Object one : LIST) { // HERE
                        model.chat(goal + one);
                    }
                }
                """.replace("LIST", list));
        assertThat(agent.site().bound().formula().toString()).contains(expected);
        assertThat(agent.site().bound().formula().isConstant()).isEqualTo(expected.length() == 1);
    }
}
