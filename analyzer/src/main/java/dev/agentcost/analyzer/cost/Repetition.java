package dev.agentcost.analyzer.cost;

import org.jspecify.annotations.Nullable;

/**
 * The closed forms of doing something n times.
 *
 * <p>In one form for all: with {@code S = 1 + k + ... + k^(n-1)} and P the sum of the first n - 1 of these sums (which is
 * how much of what each turn adds is seen by later turns), {@code (k,g,a,b)^n = (k^n, S*g, S*a, n*b + P*a*g)}. For k = 1
 * they are n and n(n-1)/2, for k = 0 they are 1 and n - 1, and else geometric sums.
 */
final class Repetition {

    private final Formula n;
    private @Nullable Formula pairs;

    /** @param n how often, a whole number that is not negative */
    private Repetition(Formula n) {
        this.n = n;
    }

    static Repetition of(Formula n) {
        return new Repetition(n.ceilDividedBy(1).atLeastZero());
    }

    Formula n() {
        return n;
    }

    ContextEffect apply(ContextEffect turn) {
        ContextEffect once = turn;
        if (n.isZero()) {
            return ContextEffect.IDENTITY;
        }
        if (n.equals(Formula.ONE) || once.isIdentity()) {
            return once;
        }
        Formula kept = once.kept();
        if (kept.isZero()) {
            return replaced(once);
        }
        if (Extremes.dominates(Formula.ONE, kept)) {
            return once.replaced().isZero() ? closed(once, Formula.ONE, n, pairs()) : floored(once);
        }
        if (!once.replaced().isZero()) {
            once = withoutFloor(once);
        }
        return kept.constant().isPresent() ? geometric(once) : multiplied(once);
    }

    /** n(n-1)/2: how many turns see how many earlier ones. */
    private Formula pairs() {
        Formula known = pairs;
        if (known == null) {
            known = n.times(n).minus(n).dividedBy(2);
            pairs = known;
        }
        return known;
    }

    /** The context is replaced each turn, and for n = 0 stays: {@code kept} is 1 then, and 0 from n = 1 on. */
    private ContextEffect replaced(ContextEffect once) {
        Formula untouched = Formula.ONE.minus(n).atLeastZero();
        Formula laterTurns = n.minus(Formula.ONE).atLeastZero();
        return new ContextEffect(
                untouched,
                Formula.ZERO,
                once.replaced().times(n.min(Formula.ONE)),
                once.resent().times(n.min(Formula.ONE)),
                once.sent().times(n).plus(once.resent().times(once.replaced()).times(laterTurns)),
                once.resentDollars().times(n.min(Formula.ONE)),
                once.sentDollars()
                        .times(n)
                        .plus(once.resentDollars().times(once.replaced()).times(laterTurns)));
    }

    /** A context that is kept and may be replaced: turn i + 1 finds at most {@code x + (i-1)*g + max(g, r)}. */
    private ContextEffect floored(ContextEffect once) {
        Formula laterTurns = n.minus(Formula.ONE).atLeastZero();
        Formula earlier = laterTurns.times(n.minus(Formula.of(2)).atLeastZero()).dividedBy(2);
        Formula seen =
                once.grown().times(earlier).plus(laterTurns.times(once.grown().max(once.replaced())));
        return new ContextEffect(
                Formula.ONE,
                once.grown().times(n),
                once.replaced().plus(once.grown().times(laterTurns)).times(n.min(Formula.ONE)),
                once.resent().times(n),
                once.sent().times(n).plus(once.resent().times(seen)),
                once.resentDollars().times(n),
                once.sentDollars().times(n).plus(once.resentDollars().times(seen)));
    }

    /** {@code max(k*x + g, r)} is at most {@code k*x + g + r}. */
    private static ContextEffect withoutFloor(ContextEffect once) {
        return new ContextEffect(
                once.kept(), once.added(), once.resent(), once.sent(), once.resentDollars(), once.sentDollars());
    }

    /** Exact sums for a constant {@code kept} above 1. */
    private ContextEffect geometric(ContextEffect once) {
        Formula kept = Formula.exponential(once.kept(), n);
        Fraction divisor =
                once.kept().constant().orElseThrow().minus(Fraction.ONE).reciprocal();
        Formula sum = kept.minus(Formula.ONE).times(divisor);
        return closed(once, kept, sum, sum.minus(n).times(divisor));
    }

    /** For a symbolic {@code kept} every power is at most {@code max(1, k)^n}. */
    private ContextEffect multiplied(ContextEffect once) {
        Formula kept = Formula.exponential(once.kept().max(Formula.ONE), n);
        return closed(once, kept, n.times(kept), pairs().times(kept));
    }

    private ContextEffect closed(ContextEffect once, Formula kept, Formula sum, Formula sums) {
        return new ContextEffect(
                kept,
                once.grown().times(sum),
                once.resent().times(sum),
                once.sent().times(n).plus(once.resent().times(once.grown()).times(sums)),
                once.resentDollars().times(sum),
                once.sentDollars()
                        .times(n)
                        .plus(once.resentDollars().times(once.grown()).times(sums)));
    }

    /**
     * The same where the provider's cache holds what a turn sends again: turn i sends {@code x + (i-1)*g}, of which only what the
     * turn before has added is new. What a turn adds and sends itself counts as new each time.
     */
    ContextEffect cached(ContextEffect once, CacheRates rates) {
        ContextEffect all = apply(once);
        boolean grows = !once.kept().isZero()
                && Extremes.dominates(Formula.ONE, once.kept())
                && once.replaced().isZero();
        if (!grows || n.isZero()) {
            return all;
        }
        Formula read = Formula.of(rates.read());
        Formula write = Formula.of(rates.write());
        Formula laterTurns = n.minus(Formula.ONE).atLeastZero();
        Formula added = once.resentDollars().times(once.grown());
        return new ContextEffect(
                all.kept(),
                all.grown(),
                all.replaced(),
                all.resent(),
                all.sent(),
                once.resentDollars().times(write.plus(laterTurns.times(read))),
                once.sentDollars()
                        .times(n)
                        .times(write)
                        .plus(added.times(pairs()).times(read))
                        .plus(added.times(laterTurns).times(write.minus(read))));
    }

    /** All n at the same time on one context: each may send what all the others have added. */
    ContextEffect alongside(ContextEffect once) {
        if (n.isZero()) {
            return ContextEffect.IDENTITY;
        }
        if (n.equals(Formula.ONE) || once.isIdentity()) {
            return once;
        }
        Formula kept = once.kept();
        Formula all =
                Extremes.dominates(Formula.ONE, kept) ? Formula.ONE : Formula.exponential(kept.max(Formula.ONE), n);
        Formula left = kept.isZero() ? Formula.ONE.minus(n).atLeastZero() : all;
        Formula others = n.times(n).minus(n);
        return new ContextEffect(
                left,
                once.grown().times(n).times(all),
                once.replaced().isZero() ? Formula.ZERO : once.added().times(n).times(all),
                once.resent().times(n).times(all),
                together(once.sent(), once.resent(), once, others).times(all),
                once.resentDollars().times(n).times(all),
                together(once.sentDollars(), once.resentDollars(), once, others).times(all));
    }

    private Formula together(Formula sent, Formula resent, ContextEffect once, Formula others) {
        return sent.times(n).plus(resent.times(once.added()).times(others));
    }
}
