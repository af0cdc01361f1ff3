package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Budgets that a loop takes from, and that tell when nothing is left. */
class TakingTest {

    private static final String AGENT = """
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.concurrent.atomic.AtomicInteger;
            class Agent {
                ChatModel model;
                static class Budget {
                    private int max;
                    FIELD
                    Budget(int max) { this.max = max; INIT }
                    boolean take() { TAKE }
                    MORE
                }
                void run(String question) {
                    Budget budget = new Budget(9);
                    Budget other = new Budget(9);
                    while (CONDITION) { // HERE
                        String answer = model.chat(question);
                        BODY
                        if (answer.isEmpty()) { return; }
                    }
                }
            }
            """;

    private static String bound(String field, String take, String more, String condition, String body) {
        var bound = AgentSource.of(
                        AGENT.replace("FIELD", field)
                                .replace("INIT", field.contains("final") ? "used = new AtomicInteger(0);" : "")
                                .replace("TAKE", take)
                                .replace("MORE", more)
                                .replace("CONDITION", condition)
                                .replace("BODY", body),
                        false)
                .site()
                .bound();
        return bound.isUnbounded() ? "unbounded" : bound.formula().toString();
    }

    private static final String TAKE = "if (used >= max) { return false; } used++; return true;";

    private static String bound(String take, String more, String condition, String body) {
        return bound("private int used;", take, more, condition, body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TAKE,
                "if (used < max) { used = used + 1; return true; } return false;",
                "return ++used <= max;",
                "return used++ < max;",
                "boolean some = used < max; if (some) { used++; } return some;",
                "boolean some = used < max; if (some) { used++; } return some && max > 0;",
                "synchronized (this) { if (used >= max) { return false; } used += 1; return true; }",
                "if (used >= max) { System.out.println(used); return false; } used += 1; return true;"
            })
    void aLoopThatEndsWhenNothingIsLeftMakesAsManyTurns(String take) {
        assertThat(bound(take, "", "budget.take()", "")).isEqualTo("9");
    }

    @Test
    void soItDoesWhereTheBudgetIsSharedBetweenThreads() {
        String field = "private final AtomicInteger used;";
        assertThat(bound(field, "return used.incrementAndGet() <= max;", "", "budget.take()", ""))
                .isEqualTo("9");
        assertThat(bound(
                        field,
                        "return used.incrementAndGet() <= max;",
                        "int used() { return used.get(); }",
                        "budget.take()",
                        ""))
                .isEqualTo("9");
        assertThat(bound(
                        field,
                        "int now = used.get(); if (now >= max) { return false; }"
                                + " return used.compareAndSet(now, now + 1) || take();",
                        "",
                        "budget.take()",
                        ""))
                .isEqualTo("9");
        assertThat(bound(
                        field,
                        "int now = used.get(); if (now >= max) { return false; }"
                                + " return used.compareAndSet(now, now + 1) || take();",
                        "void giveBack() { used.updateAndGet(v -> v > 0 ? v - 1 : 0); }",
                        "budget.take()",
                        ""))
                .isEqualTo("[budget.max - budget.used]");
        assertThat(bound(
                        field,
                        "int now = used.get(); if (now >= max) { return false; }"
                                + " return used.compareAndSet(now, now + 1) || take();",
                        "void giveBack() { used.updateAndGet(v -> v > 0 ? v - 1 : 0); }",
                        "budget.take()",
                        "budget.giveBack();"))
                .isEqualTo("unbounded");
        assertThat(bound(
                        field,
                        "int now = used.get(); if (now >= max) { return false; }"
                                + " used.compareAndSet(now, now + 1); return true;",
                        "",
                        "budget.take()",
                        ""))
                .isEqualTo("unbounded");
    }

    @Test
    void whatFallsToALimitAndTakesMoreThanOneAtATimeCountsTheSame() {
        assertThat(bound("if (max < 2) { return false; } max -= 2; return true;", "", "budget.take()", ""))
                .isEqualTo("4");
        assertThat(bound("return used++ >= max;", "", "!budget.take()", "")).isEqualTo("9");
    }

    @Test
    void behindTheFirstTestTheBodyHasRunOnceMore() {
        assertThat(bound(TAKE, "", "true", "if (!budget.take()) { break; }")).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (used >= max) { return false; } if (max > 5) { used++; } return true;",
                "if (used > max) { used = 0; } used++; return true;",
                "used++; return true;",
                "return used < max;",
                "if (used <= max) { return false; } used++; return true;",
                "if (used >= max) { return true; } used++; return true;",
                "if (used >= max) { return false; } used++; max++; return true;",
                "try { if (used >= max) { return false; } used++; return true; } finally { used--; }",
                "if (used >= max) { return false; } used++; undo(); return true;"
            })
    void aMethodThatMaySayYesWithoutTakingIsNoLimit(String take) {
        assertThat(bound(take, "void undo() { used--; }", "budget.take()", "")).isEqualTo("unbounded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "budget.reset();",
                "other.reset();",
                "budget.grow();",
                "budget = new Budget(9);",
                "budget.used = 0;",
                "help(budget);"
            })
    void norIsOneWhoseBudgetIsFilledAgainInTheLoop(String body) {
        String more = "void reset() { used = 0; } void grow() { max += 5; } }"
                + " static void help(Budget given) { given.reset(); } static class Unused {";
        assertThat(bound(TAKE, more, "budget.take()", body)).isEqualTo("unbounded");
        assertThat(bound(TAKE, more, "budget.take()", "")).isEqualTo("max");
    }

    @Test
    void norWhereNobodyLooksAtTheAnswer() {
        assertThat(bound(TAKE, "", "true", "budget.take();")).isEqualTo("unbounded");
        assertThat(bound(TAKE, "", "true", "if (budget.take()) { System.out.println(question); }"))
                .isEqualTo("unbounded");
        assertThat(bound(TAKE, "", "question.isEmpty() || budget.take()", "")).isEqualTo("unbounded");
    }
}
