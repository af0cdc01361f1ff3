package dev.agentcost.analyzer.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Samples.Values;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(Contexts.class)
@Domain(DomainContext.Global.class)
class EffectLawsTest {
    private static final Formula TOKENS_BEFORE = Formula.of(7);

    @Provide
    Arbitrary<Effect> effects() {
        Arbitrary<Formula> costs = Samples.samples(1).map(Samples.Sample::formula);
        Arbitrary<ContextId> contexts = Arbitraries.of("x", "y").map(ContextId::new);
        Arbitrary<ContextEffect> changes = new Contexts().symbolicEffects();
        return Combinators.combine(Arbitraries.of(Dimension.class), costs, contexts, changes, costs, costs)
                .as((dimension, amount, context, change, called, iterations) -> Effect.of(dimension, amount)
                        .withContext(context, change)
                        .withCallback("f", called)
                        .withIterations(iterations));
    }

    @Property
    void sequencesInOrderCostNoMoreThanGroupedFromTheEnd(
            @ForAll("effects") Effect a,
            @ForAll("effects") Effect b,
            @ForAll("effects") Effect c,
            @ForAll Values values) {
        for (Dimension dimension : Dimension.values()) {
            assertThat(total(a.then(b).then(c), dimension, values))
                    .isLessThanOrEqualTo(total(a.then(b.then(c)), dimension, values));
        }
        assertThat(a.then(Effect.NOTHING)).isEqualTo(a);
        assertThat(Effect.NOTHING.then(a)).isEqualTo(a);
    }

    @Property
    void whatGoesOnFromAnotherIsTheDearerOfBoth(
            @ForAll("effects") Effect before,
            @ForAll("effects") Effect one,
            @ForAll("effects") Effect another,
            @ForAll Values values) {
        Effect after = before.then(one).then(another);
        if (after.goesOnFrom(before)) {
            for (Effect either : List.of(before.branch(after), after.branch(before))) {
                assertSameCost(either, after, values);
                after.contexts()
                        .forEach((id, context) -> assertThat(
                                        values.of(either.contexts().get(id).kept()))
                                .isEqualTo(values.of(context.kept())));
                assertThat(values.of(either.iterations())).isEqualTo(values.of(after.iterations()));
            }
        }
        assertThat(after.goesOnFrom(after)).isTrue();
        assertThat(before.goesOnFrom(after)).isEqualTo(before == after);
    }

    @Property
    void aLoopIsItsBodyAgainAndAgain(
            @ForAll("effects") Effect body, @ForAll @IntRange(max = 6) int times, @ForAll Values values) {
        Effect unrolled = Effect.NOTHING;
        for (int i = 0; i < times; i++) {
            unrolled = unrolled.then(body);
        }
        Effect loop = body.repeat(Formula.of(times));
        assertSameCost(loop, unrolled, values);
        assertThat(values.of(loop.iterations()))
                .isEqualTo(values.of(unrolled.iterations()).add(BigInteger.valueOf(times)));
        assertThat(values.of(loop.callbacks().getOrDefault("f", Formula.ZERO)))
                .isEqualTo(values.of(unrolled.callbacks().getOrDefault("f", Formula.ZERO)));
    }

    private static void assertSameCost(Effect actual, Effect expected, Values values) {
        for (Dimension dimension : Dimension.values()) {
            assertThat(total(actual, dimension, values)).isEqualTo(total(expected, dimension, values));
        }
    }

    private static BigInteger total(Effect effect, Dimension dimension, Values values) {
        return values.of(effect.total(context -> TOKENS_BEFORE).get(dimension));
    }

    @Property
    void aBranchCostsAtLeastEitherSideWhateverFollows(
            @ForAll("effects") Effect a,
            @ForAll("effects") Effect b,
            @ForAll("effects") Effect next,
            @ForAll Values values) {
        for (Dimension dimension : Dimension.values()) {
            BigInteger bound = total(a.branch(b).then(next), dimension, values);
            assertThat(bound).isGreaterThanOrEqualTo(total(a.then(next), dimension, values));
            assertThat(bound).isGreaterThanOrEqualTo(total(b.then(next), dimension, values));
        }
        assertThat(a.branch(b)).isEqualTo(b.branch(a));
    }

    @Property
    void parallelCostsAtLeastEitherOrderButForLatency(
            @ForAll("effects") Effect a, @ForAll("effects") Effect b, @ForAll Values values) {
        for (Dimension dimension : Dimension.values()) {
            BigInteger bound = total(a.parallel(b), dimension, values);
            if (dimension == Dimension.LATENCY_MILLIS) {
                assertThat(bound).isEqualTo(total(a, dimension, values).max(total(b, dimension, values)));
            } else {
                assertThat(bound).isGreaterThanOrEqualTo(total(a.then(b), dimension, values));
                assertThat(bound).isGreaterThanOrEqualTo(total(b.then(a), dimension, values));
            }
        }
        assertThat(a.parallel(b)).isEqualTo(b.parallel(a));
    }

    @Property
    void repeatedInParallelCostsAtLeastTheLoopButForLatency(
            @ForAll("effects") Effect body, @ForAll @IntRange(max = 5) int times, @ForAll Values values) {
        Formula n = Formula.of(times);
        for (Dimension dimension : Dimension.values()) {
            BigInteger together = total(body.repeatParallel(n), dimension, values);
            if (dimension == Dimension.LATENCY_MILLIS) {
                BigInteger once = total(body, dimension, values);
                assertThat(together).isEqualTo(times == 0 ? BigInteger.ZERO : once);
            } else {
                assertThat(together).isGreaterThanOrEqualTo(total(body.repeat(n), dimension, values));
            }
        }
    }
}
