package dev.agentcost.analyzer.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ContextEffectTest {
    private final Formula turns = Formula.of(new Symbol("turns", Kind.COUNT, true, "ReActAgent.java:42"));
    private final Formula tasks = Formula.of(new Symbol("tasks", Kind.COUNT, false, ""));
    private final Formula price = Formula.of(new BigDecimal("0.0000025"));

    /** A turn of a ReAct agent: the context is sent beside 1,000 tokens of tool schemas, then 500 tokens are added. */
    private final ContextEffect turn = ContextEffect.send(price)
            .then(ContextEffect.sendAlso(Formula.of(1000), price))
            .then(ContextEffect.append(Formula.of(500)));

    @Test
    void aReActLoopIsQuadratic() {
        ContextEffect loop = turn.repeat(turns);
        assertThat(loop.sent()).hasToString("250 * turns^2 + 750 * turns");
        assertThat(loop.resent()).hasToString("turns");
        assertThat(loop.grown()).hasToString("500 * turns");
        assertThat(loop.sentDollars()).hasToString("0.000625 * turns^2 + 0.001875 * turns");
        assertThat(loop.sent().growth()).hasToString("O(n^2)");
        assertThat(turn.growsUnpruned()).isTrue();
    }

    @Test
    void aReActLoopInsideALoopOverTasksMultiplies() {
        assertThat(turn.repeat(turns).repeat(tasks).sent().growth()).hasToString("O(n^4)");
        ContextEffect fresh = ContextEffect.reset(Formula.of(100)).then(turn.repeat(turns));
        assertThat(fresh.repeat(tasks).sent()).isEqualTo(fresh.sent().times(tasks));
        assertThat(fresh.repeat(tasks).sent().growth()).hasToString("O(n^3)");
    }

    @Test
    void aWindowMakesItLinear() {
        ContextEffect loop = turn.within(Formula.of(4000)).repeat(turns);
        assertThat(loop.sent()).hasToString("5000 * turns");
        assertThat(loop.resent()).isEqualTo(Formula.ZERO);
        assertThat(loop.grown()).isEqualTo(Formula.ZERO);
        assertThat(turn.within(Formula.of(4000)).repeat(Formula.of(3)).replaced())
                .hasToString("4000");
        assertThat(loop.sentDollars()).hasToString("0.0125 * turns");
        assertThat(turn.within(Formula.of(4000)).growsUnpruned()).isFalse();
    }

    @Test
    void aContextThatSomeTurnsReplaceAndNoneAddToDoesNotGrow() {
        ContextEffect sometimes = ContextEffect.reset(Formula.of(70))
                .branch(ContextEffect.IDENTITY)
                .then(ContextEffect.send(Formula.ZERO));
        assertThat(sometimes.growsUnpruned()).isFalse();
        assertThat(sometimes.repeat(turns).replaced().evaluate(s -> java.util.Optional.of(java.math.BigDecimal.TEN)))
                .hasValue(new java.math.BigDecimal(70));
        assertThat(sometimes.repeat(turns).resent()).isEqualTo(turns);
    }

    @Test
    void aContextThatIsReplacedEachTurnIsLinear() {
        ContextEffect pruned = turn.then(ContextEffect.reset(Formula.of(200)));
        ContextEffect loop = pruned.repeat(turns);
        assertThat(loop.sent()).hasToString("1000 * turns + 200 * max(0, turns - 1)");
        assertThat(loop.kept()).hasToString("max(0, -turns + 1)");
        assertThat(pruned.growsUnpruned()).isFalse();
        assertThat(pruned.repeat(Formula.of(3)).kept()).isEqualTo(Formula.ZERO);
        assertThat(pruned.repeat(Formula.of(3)).sent()).isEqualTo(Formula.of(3400));
    }

    @Test
    void aReplacementThatMayNotHappenPrunesNothing() {
        ContextEffect maybe = turn.then(ContextEffect.reset(Formula.of(200))).branch(turn);
        assertThat(maybe.kept()).isEqualTo(Formula.ONE);
        assertThat(maybe.growsUnpruned()).isTrue();
    }

    @Test
    void aContextThatIsAppendedToItselfIsExponential() {
        ContextEffect doubling =
                new ContextEffect(Formula.of(2), Formula.ONE, Formula.ONE, Formula.ZERO, Formula.ZERO, Formula.ZERO);
        assertThat(doubling.exponential()).isTrue();
        assertThat(doubling.growsUnpruned()).isTrue();
        assertThat(doubling.repeat(turns).kept()).hasToString("2^turns");
        assertThat(doubling.repeat(turns).sent()).hasToString("2^turns - turns - 1");
        assertThat(doubling.repeat(turns).sent().growth()).hasToString("O(2^n)");
        assertThat(turn.exponential()).isFalse();
    }

    @Test
    void whatDoesNothingIsTheIdentity() {
        assertThat(ContextEffect.append(Formula.ZERO).isIdentity()).isTrue();
        assertThat(ContextEffect.IDENTITY.within(Formula.of(10)).isIdentity()).isTrue();
        assertThat(ContextEffect.reset(Formula.ZERO).isIdentity()).isFalse();
        assertThat(turn.repeat(Formula.ZERO).isIdentity()).isTrue();
        assertThat(turn.repeat(Formula.of(-3)).isIdentity()).isTrue();
    }

    @Test
    void aContextThatOnlyGrowsOrIsOnlySentDoesNotGrowUnpruned() {
        assertThat(ContextEffect.append(Formula.ONE).growsUnpruned()).isFalse();
        assertThat(ContextEffect.send(price).growsUnpruned()).isFalse();
    }

    @Test
    void turnsThatAreNotWholeCountAsWhole() {
        assertThat(turn.repeat(Formula.ONE.dividedBy(3))).isEqualTo(turn);
        assertThat(turn.repeat(tasks.dividedBy(4)).grown()).hasToString("500 * ceil(0.25 * tasks)");
    }
}
