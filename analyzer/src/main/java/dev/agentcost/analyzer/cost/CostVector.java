package dev.agentcost.analyzer.cost;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A cost: one formula for each {@link Dimension}, zero where nothing was said. */
public final class CostVector {
    private static final Dimension[] DIMENSIONS = Dimension.values();
    private static final int LATENCY = Dimension.LATENCY_MILLIS.ordinal();

    public static final CostVector ZERO = new CostVector(filled());

    /** By the dimension's ordinal. */
    private final Formula[] amounts;

    private CostVector(Formula[] amounts) {
        this.amounts = amounts;
    }

    private static Formula[] filled() {
        Formula[] amounts = new Formula[DIMENSIONS.length];
        Arrays.fill(amounts, Formula.ZERO);
        return amounts;
    }

    public static CostVector of(Dimension dimension, Formula amount) {
        if (amount.isZero()) {
            return ZERO;
        }
        Formula[] amounts = filled();
        amounts[dimension.ordinal()] = amount;
        return new CostVector(amounts);
    }

    public static CostVector of(Map<Dimension, Formula> amounts) {
        Formula[] copy = filled();
        amounts.forEach((dimension, amount) -> copy[dimension.ordinal()] = amount);
        return new CostVector(copy);
    }

    public Formula get(Dimension dimension) {
        return amounts[dimension.ordinal()];
    }

    /** The dimensions that are not zero, in order. */
    public Map<Dimension, Formula> amounts() {
        Map<Dimension, Formula> present = new TreeMap<>();
        for (Dimension dimension : DIMENSIONS) {
            if (!get(dimension).isZero()) {
                present.put(dimension, get(dimension));
            }
        }
        return present;
    }

    public boolean isZero() {
        for (Formula amount : amounts) {
            if (!amount.isZero()) {
                return false;
            }
        }
        return true;
    }

    public CostVector plus(CostVector other) {
        if (isZero()) {
            return other;
        }
        return other.isZero() ? this : combined(other, Formula::plus);
    }

    public CostVector times(Formula factor) {
        return factor.equals(Formula.ONE) ? this : map(amount -> amount.times(factor));
    }

    /** The larger in each dimension by itself: an upper bound of both. */
    public CostVector max(CostVector other) {
        return this == other ? this : combined(other, Formula::max);
    }

    /** Both at the same time: the longer latency, the sum of everything else. */
    public CostVector parallel(CostVector other) {
        CostVector sum = plus(other);
        return sum.withLatency(amounts[LATENCY].max(other.amounts[LATENCY]));
    }

    CostVector withLatency(Formula millis) {
        Formula[] copy = amounts.clone();
        copy[LATENCY] = millis;
        return new CostVector(copy);
    }

    private CostVector combined(CostVector other, BinaryOperator<Formula> operator) {
        Formula[] result = new Formula[amounts.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = operator.apply(amounts[i], other.amounts[i]);
        }
        return new CostVector(result);
    }

    /** Applies the operator to every dimension, zero ones included. */
    public CostVector map(UnaryOperator<Formula> operator) {
        Formula[] result = new Formula[amounts.length];
        boolean same = true;
        for (int i = 0; i < result.length; i++) {
            result[i] = operator.apply(amounts[i]);
            same &= result[i] == amounts[i];
        }
        return same ? this : new CostVector(result);
    }

    void collectSymbols(String origin, Set<Symbol> found) {
        for (Formula amount : amounts) {
            amount.collectSymbols(origin, found);
        }
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return this == object || object instanceof CostVector other && Arrays.equals(amounts, other.amounts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(amounts);
    }

    /** Such as {@code {modelCalls=turns, inputTokens=500 * turns}}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        amounts().forEach((dimension, amount) -> text.add(dimension.key() + "=" + amount));
        return text.toString();
    }
}
