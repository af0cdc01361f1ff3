package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Loops that a call ends which fails when a counter has come to its limit. */
class RefusalTest {

    private static final String AGENT = """
            record Goal(int maxSteps) {}
            static class Budget {
                private int steps;
                private int used;
                private final Goal goal;
                Budget(Goal goal) { this.goal = goal; }
                int step() { return ++steps; }
                void check() {
                    if (steps >= goal.maxSteps()) {
                        throw new IllegalStateException("over " + goal.maxSteps());
                    }
                }
                void take(int max) {
                    if (used >= max || goal == null) throw new IllegalStateException("over");
                    used++;
                }
                void sometimes(boolean strict) {
                    if (strict && used >= 7) throw new IllegalStateException("over");
                    used++;
                }
                void reset() { used = 0; }
            }
            void run(Goal goal) {
                Budget budget = new Budget(goal);
                while (true) { // HERE
                    BEFORE
                    String answer = model.chat("go on");
                    if (answer.isEmpty()) break;
                    AFTER
                }
            }
            """;

    private static String bound(String before, String after) {
        var bound = AgentSource.withMembers(AGENT.replace("BEFORE", before).replace("AFTER", after))
                .site()
                .bound();
        return bound.isUnbounded() ? "unbounded" : bound.formula().toString();
    }

    @Test
    void theLimitEndsIt() {
        assertThat(bound("budget.check(); budget.step();", "")).isEqualTo("maxSteps");
        assertThat(bound("budget.take(7);", "")).isEqualTo("7");
    }

    @Test
    void behindWhatCostsOneTurnMoreHasBegun() {
        assertThat(bound("", "budget.take(7);")).isEqualTo("8");
    }

    @Test
    void notWhereItMayPassOrIsCaughtOrTheCounterStandsStill() {
        assertThat(bound("budget.sometimes(goal == null);", "")).isEqualTo("unbounded");
        assertThat(bound("try { budget.take(7); } catch (RuntimeException over) { }", ""))
                .isEqualTo("unbounded");
        assertThat(bound("if (goal != null) { budget.take(7); }", "")).isEqualTo("unbounded");
        assertThat(bound("budget.check();", "")).isEqualTo("unbounded");
        assertThat(bound("budget.take(7);", "budget.reset();")).isEqualTo("unbounded");
    }
}
