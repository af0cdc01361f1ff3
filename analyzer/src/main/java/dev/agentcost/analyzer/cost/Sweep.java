package dev.agentcost.analyzer.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Formulas for each of the numbers that a symbol is given; what the symbol is not in is worked out once. Not for several threads. */
public final class Sweep {

    private final Symbol symbol;
    private final Valuation others;
    private final List<Valuation> points;
    private final Map<Atom.Application, Boolean> varying = new IdentityHashMap<>();

    /**
     * A symbol under some numbers.
     *
     * @param others the numbers of all other symbols
     */
    public Sweep(Symbol symbol, List<BigDecimal> numbers, Valuation others) {
        this.symbol = symbol;
        this.others = others;
        this.points =
                numbers.stream().map(number -> new Valuation(this, number)).toList();
    }

    /** The formula's values, as {@link Valuation#of(Formula)} says them, in the order of the numbers. */
    public List<Optional<BigDecimal>> of(Formula formula) {
        Formula.Split split = formula.split(symbol);
        Fraction sum = split.without().evaluate(others, true);
        List<Optional<BigDecimal>> results = new ArrayList<>();
        for (Valuation point : points) {
            Fraction rest = sum == null ? null : split.with().evaluate(point, true);
            results.add(
                    sum == null || rest == null
                            ? Optional.empty()
                            : Optional.of(sum.plus(rest).toDecimal()));
        }
        return results;
    }

    Symbol symbol() {
        return symbol;
    }

    Valuation others() {
        return others;
    }

    /** Whether the symbol is in what the operator is applied to. */
    boolean varies(Atom.Application application) {
        return varying.computeIfAbsent(
                application,
                key -> key.operands().stream()
                        .anyMatch(operand -> operand.symbols().contains(symbol)));
    }
}
