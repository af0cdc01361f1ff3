package dev.agentcost.analyzer.cost;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Numbers for symbols, and what operators give under them: a part that a formula holds in many places is worked out once. */
final class Valuation {

    private final Function<Symbol, Optional<BigDecimal>> values;
    private final Map<Symbol, Optional<Fraction>> symbols = new HashMap<>();
    // by identity: to compare two applications is as dear as to evaluate one
    private final Map<Atom.Application, Optional<Fraction>> upper = new IdentityHashMap<>();
    private final Map<Atom.Application, Optional<Fraction>> exact = new IdentityHashMap<>();

    Valuation(Function<Symbol, Optional<BigDecimal>> values) {
        this.values = values;
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
    Fraction of(Atom.Application application, boolean isUpper, Supplier<Optional<Fraction>> worked) {
        Map<Atom.Application, Optional<Fraction>> known = isUpper ? upper : exact;
        Optional<Fraction> value = known.get(application);
        if (value == null) {
            value = worked.get();
            known.put(application, value);
        }
        return value.orElse(null);
    }
}
