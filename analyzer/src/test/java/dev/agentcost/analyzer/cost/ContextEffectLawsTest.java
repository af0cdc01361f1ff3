package dev.agentcost.analyzer.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentcost.analyzer.cost.Contexts.State;
import dev.agentcost.analyzer.cost.Contexts.Step;
import dev.agentcost.analyzer.cost.Samples.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(Contexts.class)
@Domain(DomainContext.Global.class)
class ContextEffectLawsTest extends Contexts {
    @Property
    void compositionIsWhatTheProgramDoes(
            @ForAll @Size(max = 8) List<Step> steps, @ForAll @IntRange(max = 20) int tokens) {
        assertThat(applied(composed(steps), tokens)).isEqualTo(State.after(steps, tokens));
    }

    @Property
    void compositionIsAssociativeWithAnIdentity(
            @ForAll("symbolicEffects") ContextEffect a,
            @ForAll("symbolicEffects") ContextEffect b,
            @ForAll("symbolicEffects") ContextEffect c,
            @ForAll Values values) {
        List<BigInteger> inOrder = components(a.then(b).then(c), values);
        List<BigInteger> fromTheEnd = components(a.then(b.then(c)), values);
        // a floor under a context that is kept is rounded up where the code before it is not yet known
        if (b.replaced().isZero() || b.kept().isZero()) {
            assertThat(inOrder).isEqualTo(fromTheEnd);
        }
        assertNoneBelow(fromTheEnd, inOrder);
        assertThat(a.then(ContextEffect.IDENTITY)).isEqualTo(a);
        assertThat(ContextEffect.IDENTITY.then(a)).isEqualTo(a);
    }

    @Property
    void theClosedFormIsTheNFoldComposition(
            @ForAll("constantEffects") ContextEffect once, @ForAll @IntRange(max = 8) int times) {
        ContextEffect folded = composed(once, times);
        assertThat(once.repeat(Formula.of(times))).isEqualTo(folded);
    }

    @Property
    void theClosedFormHoldsWhenTheTurnsAreKnownLater(
            @ForAll("constantEffects") ContextEffect once,
            @ForAll @IntRange(max = 8) int times,
            @ForAll Values values) {
        ContextEffect late = once.repeat(Formula.of(N)).map(formula -> formula.substitute(N, Formula.of(times)));
        if (times > 0) {
            assertThat(late).isEqualTo(composed(once, times));
        } else {
            assertNoneBelow(components(late, values), components(ContextEffect.IDENTITY, values));
        }
    }

    @Property
    void theClosedFormHoldsForSymbolicComponents(
            @ForAll("symbolicEffects") ContextEffect once,
            @ForAll @IntRange(max = 8) int times,
            @ForAll Values values) {
        assertThat(components(once.repeat(Formula.of(times)), values))
                .isEqualTo(components(composed(once, times), values));
    }

    @Property
    void aSymbolicFactorOfTheContextIsBoundedFromAbove(
            @ForAll("symbolicEffects") ContextEffect parts,
            @ForAll Formula kept,
            @ForAll @IntRange(max = 4) int times,
            @ForAll Values values) {
        if (values.of(kept).bitLength() > 8) {
            return;
        }
        ContextEffect once = keeping(kept, parts);
        List<BigInteger> bound = components(once.repeat(Formula.of(times)), values);
        assertNoneBelow(bound, components(composed(once, times), values));
    }

    private static ContextEffect keeping(Formula kept, ContextEffect e) {
        return new ContextEffect(kept, e.grown(), e.resent(), e.sent(), e.resentDollars(), e.sentDollars());
    }

    @Property
    void aCacheThatChargesTheInputPriceChangesNothing(
            @ForAll("symbolicEffects") ContextEffect once,
            @ForAll @IntRange(max = 8) int times,
            @ForAll Values values) {
        Repetition repetition = Repetition.of(Formula.of(times));
        assertThat(components(repetition.cached(once, new CacheRates(BigDecimal.ONE, BigDecimal.ONE)), values))
                .isEqualTo(components(once.repeat(Formula.of(times)), values));
    }

    @Property
    void aCacheIsPaidForWhatIsNewAndReadForTheRest(
            @ForAll @IntRange(min = 1, max = 8) int times,
            @ForAll @IntRange(max = 20) int tokens,
            @ForAll @IntRange(max = 9) int added,
            @ForAll @IntRange(max = 5) int price,
            @ForAll @IntRange(max = 3) int read,
            @ForAll @IntRange(max = 3) int write) {
        long dollars = 0;
        long held = tokens;
        long unseen = tokens;
        for (int turn = 0; turn < times; turn++) {
            dollars += price * ((held - unseen) * read + unseen * write);
            held += added;
            unseen = added;
        }
        ContextEffect once = ContextEffect.send(Formula.of(price)).then(ContextEffect.append(Formula.of(added)));
        ContextEffect all = Repetition.of(Formula.of(times))
                .cached(once, new CacheRates(BigDecimal.valueOf(read), BigDecimal.valueOf(write)));
        assertThat(applied(all, tokens).dollars()).isEqualTo(dollars);
        assertThat(applied(all, tokens).sent())
                .isEqualTo(applied(once.repeat(Formula.of(times)), tokens).sent());
    }

    @Property
    void branchIsAnUpperBoundOfBothSides(
            @ForAll("symbolicEffects") ContextEffect a,
            @ForAll("symbolicEffects") ContextEffect b,
            @ForAll Values values) {
        assertNoneBelow(components(a.branch(b), values), components(a, values));
        assertNoneBelow(components(a.branch(b), values), components(b, values));
        assertThat(a.branch(b)).isEqualTo(b.branch(a));
        assertThat(a.branch(a)).isEqualTo(a);
    }

    @Property
    void everythingIsMonotone(
            @ForAll("constantEffects") ContextEffect a,
            @ForAll("constantEffects") ContextEffect more,
            @ForAll("constantEffects") ContextEffect other,
            @ForAll @IntRange(max = 6) int times,
            @ForAll Values values) {
        ContextEffect b = a.branch(more);
        Formula n = Formula.of(times);
        assertNoneBelow(components(b.branch(other), values), components(a.branch(other), values));
        assertNoneBelow(components(b.then(other), values), components(a.then(other), values));
        assertNoneBelow(components(other.then(b), values), components(other.then(a), values));
        assertNoneBelow(components(b.alongside(other), values), components(a.alongside(other), values));
        assertNoneBelow(components(b.repeat(n), values), components(a.repeat(n), values));
    }

    @Property
    void moreTurnsNeverCostLess(
            @ForAll("constantEffects") ContextEffect once,
            @ForAll @IntRange(max = 6) int times,
            @ForAll Values values) {
        ContextEffect fewer = once.branch(ContextEffect.IDENTITY).repeat(Formula.of(times));
        ContextEffect more = once.branch(ContextEffect.IDENTITY).repeat(Formula.of(times + 1));
        assertNoneBelow(components(more, values), components(fewer, values));
    }

    @Property
    void aLoopBoundCoversEveryTraceThroughItsBranches(
            @ForAll @Size(max = 3) List<Step> left,
            @ForAll @Size(max = 3) List<Step> right,
            @ForAll @Size(max = 6) List<Boolean> turns,
            @ForAll @IntRange(max = 3) int unused,
            @ForAll @IntRange(max = 20) int tokens) {
        List<Step> trace = new ArrayList<>();
        turns.forEach(turn -> trace.addAll(turn ? left : right));
        ContextEffect loop = composed(left)
                .branch(composed(right))
                .branch(ContextEffect.IDENTITY)
                .repeat(Formula.of(turns.size() + unused));
        assertThat(covers(loop, tokens, State.after(trace, tokens))).isTrue();
    }

    @Property
    void aWindowCoversEveryTraceThatIsPrunedToIt(
            @ForAll @Size(max = 4) List<Step> steps,
            @ForAll @IntRange(max = 5) int turns,
            @ForAll @IntRange(max = 12) int window,
            @ForAll @IntRange(max = 12) int tokens) {
        Formula limit = Formula.of(window);
        List<Step> pruned = new ArrayList<>();
        for (Step step : steps) {
            Step prune = new Step(ContextEffect.IDENTITY, state -> state.holding(Math.min(state.tokens(), window)));
            pruned.addAll(List.of(prune, step, prune));
        }
        List<Step> trace = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            trace.addAll(pruned);
        }
        ContextEffect body = steps.stream()
                .map(step -> step.effect().within(limit))
                .reduce(ContextEffect.IDENTITY, ContextEffect::then);
        State before = new State(Math.min(tokens, window), 0, 0);
        assertThat(covers(body.repeat(Formula.of(turns)), before.tokens(), State.after(trace, before.tokens())))
                .isTrue();
        assertThat(composed(steps).within(limit).growsUnpruned()).isFalse();
    }

    @Property
    void alongsideCoversBothOrders(
            @ForAll("constantEffects") ContextEffect a,
            @ForAll("constantEffects") ContextEffect b,
            @ForAll Values values) {
        assertNoneBelow(components(a.alongside(b), values), components(a.then(b), values));
        assertNoneBelow(components(a.alongside(b), values), components(b.then(a), values));
        assertThat(a.alongside(b)).isEqualTo(b.alongside(a));
    }

    @Property
    void alongsideCoversEveryInterleavingOfAppendsAndSends(
            @ForAll @Size(max = 5) List<Step> left,
            @ForAll @Size(max = 5) List<Step> right,
            @ForAll @Size(10) List<Boolean> choices,
            @ForAll @IntRange(max = 20) int tokens) {
        List<Step> first = withoutResets(left);
        List<Step> second = withoutResets(right);
        List<Step> rest = new ArrayList<>(first);
        List<Step> others = new ArrayList<>(second);
        List<Step> trace = new ArrayList<>();
        for (boolean choice : choices) {
            List<Step> next = choice ? rest : others;
            if (!next.isEmpty()) {
                trace.add(next.remove(0));
            }
        }
        trace.addAll(rest);
        trace.addAll(others);
        ContextEffect both = composed(first).alongside(composed(second));
        assertThat(covers(both, tokens, State.after(trace, tokens))).isTrue();
    }

    private static List<Step> withoutResets(List<Step> steps) {
        return steps.stream().filter(step -> !step.effect().kept().isZero()).toList();
    }

    @Property
    void manyAlongsideAreAtLeastOneAfterTheOther(
            @ForAll("constantEffects") ContextEffect once,
            @ForAll @IntRange(max = 5) int times,
            @ForAll Values values) {
        Repetition repetition = Repetition.of(Formula.of(times));
        ContextEffect pairwise = ContextEffect.IDENTITY;
        for (int i = 0; i < times; i++) {
            pairwise = pairwise.alongside(once);
        }
        List<BigInteger> together = components(repetition.alongside(once), values);
        assertNoneBelow(together, components(repetition.apply(once), values));
        if (Extremes.dominates(Formula.ONE, once.kept())) {
            assertThat(together).isEqualTo(components(pairwise, values));
        }
    }

    private static void assertNoneBelow(List<BigInteger> bound, List<BigInteger> actual) {
        for (int i = 0; i < bound.size(); i++) {
            assertThat(bound.get(i))
                    .as("component %s of %s over %s", i, bound, actual)
                    .isGreaterThanOrEqualTo(actual.get(i));
        }
    }
}
