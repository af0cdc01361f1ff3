package dev.agentcost.analyzer.cost;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a piece of code does to one context, as an affine map with a floor. With x the context's tokens before it, it sends
 * {@code resent * x + sent} tokens to models, pays {@code resentDollars * x + sentDollars} US dollars for them, and leaves
 * {@code max(kept * x + grown, replaced)} tokens behind.
 *
 * <p>All components are upper bounds and never negative. {@code kept} is 0 where the context is replaced, 1 where it is
 * kept, more where it is copied into itself. {@code replaced} is what it is replaced by on some path: setting a context
 * anew, again and again, does not make it grow. In the design's letters the components are k, g, a, b, and a and b again
 * in dollars; the floor is its addition, closed under the same compositions.
 */
public record ContextEffect(
        Formula kept,
        Formula grown,
        Formula replaced,
        Formula resent,
        Formula sent,
        Formula resentDollars,
        Formula sentDollars) {
    public static final ContextEffect IDENTITY = append(Formula.ZERO);

    /** Where nothing of the context is kept, what is added to nothing replaces it. */
    public ContextEffect {
        if (kept.isZero() && !grown.isZero()) {
            replaced = replaced.max(grown);
            grown = Formula.ZERO;
        }
    }

    /** The plain affine map, without a floor. */
    public ContextEffect(
            Formula kept, Formula grown, Formula resent, Formula sent, Formula resentDollars, Formula sentDollars) {
        this(kept, grown, Formula.ZERO, resent, sent, resentDollars, sentDollars);
    }

    /** Adds so many tokens. */
    public static ContextEffect append(Formula tokens) {
        return new ContextEffect(Formula.ONE, tokens, Formula.ZERO, Formula.ZERO, Formula.ZERO, Formula.ZERO);
    }

    /** Replaces the whole context by so many tokens. */
    public static ContextEffect reset(Formula tokens) {
        return new ContextEffect(Formula.ZERO, tokens, Formula.ZERO, Formula.ZERO, Formula.ZERO, Formula.ZERO);
    }

    /** Sends the context to a model once. */
    public static ContextEffect send(Formula dollarsPerToken) {
        return new ContextEffect(Formula.ONE, Formula.ZERO, Formula.ONE, Formula.ZERO, dollarsPerToken, Formula.ZERO);
    }

    /** Sends so many tokens beside the context, such as a system prompt or tool schemas. */
    public static ContextEffect sendAlso(Formula tokens, Formula dollarsPerToken) {
        return new ContextEffect(
                Formula.ONE, Formula.ZERO, Formula.ZERO, tokens, Formula.ZERO, tokens.times(dollarsPerToken));
    }

    /** This, and after it the next: {@code (k1*k2, k2*g1 + g2, a1 + k1*a2, b1 + b2 + a2*max(g1, r1))}. */
    public ContextEffect then(ContextEffect next) {
        if (isIdentity()) {
            return next;
        }
        if (next.isIdentity()) {
            return this;
        }
        Formula added = grown.max(replaced);
        return new ContextEffect(
                kept.times(next.kept),
                next.kept.times(grown).plus(next.grown),
                (replaced.isZero() ? Formula.ZERO : next.kept.times(replaced).plus(next.grown)).max(next.replaced),
                resent.plus(kept.times(next.resent)),
                sent.plus(next.sent).plus(next.resent.times(added)),
                resentDollars.plus(kept.times(next.resentDollars)),
                sentDollars.plus(next.sentDollars).plus(next.resentDollars.times(added)));
    }

    /**
     * This, exactly n times: the closed form of the n-fold {@link #then}.
     *
     * <p>Exact for every constant {@code kept}, of 1 or more, and of 0 where n is whole; an upper bound for a {@code kept}
     * that is symbolic. Every component but {@code kept} grows with n, so an upper bound of n will do as long as
     * the context is not replaced; where it is replaced and n may turn out to be none, {@link #branch} with {@link
     * #IDENTITY}.
     */
    public ContextEffect repeat(Formula n) {
        return Repetition.of(n).apply(this);
    }

    /** One of both: the larger of each component. */
    public ContextEffect branch(ContextEffect other) {
        if (equals(other)) {
            return this;
        }
        return new ContextEffect(
                kept.max(other.kept),
                grown.max(other.grown),
                replaced.max(other.replaced),
                resent.max(other.resent),
                sent.max(other.sent),
                resentDollars.max(other.resentDollars),
                sentDollars.max(other.sentDollars));
    }

    /**
     * Both in an unknown order, or interleaved: each may send what the other has added. An upper bound of either
     * order, and of every interleaving of appends and sends.
     */
    public ContextEffect alongside(ContextEffect other) {
        if (isIdentity()) {
            return other;
        }
        if (other.isIdentity()) {
            return this;
        }
        Formula factor = kept.max(Formula.ONE);
        Formula otherFactor = other.kept.max(Formula.ONE);
        return new ContextEffect(
                kept.times(other.kept),
                grown.times(otherFactor).plus(other.grown.times(factor)),
                floor(otherFactor, other).plus(other.floor(factor, this)),
                resent.times(otherFactor).plus(other.resent.times(factor)),
                alongside(sent, other.sent, resent, other.resent, other),
                resentDollars.times(otherFactor).plus(other.resentDollars.times(factor)),
                alongside(sentDollars, other.sentDollars, resentDollars, other.resentDollars, other));
    }

    /** What is left where this replaces the context and the other adds to it afterwards. */
    private Formula floor(Formula otherFactor, ContextEffect other) {
        return replaced.isZero() ? Formula.ZERO : replaced.times(otherFactor).plus(other.grown);
    }

    /** What a send may find that this has put there. */
    Formula added() {
        return grown.plus(replaced);
    }

    private Formula alongside(Formula paid, Formula otherPaid, Formula again, Formula otherAgain, ContextEffect other) {
        Formula own = paid.times(other.kept.max(Formula.ONE)).plus(again.times(other.added()));
        Formula others = otherPaid.times(kept.max(Formula.ONE)).plus(otherAgain.times(added()));
        return own.plus(others);
    }

    /**
     * This, in a context that is pruned to a window of so many tokens: x never exceeds it, so what depended on x becomes
     * a constant, and what was added is forgotten. Apply it to one turn, before repeating.
     */
    public ContextEffect within(Formula window) {
        if (isIdentity()) {
            return this;
        }
        return new ContextEffect(
                Formula.ZERO,
                kept.isZero() ? replaced.min(window) : window,
                Formula.ZERO,
                sent.plus(resent.times(window)),
                Formula.ZERO,
                sentDollars.plus(resentDollars.times(window)));
    }

    /** What is sent where the code works on a copy: the context itself stays as it was. */
    public ContextEffect onCopy() {
        return new ContextEffect(Formula.ONE, Formula.ZERO, resent, sent, resentDollars, sentDollars);
    }

    /** Whether it puts anything into the context, or in its place. */
    public boolean adds() {
        return !grown.isZero() || !replaced.isZero();
    }

    public boolean isIdentity() {
        return this == IDENTITY
                || grown.isZero()
                        && replaced.isZero()
                        && resent.isZero()
                        && sent.isZero()
                        && resentDollars.isZero()
                        && sentDollars.isZero()
                        && kept.equals(Formula.ONE);
    }

    /** Whether the context is kept, added to and sent: repeated, its tokens grow with the square of the turns. */
    public boolean growsUnpruned() {
        return Extremes.dominates(kept, Formula.ONE) && !grown.isZero() && !resent.isZero() || exponential();
    }

    /** Whether the context may be multiplied: {@code kept} is not plainly at most 1. */
    public boolean exponential() {
        return !Extremes.dominates(Formula.ONE, kept);
    }

    /** Applies the operator to every component. */
    public ContextEffect map(UnaryOperator<Formula> operator) {
        return new ContextEffect(
                operator.apply(kept),
                operator.apply(grown),
                operator.apply(replaced),
                operator.apply(resent),
                operator.apply(sent),
                operator.apply(resentDollars),
                operator.apply(sentDollars));
    }

    void collectSymbols(String origin, Set<Symbol> found) {
        kept.collectSymbols(origin, found);
        grown.collectSymbols(origin, found);
        replaced.collectSymbols(origin, found);
        resent.collectSymbols(origin, found);
        sent.collectSymbols(origin, found);
        resentDollars.collectSymbols(origin, found);
        sentDollars.collectSymbols(origin, found);
    }
}
