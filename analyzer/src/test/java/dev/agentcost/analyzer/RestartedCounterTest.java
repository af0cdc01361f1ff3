package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.IterationBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops in which a counter of failures begins again with each success that another counter limits. */
class RestartedCounterTest {

    private static String bound(String loop, String success, String failure) {
        IterationBound bound = AgentSource.withMembers(
                        """
                        void run(String question, int most) {
                            int steps = 0;
                            int failures = 0;
                            LOOP { // HERE
                                String answer = model.chat(question);
                                if (answer.startsWith("tool")) {
                                    SUCCESS
                                } else if (answer.startsWith("odd")) {
                                    FAILURE
                                } else {
                                    return;
                                }
                            }
                        }
                        """.replace("LOOP", loop).replace("SUCCESS", success).replace("FAILURE", failure))
                .site()
                .bound();
        return bound.isUnbounded() ? "unbounded" : bound.formula().toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            while (steps < 5) | steps++; failures = 0; | failures++; if (failures >= 3) { return; }        | 15
            while (steps < 5) | steps++; failures = 0; | if (++failures == 3) { return; }                  | 15
            while (steps < most) | steps++; failures = 0; | failures++; if (failures >= 3) { return; }     | 3 * most
            """)
    void betweenTwoStepsThereAreAsManyFailuresAsAtFirst(String loop, String success, String failure, String bound) {
        assertThat(bound(loop, success, failure)).isEqualTo(bound);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            while (steps < 5) | steps++; failures = -9; | failures++; if (failures >= 3) { return; }
            while (steps < 5) | steps++; failures -= 2; | failures++; if (failures >= 3) { return; }
            while (steps < 5) | steps++; failures = 0; | failures++; if (failures >= 3) { failures = 0; }
            while (steps < 5) | failures = 0; | failures++; if (failures >= 3) { return; }
            while (steps < 5) | steps++; failures = 0; | failures++; steps--; if (failures >= 3) { return; }
            while (steps < 5) | steps++; failures = 0; | failures = answer.length(); if (failures >= 3) { return; }
            """)
    void aCounterThatBeginsElsewhereOrWithNoStepLimitsNothing(String loop, String success, String failure) {
        assertThat(bound(loop, success, failure)).isEqualTo("unbounded");
    }

    @Test
    void aCounterThatIsNotSetBackIsOneOfTwo() {
        assertThat(bound("while (steps < 5)", "steps++;", "failures++; if (failures >= 3) { return; }"))
                .isNotEqualTo("unbounded");
    }
}
