package dev.agentcost.analyzer.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of code costs in the worst case: a statement, a loop, a method with everything it calls.
 *
 * <p>Cost that depends on a context's length is not in {@link #cost()} but in {@link #contexts()}, until it is known what
 * the context held before: see {@link #total}.
 */
public final class Effect {
    public static final Effect NOTHING =
            new Effect(CostVector.ZERO, Collections.emptySortedMap(), Collections.emptySortedMap(), Formula.ZERO);

    /** More steps are not looked back over: whoever asks works it out then. */
    private static final int MOST_STEPS = 1000;

    private final CostVector cost;
    private final SortedMap<ContextId, ContextEffect> contexts;
    private final SortedMap<String, Formula> callbacks;
    private final Formula iterations;
    private final @Nullable Effect before;

    /** Of maps without what changes nothing, which it may share with others. */
    private Effect(
            CostVector cost,
            SortedMap<ContextId, ContextEffect> contexts,
            SortedMap<String, Formula> callbacks,
            Formula iterations) {
        this(cost, contexts, callbacks, iterations, null);
    }

    /** @param before what this adds something to and takes nothing from; null where that is not known */
    private Effect(
            CostVector cost,
            SortedMap<ContextId, ContextEffect> contexts,
            SortedMap<String, Formula> callbacks,
            Formula iterations,
            @Nullable Effect before) {
        this.cost = cost;
        this.contexts = contexts;
        this.callbacks = callbacks;
        this.iterations = iterations;
        this.before = before;
    }

    private static SortedMap<ContextId, ContextEffect> contexts(SortedMap<ContextId, ContextEffect> all) {
        all.values().removeIf(ContextEffect::isIdentity);
        return Collections.unmodifiableSortedMap(all);
    }

    private static SortedMap<String, Formula> callbacks(SortedMap<String, Formula> all) {
        all.values().removeIf(Formula::isZero);
        return Collections.unmodifiableSortedMap(all);
    }

    public static Effect of(CostVector cost) {
        return NOTHING.withCost(cost);
    }

    public static Effect of(Dimension dimension, Formula amount) {
        return of(CostVector.of(dimension, amount));
    }

    public static Effect of(ContextId context, ContextEffect effect) {
        return NOTHING.withContext(context, effect);
    }

    /** A call of the functional parameter with this key. */
    public static Effect callback(String key) {
        return NOTHING.withCallback(key, Formula.ONE);
    }

    /** This with another cost beside its contexts. */
    public Effect withCost(CostVector replaced) {
        return new Effect(replaced, contexts, callbacks, iterations);
    }

    /** This with another effect on one context. */
    public Effect withContext(ContextId context, ContextEffect effect) {
        SortedMap<ContextId, ContextEffect> replaced = copy(contexts);
        replaced.put(context, effect);
        return new Effect(cost, contexts(replaced), callbacks, iterations);
    }

    /** This with another number of calls of one functional parameter. */
    public Effect withCallback(String key, Formula times) {
        SortedMap<String, Formula> replaced = copy(callbacks);
        replaced.put(key, times);
        return new Effect(cost, contexts, callbacks(replaced), iterations);
    }

    /** This with another number of iterations. */
    public Effect withIterations(Formula replaced) {
        return new Effect(cost, contexts, callbacks, replaced);
    }

    /** Cost that depends on no context's length. */
    public CostVector cost() {
        return cost;
    }

    /** What happens to each context; one that is missing stays as it is. */
    public SortedMap<ContextId, ContextEffect> contexts() {
        return contexts;
    }

    /** How often a functional parameter is called, by its key. */
    public SortedMap<String, Formula> callbacks() {
        return callbacks;
    }

    /** Iterations of loops and recursive calls, in all. */
    public Formula iterations() {
        return iterations;
    }

    /** The symbols in its formulas that are of an origin, in order. */
    public SortedSet<Symbol> symbols(String origin) {
        SortedSet<Symbol> found = new TreeSet<>();
        cost.collectSymbols(origin, found);
        contexts.values().forEach(context -> context.collectSymbols(origin, found));
        callbacks.values().forEach(times -> times.collectSymbols(origin, found));
        iterations.collectSymbols(origin, found);
        return found;
    }

    public boolean isNothing() {
        return this == NOTHING || cost.isZero() && contexts.isEmpty() && callbacks.isEmpty() && iterations.isZero();
    }

    /** This, and after it the next. */
    public Effect then(Effect next) {
        if (isNothing()) {
            return next;
        }
        return next.isNothing()
                ? this
                : added(next, cost.plus(next.cost), ContextEffect::then, next.isOnlyAdding() ? this : null);
    }

    /** Whether nothing before it becomes less by it. */
    private boolean isOnlyAdding() {
        for (ContextEffect context : contexts.values()) {
            if (!context.kept().equals(Formula.ONE) || !context.replaced().isZero()) {
                return false;
            }
        }
        return true;
    }

    /** Whether this is the other with more after it, so that of both this is the one that costs more, in each part; false says nothing. */
    public boolean goesOnFrom(Effect other) {
        Effect at = this;
        for (int step = 0; at != null && step < MOST_STEPS; step++) {
            if (at == other) {
                return true;
            }
            at = at.before;
        }
        return false;
    }

    /** One of both, whichever costs more: in each part by itself. */
    public Effect branch(Effect other) {
        return equals(other)
                ? this
                : new Effect(
                        cost.max(other.cost),
                        contexts == other.contexts
                                ? contexts
                                : contexts(either(
                                        contexts, other.contexts, ContextEffect.IDENTITY, ContextEffect::branch)),
                        callbacks(either(callbacks, other.callbacks, Formula.ZERO, Formula::max)),
                        iterations.max(other.iterations));
    }

    private static <K, V> SortedMap<K, V> either(
            SortedMap<K, V> left, SortedMap<K, V> right, V absent, BinaryOperator<V> operator) {
        SortedMap<K, V> result = copy(left);
        result.replaceAll((key, value) -> operator.apply(value, right.getOrDefault(key, absent)));
        right.forEach((key, value) -> result.computeIfAbsent(key, missing -> operator.apply(absent, value)));
        return result;
    }

    /** Both at the same time: the longer latency, and each may send what the other adds to a shared context. */
    public Effect parallel(Effect other) {
        return added(other, cost.parallel(other.cost), ContextEffect::alongside, null);
    }

    /**
     * This n times, as the body of a loop. An n that is an upper bound will do; but where n may turn out to be none and the
     * body replaces a context, {@link #branch} with {@link #NOTHING}, because then the context may stay.
     */
    public Effect repeat(Formula n) {
        Repetition repetition = Repetition.of(n);
        return repeated(repetition.n(), cost.times(repetition.n()), repetition::apply);
    }

    /** This n times as {@link #repeat} has it, the dollars for what a turn sends of its contexts again at the cache's rates. */
    public Effect repeatCached(Formula n, CacheRates rates) {
        Repetition repetition = Repetition.of(n);
        return repeated(repetition.n(), cost.times(repetition.n()), context -> repetition.cached(context, rates));
    }

    /** This n times at the same time: n times the cost, once the latency. */
    public Effect repeatParallel(Formula n) {
        Repetition repetition = Repetition.of(n);
        Formula latency =
                cost.get(Dimension.LATENCY_MILLIS).times(repetition.n().min(Formula.ONE));
        return repeated(repetition.n(), cost.times(repetition.n()).withLatency(latency), repetition::alongside);
    }

    private Effect repeated(Formula n, CostVector total, UnaryOperator<ContextEffect> repetition) {
        SortedMap<ContextId, ContextEffect> repeated = copy(contexts);
        repeated.replaceAll((id, effect) -> repetition.apply(effect));
        SortedMap<String, Formula> called = copy(callbacks);
        called.replaceAll((key, times) -> times.times(n));
        return new Effect(
                total,
                contexts(repeated),
                callbacks(called),
                iterations.times(n).plus(n));
    }

    /** With an operator for which a context that stays as it is changes nothing. */
    private Effect added(
            Effect other, CostVector total, BinaryOperator<ContextEffect> operator, @Nullable Effect first) {
        return new Effect(
                total,
                other.contexts.isEmpty() ? contexts : contexts(merged(contexts, other.contexts, operator)),
                other.callbacks.isEmpty() ? callbacks : callbacks(merged(callbacks, other.callbacks, Formula::plus)),
                iterations.plus(other.iterations),
                first);
    }

    private static <K, V> SortedMap<K, V> merged(
            SortedMap<K, V> left, SortedMap<K, V> right, BinaryOperator<V> operator) {
        SortedMap<K, V> result = copy(left);
        right.forEach((key, value) -> result.merge(key, value, operator));
        return result;
    }

    private static <K, V> SortedMap<K, V> copy(SortedMap<K, V> map) {
        return new TreeMap<>(map);
    }

    /**
     * This with its contexts under other names, as a caller sees them. A context without a name lives and dies in here: it
     * was empty at first, and what it sent becomes {@link #cost()}. Contexts that turn out to be the same one are put {@linkplain ContextEffect#alongside alongside} each
     * other, because the order of what happened to them is not known.
     */
    public Effect renameContexts(Function<ContextId, Optional<ContextId>> renaming) {
        List<Optional<ContextId>> names = new ArrayList<>(contexts.size());
        boolean same = true;
        for (ContextId context : contexts.keySet()) {
            Optional<ContextId> name = renaming.apply(context);
            names.add(name);
            same &= name.isPresent() && name.get().equals(context);
        }
        if (same) {
            return this;
        }
        CostVector total = cost;
        SortedMap<ContextId, ContextEffect> renamed = new TreeMap<>();
        Iterator<Optional<ContextId>> next = names.iterator();
        for (Map.Entry<ContextId, ContextEffect> context : contexts.entrySet()) {
            Optional<ContextId> name = next.next();
            if (name.isPresent()) {
                renamed.merge(name.get(), context.getValue(), ContextEffect::alongside);
            } else {
                total = total.plus(sentFrom(context.getValue(), Formula.ZERO));
            }
        }
        return new Effect(total, contexts(renamed), callbacks, iterations);
    }

    /** The whole cost, given how many tokens each context holds before. */
    public CostVector total(Function<ContextId, Formula> initialTokens) {
        List<Formula> tokens = new ArrayList<>();
        List<Formula> dollars = new ArrayList<>();
        contexts.forEach((id, effect) -> {
            CostVector sent = sentFrom(effect, initialTokens.apply(id));
            tokens.add(sent.get(Dimension.INPUT_TOKENS));
            dollars.add(sent.get(Dimension.DOLLARS));
        });
        return cost.plus(CostVector.of(Dimension.INPUT_TOKENS, Formula.sum(tokens)))
                .plus(CostVector.of(Dimension.DOLLARS, Formula.sum(dollars)));
    }

    private static CostVector sentFrom(ContextEffect effect, Formula tokens) {
        Formula sent = effect.resent().times(tokens).plus(effect.sent());
        Formula dollars = effect.resentDollars().times(tokens).plus(effect.sentDollars());
        return CostVector.of(Dimension.INPUT_TOKENS, sent).plus(CostVector.of(Dimension.DOLLARS, dollars));
    }

    /** Applies the operator to every formula, as a substitution does. */
    public Effect map(UnaryOperator<Formula> operator) {
        if (isNothing()) {
            return this;
        }
        SortedMap<ContextId, ContextEffect> mapped = copy(contexts);
        mapped.replaceAll((id, effect) -> effect.map(operator));
        SortedMap<String, Formula> called = copy(callbacks);
        called.replaceAll((key, times) -> operator.apply(times));
        return new Effect(cost.map(operator), contexts(mapped), callbacks(called), operator.apply(iterations));
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return this == object
                || object instanceof Effect other
                        && iterations.equals(other.iterations)
                        && cost.equals(other.cost)
                        && contexts.equals(other.contexts)
                        && callbacks.equals(other.callbacks);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cost, contexts, callbacks, iterations);
    }

    @Override
    public String toString() {
        return "Effect" + cost + contexts + callbacks + "iterations=" + iterations;
    }
}
