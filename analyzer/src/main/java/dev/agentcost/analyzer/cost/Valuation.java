package dev.agentcost.analyzer.cost;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for symbols, and what operators give under them: a part that one formula holds in many places, or many formulas hold, is worked
 * out once. Keeps what it has seen as long as it is there. Not for several threads.
 */
public final class Valuation {

    private final Function<Symbol, Optional<BigDecimal>> values;
    private final Map<Symbol, Optional<Fraction>> symbols = new HashMap<>();
    // by identity: to compare two applications is as dear as to evaluate one
    private final Map<Atom.Application, Optional<Fraction>> upper = new IdentityHashMap<>();
    private final Map<Atom.Application, Optional<Fraction>> exact = new IdentityHashMap<>();
    private final @Nullable Sweep sweep;

    /** These numbers. */
    public Valuation(Function<Symbol, Optional<BigDecimal>> values) {
        this.values = values;
        this.sweep = null;
    }

    /** One number of a sweep. */
    Valuation(Sweep sweep, BigDecimal number) {
        this.values = one -> one.equals(sweep.symbol())
                ? Optional.of(number)
                : sweep.others().values.apply(one);
        this.sweep = sweep;
    }

    /**
     * The exact value of a formula, rounded up at the twentieth decimal where no finite decimal equals it. Empty where a symbol has
     * no value, or where a power is beyond all numbers; a minimum that is added needs the value of one operand only.
     */
    public Optional<BigDecimal> of(Formula formula) {
        return Optional.ofNullable(formula.evaluate(this, true)).map(Fraction::toDecimal);
    }

    /** The symbol's number, or null where it has none. */
    @Nullable
    Fraction of(Symbol symbol) {
        return symbols.computeIfAbsent(
                        symbol,
                        key -> key.equals(Formula.TOO_LARGE)
                                ? Optional.empty()
                                : values.apply(key).filter(Fraction::isReadable).map(Fraction::of))
                .orElse(null);
    }

    /** What the operator gives, worked out where it is not known. */
    @Nullable
    Fraction of(Atom.Application application, boolean isUpper) {
        if (sweep != null && !sweep.varies(application)) {
            return sweep.others().of(application, isUpper);
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
