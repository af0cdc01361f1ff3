package dev.agentcost.analyzer.cost;

import org.jspecify.annotations.Nullable;

/** One summand of a formula: a monomial with its coefficient, which is not zero. */
record Term(Fraction coefficient, Monomial monomial) implements Comparable<Term> {
    boolean isNonNegative() {
        return coefficient.signum() > 0 && monomial.isNonNegative();
    }

    /** Whether this can only lower a sum. */
    boolean isNonPositive() {
        return coefficient.signum() < 0 && monomial.isNonNegative();
    }

    boolean isWhole() {
        return coefficient.isWhole() && monomial.isWhole();
    }

    /** Whether this is an atom and nothing else. */
    boolean isAtom() {
        return coefficient.isOne() && monomial.factors() == 1 && monomial.exponent(0) == 1;
    }

    /** The application that this is and nothing else, or null. */
    Atom.@Nullable Application asApplication(Operator operator) {
        return isAtom()
                        && monomial.atom(0) instanceof Atom.Application application
                        && application.operator() == operator
                ? application
                : null;
    }

    Term times(Fraction factor) {
        return new Term(coefficient.times(factor), monomial);
    }

    Term times(Term other) {
        return new Term(coefficient.times(other.coefficient), monomial.times(other.monomial));
    }

    @Override
    public int compareTo(Term other) {
        int order = monomial.compareTo(other.monomial);
        return order == 0 ? coefficient.compareTo(other.coefficient) : order;
    }
}
