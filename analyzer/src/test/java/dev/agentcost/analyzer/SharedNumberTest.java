package dev.agentcost.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.result.IterationBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                String step(String text, AtomicInteger turns) {
                    if (turns.getAndIncrement() >= 5) { return text; }
                    return step(model.chat(text), turns);
                }
                """)).isEqualTo("[5 - turns.value] + 1");
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
                "if (turns.getAndAdd(text.length()) > 5) { return text; } turns.set(0); return step(model.chat(text), turns);",
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

    private static final String CONTEXT = """
            static class Context {
                private final AtomicInteger atomic = new AtomicInteger();
                final AtomicInteger shared = new AtomicInteger();
                int plain;
                AtomicInteger another = new AtomicInteger();
                int next() { return shared.incrementAndGet(); }
                int before() { return shared.getAndIncrement(); }
                int plainBefore() { return plain++; }
                int later() { int now = plain; plain += 2; return now; }
                boolean isUsedUp() { return shared.incrementAndGet() > 5; }
                int replaced() { return another.incrementAndGet(); }
                boolean isReplacedUsedUp() { return another.incrementAndGet() > 5; }
                void reset() { shared.set(0); }
                void fresh() { another = new AtomicInteger(); }
                int unsure() { if (plain > 2) { return 0; } return shared.incrementAndGet(); }
            }
            void run(String text, Context context) {
                while (true) { // HERE
                    if (TEST) { break; }
                    if (model.chat(text).isEmpty()) { AGAIN }
                }
            }
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            context.next() > 5          | [5 - context.shared.value]
            context.before() >= 5       | max(0, [6 - context.shared.value] - 1)
            context.plainBefore() >= 5  | 5
            context.later() >= 5        | 3
            context.isUsedUp()          | [5 - context.shared.value]
            context.replaced() > 5      | [5 - context.another.value]
            """)
    void aMethodOfTheObjectCounts(String test, String turns) {
        assertThat(loop(CONTEXT.replace("TEST", test).replace("AGAIN", ""))).isEqualTo(turns);
    }

    @ParameterizedTest
    @CsvSource({
        "context.next() > 5, context.reset();",
        "context.isUsedUp(), context.reset();",
        "context.next() > 5, context = new Context();",
        "context.isUsedUp(), context = new Context();",
        "context.replaced() > 5, context.fresh();",
        "context.isReplacedUsedUp(), context.fresh();",
        "context.next() > 5, context.shared.lazySet(0);",
        "context.unsure() > 5, ",
    })
    void oneThatMayBeginAgainDoesNot(String test, String again) {
        assertThat(loop(CONTEXT.replace("TEST", test).replace("AGAIN", again == null ? "" : again)))
                .isEqualTo("unbounded");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            context.next() > 5         | [5 - context.shared.value] + 1
            context.before() >= 5      | [5 - context.shared.value] + 1
            context.plainBefore() >= 5 | 6
            context.replaced() > 5     | unbounded
            """)
    void aRecursionCountsByAMethodOfTheObject(String test, String activations) {
        assertThat(recursion(CONTEXT.substring(0, CONTEXT.indexOf("void run")) + """
                String step(String text, Context context) {
                    if (TEST) { return text; }
                    return step(model.chat(text), context);
                }
                """.replace("TEST", test)))
                .isEqualTo(activations);
    }
}
