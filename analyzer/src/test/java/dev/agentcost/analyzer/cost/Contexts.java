package dev.agentcost.analyzer.cost;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/** Random effects on a context, and the steps of a program that has one. */
class Contexts extends Samples {
    /** A statement that does something to a context, run in plain arithmetic beside its effect. */
    record Step(ContextEffect effect, Action action) {}

    interface Action {
        State on(State state);
    }

    /** What a running program knows: tokens in the context, tokens sent so far, dollars paid so far. */
    record State(long tokens, long sent, long dollars) {
        State send(long dollarsPerToken) {
            return new State(tokens, sent + tokens, dollars + tokens * dollarsPerToken);
        }

        State sendAlso(long also, long dollarsPerToken) {
            return new State(tokens, sent + also, dollars + also * dollarsPerToken);
        }

        State holding(long other) {
            return new State(other, sent, dollars);
        }

        static State after(List<Step> steps, long tokens) {
            State state = new State(tokens, 0, 0);
            for (Step step : steps) {
                state = step.action().on(state);
            }
            return state;
        }
    }

    /** Whether the state is what the effect says, or less, from so many tokens. */
    static boolean covers(ContextEffect effect, long tokens, State state) {
        return left(effect, tokens) >= state.tokens()
                && value(effect.resent(), effect.sent(), tokens) >= state.sent()
                && value(effect.resentDollars(), effect.sentDollars(), tokens) >= state.dollars();
    }

    static State applied(ContextEffect effect, long tokens) {
        return new State(
                left(effect, tokens),
                value(effect.resent(), effect.sent(), tokens),
                value(effect.resentDollars(), effect.sentDollars(), tokens));
    }

    private static long left(ContextEffect effect, long tokens) {
        return Math.max(value(effect.kept(), effect.grown(), tokens), value(Formula.ZERO, effect.replaced(), tokens));
    }

    private static long value(Formula factor, Formula summand, long tokens) {
        return factor.times(tokens).plus(summand).constantValue().orElseThrow().longValueExact();
    }

    static List<BigInteger> components(ContextEffect effect, Values values) {
        return List.of(
                values.of(effect.kept()),
                values.of(effect.grown()),
                // a floor below what is added anyway is none
                values.of(effect.grown()).max(values.of(effect.replaced())),
                values.of(effect.resent()),
                values.of(effect.sent()),
                values.of(effect.resentDollars()),
                values.of(effect.sentDollars()));
    }

    static ContextEffect composed(List<Step> steps) {
        return steps.stream().map(Step::effect).reduce(ContextEffect.IDENTITY, ContextEffect::then);
    }

    static ContextEffect composed(ContextEffect once, int times) {
        ContextEffect all = ContextEffect.IDENTITY;
        for (int i = 0; i < times; i++) {
            all = all.then(once);
        }
        return all;
    }

    /** Constant components, {@code kept} from 0 to 3. */
    @Provide
    Arbitrary<ContextEffect> constantEffects() {
        return Combinators.combine(numbers(3), numbers(4), numbers(3), numbers(4), numbers(3), numbers(4))
                .as(ContextEffect::new);
    }

    private static Arbitrary<Formula> numbers(int max) {
        return Arbitraries.integers().between(0, max).map(Formula::of);
    }

    /** Components that depend on symbols, {@code kept} 0 or 1 as in code that does not copy a context into itself. */
    @Provide
    Arbitrary<ContextEffect> symbolicEffects() {
        Arbitrary<Formula> costs = samples(1).map(Sample::formula);
        return Combinators.combine(numbers(1), costs, costs, costs, costs, costs, costs)
                .as(ContextEffect::new);
    }

    @Provide
    Arbitrary<Step> steps() {
        return Arbitraries.oneOf(
                amounts().map(n -> new Step(ContextEffect.append(Formula.of(n)), s -> s.holding(s.tokens() + n))),
                amounts().map(n -> new Step(ContextEffect.reset(Formula.of(n)), s -> s.holding(n))),
                amounts().map(price -> new Step(ContextEffect.send(Formula.of(price)), s -> s.send(price))),
                Combinators.combine(amounts(), amounts())
                        .as((n, price) -> new Step(
                                ContextEffect.sendAlso(Formula.of(n), Formula.of(price)), s -> s.sendAlso(n, price))));
    }

    private static Arbitrary<Integer> amounts() {
        return Arbitraries.integers().between(0, 5);
    }
}
