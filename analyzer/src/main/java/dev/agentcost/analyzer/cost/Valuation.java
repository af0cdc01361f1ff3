package dev.agentcost.analyzer.cost;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Numbers for symbols, and what operators give under them: a part that a formula holds in many places is worked out once. */
final class Valuation {

    private final Function<Symbol, Optional<BigDecimal>> values;
    private final Map<Symbol, Optional<Fraction>> symbols = new HashMap<>();
    // by identity: to compare two applications is as dear as to evaluate one
    private final Map<Atom.Application, Optional<Fraction>> upper = new IdentityHashMap<>();
    private final Map<Atom.Application, Optional<Fraction>> exact = new IdentityHashMap<>();
    private final Predicate<Atom.Application> isOfOthers;
    private final Valuation others;

    Valuation(Function<Symbol, Optional<BigDecimal>> values) {
        this.values = values;
        this.isOfOthers = application -> false;
        this.others = this;
    }

    /**
     * Another number for one symbol.
     *
     * @param others the numbers of all other symbols
     * @param isOfOthers tells applications without the symbol
     */
    Valuation(Symbol symbol, BigDecimal number, Valuation others, Predicate<Atom.Application> isOfOthers) {
        this.values = one -> one.equals(symbol) ? Optional.of(number) : others.values.apply(one);
        this.isOfOthers = isOfOthers;
        this.others = others;
    }

    /** The symbol's number, or null where it has none. */
    @Nullable
    Fraction of(Symbol symbol) {
        return symbols.computeIfAbsent(
                        symbol,
                        key -> values.apply(key).filter(Fraction::isReadable).map(Fraction::of))
                .orElse(null);
    }

    /** What the operator gives, worked out where it is not known. */
    @Nullable
    Fraction of(Atom.Application application, boolean isUpper) {
        if (isOfOthers.test(application)) {
            return others.of(application, isUpper);
        }
        Map<Atom.Application, Optional<Fraction>> known = isUpper ? upper : exact;
        Optional<Fraction> value = known.get(application);
        if (value == null) {
            value = application.worked(this, isUpper);
            known.put(application, value);
        }
        return value.orElse(null);
    }
}
