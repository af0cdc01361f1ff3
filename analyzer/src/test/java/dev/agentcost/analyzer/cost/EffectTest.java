package dev.agentcost.analyzer.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EffectTest {
    private static final ContextId MEMORY = new ContextId("memory");
    private static final ContextId SCRATCH = new ContextId("scratch");

    private final Formula turns = Formula.of(new Symbol("turns", Kind.COUNT, true, "ReActAgent.java:42"));
    private final Formula price = Formula.of(2);

    private final Effect call = Effect.of(CostVector.of(
                    Map.of(Dimension.MODEL_CALLS, Formula.ONE, Dimension.LATENCY_MILLIS, Formula.of(800))))
            .withContext(MEMORY, ContextEffect.send(price));
    private final Effect answer = Effect.of(MEMORY, ContextEffect.append(Formula.of(500)));
    private final Effect tool = Effect.of(
                    CostVector.of(Map.of(Dimension.TOOL_CALLS, Formula.ONE, Dimension.LATENCY_MILLIS, Formula.of(300))))
            .withCallback("tool", Formula.ONE);

    @Test
    void aLoopMultipliesAndCountsItsTurns() {
        Effect loop = call.then(answer).then(tool).repeat(turns);
        assertThat(loop.cost()).hasToString("{modelCalls=turns, toolCalls=turns, latencyMillis=1100 * turns}");
        assertThat(loop.callbacks()).containsExactly(Map.entry("tool", turns));
        assertThat(loop.iterations()).isEqualTo(turns);
        assertThat(loop.contexts().get(MEMORY).sent()).hasToString("250 * turns^2 - 250 * turns");
    }

    @Test
    void iterationsOfNestedLoopsAddUp() {
        Effect nested = tool.repeat(Formula.of(3)).repeat(Formula.of(4));
        assertThat(nested.iterations()).isEqualTo(Formula.of(16));
        assertThat(nested.cost().get(Dimension.TOOL_CALLS)).isEqualTo(Formula.of(12));
    }

    @Test
    void aLoopThatNeverRunsCostsNothing() {
        assertThat(call.repeat(Formula.ZERO).isNothing()).isTrue();
        assertThat(call.repeat(Formula.of(-2)).isNothing()).isTrue();
        assertThat(call.repeatParallel(Formula.ZERO).isNothing()).isTrue();
    }

    @Test
    void aBranchIsTheDearerSideOfEach() {
        Effect either = call.branch(tool.repeat(Formula.of(2)));
        assertThat(either.cost()).hasToString("{modelCalls=1, toolCalls=2, latencyMillis=800}");
        assertThat(either.contexts()).containsKey(MEMORY);
        assertThat(either.callbacks()).containsEntry("tool", Formula.of(2));
        assertThat(either.iterations()).isEqualTo(Formula.of(2));
    }

    @Test
    void whatReplacesAContextDoesNotGoOnFromWhatHoldsIt() {
        Effect reset = Effect.of(MEMORY, ContextEffect.reset(Formula.of(10)));
        assertThat(call.then(answer).then(tool).goesOnFrom(call.then(answer)))
                .as("another object of the same value")
                .isFalse();
        Effect asked = call.then(answer);
        assertThat(asked.then(tool).then(call).goesOnFrom(asked)).isTrue();
        assertThat(asked.then(reset).goesOnFrom(asked)).isFalse();
        assertThat(asked.then(reset).then(tool).goesOnFrom(asked)).isFalse();
    }

    @Test
    void aResetInOneBranchOnlyKeepsTheContext() {
        Effect reset = Effect.of(MEMORY, ContextEffect.reset(Formula.of(10)));
        assertThat(reset.branch(Effect.NOTHING).contexts().get(MEMORY).kept()).isEqualTo(Formula.ONE);
        assertThat(Effect.NOTHING.branch(reset).contexts().get(MEMORY).kept()).isEqualTo(Formula.ONE);
        assertThat(reset.branch(reset).contexts().get(MEMORY).kept()).isEqualTo(Formula.ZERO);
    }

    @Test
    void whatRunsInParallelWaitsForTheSlower() {
        assertThat(call.parallel(tool).cost()).hasToString("{modelCalls=1, toolCalls=1, latencyMillis=800}");
        assertThat(tool.parallel(Effect.NOTHING)).isEqualTo(tool);
        Effect many = tool.repeatParallel(turns);
        assertThat(many.cost()).hasToString("{toolCalls=turns, latencyMillis=300 * min(turns, 1)}");
        assertThat(many.iterations()).isEqualTo(turns);
    }

    @Test
    void whatRunsInParallelOnOneContextSendsWhatTheOtherAdds() {
        assertThat(answer.then(Effect.NOTHING)
                        .parallel(call)
                        .contexts()
                        .get(MEMORY)
                        .sent())
                .isEqualTo(Formula.of(500));
        assertThat(call.parallel(answer).contexts().get(MEMORY).sent()).isEqualTo(Formula.of(500));
        assertThat(call.then(answer)
                        .repeatParallel(Formula.of(3))
                        .contexts()
                        .get(MEMORY)
                        .sent())
                .isEqualTo(Formula.of(3000));
    }

    @Test
    void totalAddsWhatTheContextsSend() {
        CostVector total = call.then(answer).repeat(turns).total(context -> Formula.of(100));
        assertThat(total.get(Dimension.INPUT_TOKENS)).hasToString("250 * turns^2 - 150 * turns");
        assertThat(total.get(Dimension.DOLLARS)).hasToString("500 * turns^2 - 300 * turns");
        assertThat(total.get(Dimension.MODEL_CALLS)).isEqualTo(turns);
    }

    @Test
    void aContextWithoutANameDiesWithWhatItSent() {
        Effect local = answer.then(call).renameContexts(context -> Optional.empty());
        assertThat(local.contexts()).isEmpty();
        assertThat(local.cost()).hasToString("{modelCalls=1, inputTokens=500, dollars=1000, latencyMillis=800}");
    }

    @Test
    void aContextIsRenamed() {
        Effect renamed = call.renameContexts(context -> Optional.of(SCRATCH));
        assertThat(renamed.contexts()).containsOnlyKeys(SCRATCH);
        assertThat(renamed.contexts().get(SCRATCH)).isEqualTo(call.contexts().get(MEMORY));
    }

    @Test
    void contextsThatAreTheSameOneAreCombinedInEitherOrder() {
        Effect two = call.withContext(SCRATCH, ContextEffect.append(Formula.of(70)));
        Effect one = two.renameContexts(context -> Optional.of(MEMORY));
        assertThat(one.contexts().get(MEMORY).sent())
                .as("sent after the append")
                .isEqualTo(Formula.of(70));
        assertThat(one.contexts().get(MEMORY).grown()).isEqualTo(Formula.of(70));
    }

    @Test
    void substitutionReachesEveryFormula() {
        Symbol symbol = turns.symbols().first();
        Effect loop = call.then(answer).then(tool).repeat(turns);
        Effect known = loop.map(formula -> formula.substitute(symbol, Formula.of(3)));
        assertThat(known).isEqualTo(call.then(answer).then(tool).repeat(Formula.of(3)));
    }

    @Test
    void whatChangesNothingIsNothing() {
        assertThat(Effect.of(CostVector.ZERO)).isEqualTo(Effect.NOTHING);
        assertThat(Effect.of(MEMORY, ContextEffect.IDENTITY)).isEqualTo(Effect.NOTHING);
        assertThat(Effect.NOTHING.withCallback("tool", Formula.ZERO).isNothing())
                .isTrue();
        assertThat(Effect.NOTHING.withIterations(Formula.ONE).isNothing()).isFalse();
        assertThat(Effect.callback("tool").isNothing()).isFalse();
        assertThat(call.then(Effect.NOTHING)).isEqualTo(call);
        assertThat(Effect.NOTHING.then(call)).isEqualTo(call);
    }
}
