package dev.agentcost.analyzer.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A number that depends on {@linkplain Symbol symbols}: a polynomial with exact rational coefficients over symbols,
 * maxima, minima, ceilings, logarithms and powers.
 *
 * <p>Formulas are immutable and kept in one canonical form: sorted monomials without zero terms, in which sums and
 * products in any order are equal and print alike. Maxima of maxima are simplified as far as is cheap, so that two of
 * them with the same value may differ in form when they were built in a different order.
 *
 * <p>A formula stands for an upper bound; operations that lose precision lose it upwards. Therefore subtract only what
 * is exact.
 */
public final class Formula implements Comparable<Formula> {
    public static final Formula ZERO = new Formula(new Term[0]);
    public static final Formula ONE = new Formula(new Term[] {new Term(Fraction.ONE, Monomial.ONE)});

    /** A product of more monomials than this keeps its factors as they are instead of multiplying them out. */
    private static final int MAX_PRODUCT = 1024;

    /** A formula of more monomials than this is given up: see {@link #TOO_LARGE}. */
    private static final int MAX_SIZE = 1 << 14;

    /** Stands for what nobody can read and no budget can allow; has no value, whatever is assumed for what has no limit. */
    static final Symbol TOO_LARGE = new Symbol("a cost too complex to write down", Kind.COUNT, true, "");

    private final Term[] terms;
    private final int size;
    private final boolean nonNegative;
    private final long marks;
    private int hash;
    private @Nullable SortedSet<Symbol> symbols;

    private Formula(Term[] terms) {
        this.terms = terms;
        long inside = 0;
        boolean signed = false;
        long found = 0;
        for (Term term : terms) {
            inside += term.monomial().size();
            signed |= !term.isNonNegative();
            found |= term.monomial().marks();
        }
        this.size = (int) Math.min(inside, Integer.MAX_VALUE);
        this.nonNegative = !signed;
        this.marks = found;
    }

    public static Formula of(long value) {
        return value == 0 ? ZERO : value == 1 ? ONE : of(Fraction.of(value));
    }

    /**
     * An exact decimal, such as a price a token.
     *
     * @throws IllegalArgumentException for an exponent beyond 10,000
     */
    public static Formula of(BigDecimal value) {
        return of(Fraction.of(value));
    }

    public static Formula of(Symbol symbol) {
        return of(new Atom.Variable(symbol));
    }

    static Formula of(Fraction value) {
        return value.signum() == 0 ? ZERO : new Formula(new Term[] {new Term(value, Monomial.ONE)});
    }

    static Formula of(Atom atom) {
        return limited(new Formula(new Term[] {new Term(Fraction.ONE, Monomial.of(atom))}));
    }

    private static Formula of(List<Term> sorted) {
        return sorted.isEmpty() ? ZERO : limited(new Formula(sorted.toArray(new Term[0])));
    }

    private static Formula limited(Formula formula) {
        return formula.size > MAX_SIZE ? of(TOO_LARGE) : formula;
    }

    /**
     * {@code base ^ exponent}, where the exponent counts steps: a fraction of a step is a step, and fewer than none are
     * none. Use a base of at least 1 where an upper bound is wanted for an exponent that is one itself.
     */
    public static Formula exponential(Formula base, Formula exponent) {
        return Powers.of(base, exponent);
    }

    public Formula plus(Formula other) {
        if (isZero()) {
            return other;
        }
        return other.isZero() ? this : merged(other, false);
    }

    /** The sum of all. */
    static Formula sum(List<Formula> summands) {
        int size = summands.size();
        if (size <= 2) {
            return size == 0
                    ? ZERO
                    : size == 1 ? summands.get(0) : summands.get(0).plus(summands.get(1));
        }
        // by halves: added one by one, what is there already would be gone through again for each
        return sum(summands.subList(0, size / 2)).plus(sum(summands.subList(size / 2, size)));
    }

    /** The difference, which may be negative. An upper bound only if {@code other} is exact. */
    public Formula minus(Formula other) {
        return other.isZero() ? this : merged(other, true);
    }

    private Formula merged(Formula other, boolean negated) {
        List<Term> sum = new ArrayList<>(terms.length + other.terms.length);
        int i = 0;
        int j = 0;
        while (i < terms.length || j < other.terms.length) {
            int order = i == terms.length
                    ? 1
                    : j == other.terms.length ? -1 : terms[i].monomial().compareTo(other.terms[j].monomial());
            if (order < 0) {
                sum.add(terms[i++]);
                continue;
            }
            Term added = other.terms[j++];
            Fraction coefficient = negated ? added.coefficient().negate() : added.coefficient();
            if (order == 0) {
                coefficient = terms[i++].coefficient().plus(coefficient);
            }
            if (coefficient.signum() != 0) {
                sum.add(coefficient == added.coefficient() ? added : new Term(coefficient, added.monomial()));
            }
        }
        return of(sum);
    }

    public Formula times(long factor) {
        return factor == 1 ? this : times(Fraction.of(factor));
    }

    Formula times(Fraction factor) {
        if (factor.signum() == 0 || isZero()) {
            return ZERO;
        }
        if (factor.isOne()) {
            return this;
        }
        Term[] product = new Term[terms.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = terms[i].times(factor);
        }
        return new Formula(product);
    }

    public Formula times(Formula other) {
        if (isZero() || other.isZero()) {
            return ZERO;
        }
        if (other.isConstant()) {
            return times(other.terms[0].coefficient());
        }
        if (isConstant()) {
            return other.times(terms[0].coefficient());
        }
        if ((long) size * other.terms.length + (long) other.size * terms.length > MAX_PRODUCT) {
            return unexpanded().times(other.unexpanded().terms[0]);
        }
        if (other.terms.length == 1) {
            return times(other.terms[0]);
        }
        return terms.length == 1 ? other.times(terms[0]) : multipliedOut(other);
    }

    private Formula times(Term factor) {
        List<Term> product = new ArrayList<>(terms.length);
        for (Term term : terms) {
            product.add(term.times(factor));
        }
        return of(product);
    }

    /** This as a single term. */
    private Formula unexpanded() {
        return terms.length == 1 ? this : of(new Atom.Application(Operator.SUM, List.of(this)));
    }

    private Formula multipliedOut(Formula other) {
        Map<Monomial, Fraction> product = new HashMap<>();
        for (Term left : terms) {
            for (Term right : other.terms) {
                Fraction coefficient = left.coefficient().times(right.coefficient());
                product.merge(left.monomial().times(right.monomial()), coefficient, Fraction::plus);
            }
        }
        List<Term> sorted = new ArrayList<>(product.size());
        product.forEach((monomial, coefficient) -> {
            if (coefficient.signum() != 0) {
                sorted.add(new Term(coefficient, monomial));
            }
        });
        sorted.sort(null);
        return of(sorted);
    }

    /** The exact quotient. */
    public Formula dividedBy(long divisor) {
        return times(Fraction.of(divisor).reciprocal());
    }

    /** {@code ceil(this / divisor)} for a positive divisor: in how many steps of that size this much is done. */
    public Formula ceilDividedBy(long divisor) {
        if (divisor <= 0) {
            throw new IllegalArgumentException("not positive: " + divisor);
        }
        Formula quotient = dividedBy(divisor);
        List<Term> whole = new ArrayList<>();
        List<Term> rest = new ArrayList<>();
        for (Term term : quotient.terms) {
            (term.isWhole() ? whole : rest).add(term);
        }
        return rest.isEmpty() ? quotient : of(whole).plus(ceiling(of(rest)));
    }

    private static Formula ceiling(Formula rest) {
        return rest.constant()
                .map(value -> of(Fraction.whole(value.ceiling())))
                .orElseGet(() -> of(new Atom.Application(Operator.CEIL, List.of(rest))));
    }

    /** The power with a constant exponent, which must not be negative. */
    public Formula pow(int exponent) {
        if (exponent < 0) {
            throw new IllegalArgumentException("negative exponent: " + exponent);
        }
        return Powers.of(this, BigInteger.valueOf(exponent));
    }

    /** The larger of both. What is never the larger is left out, and past 64 monomials the sum stands in. */
    public Formula max(Formula other) {
        return Extremes.max(this, other);
    }

    /** The smaller of both. What is never the smaller is left out, and past 64 monomials one of both stands in. */
    public Formula min(Formula other) {
        return Extremes.min(this, other);
    }

    /** {@code max(0, this)}. */
    public Formula atLeastZero() {
        return nonNegative ? this : max(ZERO);
    }

    /**
     * {@code ceil(log2(max(1, this)))}. A loop that halves a whole number from this much down to zero takes {@code
     * log2() + 1} turns.
     */
    public Formula log2() {
        return constant()
                .map(value -> of(Operator.log2(value)))
                .orElseGet(() -> of(new Atom.Application(Operator.LOG2, List.of(this))));
    }

    public boolean isZero() {
        return terms.length == 0;
    }

    public boolean isConstant() {
        return isZero() || terms.length == 1 && terms[0].monomial().isOne();
    }

    /** The value of a constant, rounded up at the twentieth decimal where no finite decimal equals it. */
    public Optional<BigDecimal> constantValue() {
        return constant().map(Fraction::toDecimal);
    }

    Optional<Fraction> constant() {
        return isConstant() ? Optional.of(constantTerm()) : Optional.empty();
    }

    Fraction constantTerm() {
        // The empty product has the least degree, so it comes last.
        boolean present = !isZero() && terms[terms.length - 1].monomial().isOne();
        return present ? terms[terms.length - 1].coefficient() : Fraction.ZERO;
    }

    /** Whether this is plainly never negative. */
    boolean isNonNegative() {
        return nonNegative;
    }

    boolean isWhole() {
        for (Term term : terms) {
            if (!term.isWhole()) {
                return false;
            }
        }
        return true;
    }

    /** This without the terms that can only lower it. */
    Formula positiveTerms() {
        return nonNegative
                ? this
                : of(Arrays.stream(terms).filter(term -> !term.isNonPositive()).toList());
    }

    /** The application that this is and nothing else, or null. */
    Atom.@Nullable Application asApplication(Operator operator) {
        return terms.length == 1 ? terms[0].asApplication(operator) : null;
    }

    /** Whether this is one number or one atom, so that it needs no brackets as an operand. */
    boolean isAtomic() {
        if (isConstant()) {
            return isWhole() && nonNegative;
        }
        return terms.length == 1 && terms[0].isAtom() && asApplication(Operator.POWER) == null;
    }

    int length() {
        return terms.length;
    }

    Term term(int index) {
        return terms[index];
    }

    /** Monomials in all, those inside of operands included. */
    public int size() {
        return size;
    }

    /** The symbols that occur, in order. */
    public SortedSet<Symbol> symbols() {
        SortedSet<Symbol> known = symbols;
        if (known == null) {
            TreeSet<Symbol> found = new TreeSet<>();
            collectSymbols(found);
            known = Collections.unmodifiableSortedSet(found);
            symbols = known;
        }
        return known;
    }

    /** The {@linkplain Symbol#mark marks} of its symbols. */
    long marks() {
        return marks;
    }

    void collectSymbols(Set<Symbol> found) {
        for (Term term : terms) {
            term.monomial().collectSymbols(found);
        }
    }

    /** Adds the symbols that are of an origin. */
    void collectSymbols(String origin, Set<Symbol> found) {
        if ((marks & Symbol.mark(origin)) != 0) {
            for (Term term : terms) {
                term.monomial().collectSymbols(origin, found);
            }
        }
    }

    private boolean has(Symbol symbol) {
        Set<Symbol> found = new HashSet<>();
        collectSymbols(symbol.origin(), found);
        return found.contains(symbol);
    }

    /** Whether a symbol without limit occurs, other than in a minimum that something else limits. */
    public boolean isUnbounded() {
        for (Term term : terms) {
            if (term.monomial().isUnbounded()) {
                return true;
            }
        }
        return false;
    }

    /** This with a formula in the place of a symbol. */
    public Formula substitute(Symbol symbol, Formula value) {
        if (!has(symbol)) {
            return this;
        }
        Formula sum = ZERO;
        for (Term term : terms) {
            sum = sum.plus(term.monomial().substitute(symbol, value).times(term.coefficient()));
        }
        return sum;
    }

    /** The value for some numbers, as {@link Valuation#of(Formula)} says it. */
    public Optional<BigDecimal> evaluate(Function<Symbol, Optional<BigDecimal>> values) {
        return new Valuation(values).of(this);
    }

    /** A formula as a sum of two: one whose monomials have a symbol somewhere in them, and the rest. */
    record Split(Formula with, Formula without) {}

    Split split(Symbol symbol) {
        List<Term> with = new ArrayList<>();
        List<Term> without = new ArrayList<>();
        for (Term term : terms) {
            Set<Symbol> found = new HashSet<>();
            term.monomial().collectSymbols(found);
            (found.contains(symbol) ? with : without).add(term);
        }
        return new Split(of(with), of(without));
    }

    @Nullable
    Fraction evaluate(Valuation values, boolean upper) {
        Fraction sum = Fraction.ZERO;
        for (Term term : terms) {
            Fraction value = term.monomial().evaluate(values, upper && term.isNonNegative());
            if (value == null) {
                return null;
            }
            sum = sum.plus(value.times(term.coefficient()));
        }
        return sum;
    }

    /** How this grows with its counts: the largest growth of a monomial that can raise it. */
    public Growth growth() {
        Growth growth = Growth.CONSTANT;
        for (Term term : terms) {
            if (!term.isNonPositive()) {
                growth = growth.max(term.monomial().growth());
            }
        }
        return growth;
    }

    /** A total order that agrees with equality; not by value. */
    @Override
    public int compareTo(Formula other) {
        if (this == other) {
            return 0;
        }
        return Arrays.compare(terms, other.terms);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return this == object
                || object instanceof Formula other
                        && hashCode() == other.hashCode()
                        && Arrays.equals(terms, other.terms);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.hashCode(terms);
            hash = known;
        }
        return known;
    }

    /** Canonical, highest degree first, such as {@code 1/2 * turns^2 + 3 * turns + 1}. */
    @Override
    public String toString() {
        return FormulaText.of(this);
    }
}
