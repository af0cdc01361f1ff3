package dev.agentcost.analyzer.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a monomial multiplies: a symbol, or an operator that no polynomial expresses. */
sealed interface Atom extends Comparable<Atom> {
    boolean isNonNegative();

    /** Whether only whole numbers come out. */
    boolean isWhole();

    boolean isUnbounded();

    Growth growth();

    Formula substitute(Symbol symbol, Formula value);

    /**
     * The value, or null where a number is missing.
     *
     * @param upper whether a larger number will do, so that a minimum needs only one of its operands
     */
    @Nullable
    Fraction evaluate(Valuation values, boolean upper);

    void collectSymbols(Set<Symbol> symbols);

    /** The {@linkplain Symbol#mark marks} of the symbols inside. */
    long marks();

    /** Adds the symbols inside that are of an origin. */
    void collectSymbols(String origin, Set<Symbol> symbols);

    /** Monomials inside, for keeping formulas small. */
    int size();

    /** What a factor of this adds to the degree that monomials are sorted by: powers stand before polynomials. */
    default int weight() {
        return 1;
    }

    /** A symbol itself. */
    record Variable(Symbol symbol) implements Atom {
        @Override
        public boolean isNonNegative() {
            return true;
        }

        @Override
        public boolean isWhole() {
            return true;
        }

        @Override
        public boolean isUnbounded() {
            return symbol.unbounded();
        }

        @Override
        public Growth growth() {
            return symbol.kind() == Kind.COUNT ? Growth.LINEAR : Growth.CONSTANT;
        }

        @Override
        public Formula substitute(Symbol replaced, Formula value) {
            return replaced.equals(symbol) ? value : Formula.of(this);
        }

        @Override
        public @Nullable Fraction evaluate(Valuation values, boolean upper) {
            return values.of(symbol);
        }

        @Override
        public void collectSymbols(Set<Symbol> symbols) {
            symbols.add(symbol);
        }

        @Override
        public long marks() {
            return Symbol.mark(symbol.origin());
        }

        @Override
        public void collectSymbols(String origin, Set<Symbol> symbols) {
            if (symbol.origin().equals(origin)) {
                symbols.add(symbol);
            }
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public int compareTo(Atom other) {
            return other instanceof Variable variable ? symbol.compareTo(variable.symbol) : -1;
        }
    }

    /** An operator and what it is applied to. */
    final class Application implements Atom {
        private static final int POWER_WEIGHT = 1000;

        private final Operator operator;
        private final List<Formula> operands;
        private final boolean nonNegative;
        private final int size;
        private final long marks;
        private final int hash;
        private Symbol @Nullable [] symbols;

        Application(Operator operator, List<Formula> operands) {
            this.operator = operator;
            this.operands = List.copyOf(operands);
            this.nonNegative = operator.isNonNegative(operands);
            this.size = Operator.size(operands);
            long found = 0;
            for (Formula operand : operands) {
                found |= operand.marks();
            }
            this.marks = found;
            this.hash = 31 * operator.name().hashCode() + this.operands.hashCode();
        }

        Operator operator() {
            return operator;
        }

        List<Formula> operands() {
            return operands;
        }

        @Override
        public boolean isNonNegative() {
            return nonNegative;
        }

        @Override
        public boolean isWhole() {
            return operator.isWhole(operands);
        }

        @Override
        public boolean isUnbounded() {
            return operator.isUnbounded(operands);
        }

        @Override
        public Growth growth() {
            return operator.growth(operands);
        }

        @Override
        public Formula substitute(Symbol symbol, Formula value) {
            List<Formula> replaced = new ArrayList<>(operands.size());
            for (Formula operand : operands) {
                replaced.add(operand.substitute(symbol, value));
            }
            return replaced.equals(operands) ? Formula.of(this) : operator.apply(replaced);
        }

        @Override
        public @Nullable Fraction evaluate(Valuation values, boolean upper) {
            return values.of(this, upper);
        }

        /** What the operator gives, worked out anew. */
        Optional<Fraction> worked(Valuation values, boolean upper) {
            boolean upperOperands = upper && operator.isMonotone(operands);
            List<Optional<Fraction>> numbers = new ArrayList<>(operands.size());
            for (Formula operand : operands) {
                numbers.add(Optional.ofNullable(operand.evaluate(values, upperOperands)));
            }
            return operator.evaluate(numbers, upper);
        }

        @Override
        public void collectSymbols(Set<Symbol> found) {
            Collections.addAll(found, symbols());
        }

        @Override
        public long marks() {
            return marks;
        }

        @Override
        public void collectSymbols(String origin, Set<Symbol> found) {
            for (Symbol symbol : symbols()) {
                if (symbol.origin().equals(origin)) {
                    found.add(symbol);
                }
            }
        }

        private Symbol[] symbols() {
            Symbol[] known = symbols;
            if (known == null) {
                Set<Symbol> found = new LinkedHashSet<>();
                operands.forEach(operand -> operand.collectSymbols(found));
                known = found.toArray(new Symbol[0]);
                symbols = known;
            }
            return known;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int weight() {
            return operator == Operator.POWER ? POWER_WEIGHT : 1;
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return this == object
                    || object instanceof Application other
                            && hash == other.hash
                            && operator == other.operator
                            && operands.equals(other.operands);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public int compareTo(Atom other) {
            if (this == other) {
                return 0;
            }
            if (!(other instanceof Application application)) {
                return 1;
            }
            int order = operator.compareTo(application.operator);
            if (order == 0) {
                order = Integer.compare(operands.size(), application.operands.size());
            }
            for (int i = 0; order == 0 && i < operands.size(); i++) {
                order = operands.get(i).compareTo(application.operands.get(i));
            }
            return order;
        }
    }
}
