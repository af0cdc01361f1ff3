package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.IterationBound;
import org.junit.jupiter.api.Test;

/** Loops that go on once more where a flag is not set yet, which they then set. */
class OnceFlagTest {

    private static final String LOOP = """
            static class Retry { boolean done; }
            boolean retried;
            String ask(String question) {
                boolean local = false;
                Retry retry = new Retry();
                while (true) { // HERE
                    String answer = model.chat(question);
                    if (answer.isBlank() && !FLAG) {
                        FLAG = true;
                        continue;
                    }
                    REST
                    return answer;
                }
            }
            """;

    private static IterationBound bound(String flag, String rest) {
        return AgentSource.withMembers(LOOP.replace("FLAG", flag).replace("REST", rest))
                .site()
                .bound();
    }

    @Test
    void aFlagThatEveryWayThatGoesOnSetsAllowsOneMoreTurn() {
        for (String flag : new String[] {"local", "retried", "retry.done"}) {
            assertThat(bound(flag, "").formula()).as(flag).hasToString("2");
        }
    }

    @Test
    void oneThatIsTakenBackAllowsAnyNumber() {
        for (String flag : new String[] {"local", "retried", "retry.done"}) {
            assertThat(bound(flag, "if (answer.length() > 9) { " + flag + " = false; continue; }")
                            .isUnbounded())
                    .as(flag)
                    .isTrue();
        }
    }

    @Test
    void soDoesAWayOnThatPassesNoTest() {
        assertThat(bound("local", "if (answer.length() > 9) continue;").isUnbounded())
                .isTrue();
    }
}
