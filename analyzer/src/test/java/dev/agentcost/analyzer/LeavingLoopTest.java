package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A loop that costs only on its way out costs once. */
class LeavingLoopTest {

    private static String bound(String body) {
        return AgentSource.withMembers("""
                        String run(List<String> tasks) {
                            for (String task : tasks) { // HERE
                                BODY
                            }
                            return model.chat("none");
                        }
                        """.replace("BODY", body))
                .site()
                .bound()
                .formula()
                .toString();
    }

    @Test
    void theFirstThatFitsIsTheOnlyOneThatIsAsked() {
        assertThat(bound("if (!task.isEmpty()) { String answer = model.chat(task); return answer; }"))
                .isEqualTo("1");
        assertThat(bound("""
                if (!task.isEmpty()) {
                    model.chat(task);
                    break;
                }
                """)).isEqualTo("1");
    }

    @Test
    void oneThatGoesOnAfterAFailureAsksForEach() {
        assertThat(bound("try { return model.chat(task); } catch (RuntimeException failed) { tasks.size(); }"))
                .isEqualTo("[size of tasks]");
        assertThat(bound("String answer = model.chat(task); if (!answer.isEmpty()) { return answer; }"))
                .isEqualTo("[size of tasks]");
    }

    @Test
    void whatStandsBehindTheLoopIsNoPartOfIt() {
        var agent = AgentSource.withMembers("""
                String run(List<String> tasks) {
                    String last = "";
                    for (String task : tasks) {
                        last = task.isEmpty() ? last : task;
                    }
                    return model.chat(last);
                }
                """);
        assertThat(agent.analysis().sites()).isEmpty();
    }
}
