package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.IterationBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters in objects that are handed on or that more than one class may see. */
class SharedNumberTest {

    private static final String IMPORTS = """
            import dev.langchain4j.model.chat.ChatModel;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;
            class Agent {
                ChatModel model;
            %s
            }
            """;

    private static String text(IterationBound bound) {
        return bound.isUnbounded() ? "unbounded" : bound.formula().toString();
    }

    private static String recursion(String members) {
        return text(
                AgentSource.of(IMPORTS.formatted(members), false).recursion().bound());
    }

    private static String loop(String members) {
        return text(AgentSource.of(IMPORTS.formatted(members), false).site().bound());
    }

    @Test
    void aRecursionThatHandsItsCounterAlongEndsAtTheLimit() {
        assertThat(recursion("""
                String step(String text, AtomicInteger turns) {
                    if (turns.incrementAndGet() > 5) { return text; }
                    return step(model.chat(text), turns);
                }
                """)).isEqualTo("[5 - turns.value] + 1");
        assertThat(recursion("""
                String step(String text, AtomicLong left) {
                    if (left.decrementAndGet() < 0) { return text; }
                    return step(model.chat(text), left);
                }
                """)).isEqualTo("left.value + 1");
        assertThat(recursion("""
                CompletableFuture<String> step(String text, AtomicInteger turns) {
                    if (turns.incrementAndGet() > 5) { return CompletableFuture.completedFuture(text); }
                    return CompletableFuture.supplyAsync(() -> model.chat(text)).thenCompose(answer -> step(answer, turns));
                }
                """)).isEqualTo("[5 - turns.value] + 1");
        assertThat(recursion("""
                final AtomicInteger turns = new AtomicInteger();
                String step(String text) {
                    if (turns.getAndIncrement() >= 5) { return text; }
                    return step(model.chat(text));
                }
                """)).isEqualTo("[5 - turns.value]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return step(model.chat(text), new AtomicInteger());",
                "turns.set(0); return step(model.chat(text), turns);",
                "AtomicInteger same = turns; same.lazySet(0); return step(model.chat(text), turns);",
                "turns.updateAndGet(number -> { return 0; }); return step(model.chat(text), turns);",
                "clear(turns); return step(model.chat(text), turns);",
            })
    void oneThatTakesItBackDoesNot(String rest) {
        assertThat(recursion("""
                void clear(AtomicInteger number) { number.set(0); }
                String step(String text, AtomicInteger turns) {
                    if (turns.incrementAndGet() > 5) { return text; }
                    REST
                }
                """.replace("REST", rest))).isEqualTo("unbounded");
    }

    @Test
    void aLoopCountsInAFieldThatOthersMaySee() {
        assertThat(loop("""
                AtomicInteger turns = new AtomicInteger();
                void run(String text) {
                    while (turns.incrementAndGet() <= 5) { // HERE
                        model.chat(text);
                    }
                }
                """)).isEqualTo("[5 - turns.value]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "turns = new AtomicInteger();",
                "fresh();",
                "counter().set(0);",
                "state = new State();",
            })
    void anotherCounterBeginsAgain(String again) {
        assertThat(loop("""
                static class State { int turns; }
                State state = new State();
                AtomicInteger turns = new AtomicInteger();
                AtomicInteger counter() { return turns; }
                void fresh() { turns = new AtomicInteger(); }
                void run(String text) {
                    while (TEST) { // HERE
                        if (model.chat(text).isEmpty()) { AGAIN }
                    }
                }
                """.replace(
                                "TEST",
                                again.startsWith("state") ? "++state.turns <= 5" : "turns.incrementAndGet() <= 5")
                        .replace("AGAIN", again)))
                .isEqualTo("unbounded");
    }
}
