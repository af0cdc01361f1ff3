package dev.agentcost.analyzer.cost;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A product of powers of atoms, the atoms in ascending order. The order of monomials is graded lexicographic, highest
 * degree first, and so survives multiplication by a monomial.
 */
final class Monomial implements Comparable<Monomial> {
    static final Monomial ONE = new Monomial(new Atom[0], new int[0]);

    /** A value with more bits than this is no number that anybody pays. */
    private static final int MAX_BITS = 1 << 16;

    private final Atom[] atoms;
    private final int[] exponents;
    private final int degree;
    private final int hash;
    private final boolean nonNegative;
    private final int size;
    private final long marks;

    private Monomial(Atom[] atoms, int[] exponents) {
        this.atoms = atoms;
        this.exponents = exponents;
        this.hash = 31 * Arrays.hashCode(atoms) + Arrays.hashCode(exponents);
        int total = 0;
        boolean signed = false;
        long inside = 1;
        long found = 0;
        for (int i = 0; i < atoms.length; i++) {
            total += exponents[i] * atoms[i].weight();
            signed |= exponents[i] % 2 == 1 && !atoms[i].isNonNegative();
            inside += atoms[i].size();
            found |= atoms[i].marks();
        }
        this.degree = total;
        this.nonNegative = !signed;
        this.size = (int) Math.min(inside, Integer.MAX_VALUE);
        this.marks = found;
    }

    static Monomial of(Atom atom) {
        return new Monomial(new Atom[] {atom}, new int[] {1});
    }

    int factors() {
        return atoms.length;
    }

    Atom atom(int index) {
        return atoms[index];
    }

    int exponent(int index) {
        return exponents[index];
    }

    boolean isOne() {
        return atoms.length == 0;
    }

    boolean isNonNegative() {
        return nonNegative;
    }

    int size() {
        return size;
    }

    boolean isWhole() {
        for (Atom atom : atoms) {
            if (!atom.isWhole()) {
                return false;
            }
        }
        return true;
    }

    boolean isUnbounded() {
        for (Atom atom : atoms) {
            if (atom.isUnbounded()) {
                return true;
            }
        }
        return false;
    }

    Growth growth() {
        Growth growth = Growth.CONSTANT;
        for (int i = 0; i < atoms.length; i++) {
            growth = growth.times(atoms[i].growth().pow(exponents[i]));
        }
        return growth;
    }

    Monomial times(Monomial other) {
        if (isOne()) {
            return other;
        }
        if (other.isOne()) {
            return this;
        }
        Atom[] product = new Atom[atoms.length + other.atoms.length];
        int[] powers = new int[product.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < atoms.length || j < other.atoms.length) {
            int order = i == atoms.length ? 1 : j == other.atoms.length ? -1 : atoms[i].compareTo(other.atoms[j]);
            product[count] = order <= 0 ? atoms[i] : other.atoms[j];
            powers[count++] = (order <= 0 ? exponents[i++] : 0) + (order >= 0 ? other.exponents[j++] : 0);
        }
        return new Monomial(Arrays.copyOf(product, count), Arrays.copyOf(powers, count));
    }

    Formula substitute(Symbol symbol, Formula value) {
        Formula product = Formula.ONE;
        for (int i = 0; i < atoms.length; i++) {
            product = product.times(atoms[i].substitute(symbol, value).pow(exponents[i]));
        }
        return product;
    }

    @Nullable
    Fraction evaluate(Valuation values, boolean upper) {
        Fraction product = Fraction.ONE;
        for (int i = 0; i < atoms.length; i++) {
            Fraction value = atoms[i].evaluate(values, upper);
            Fraction power = value == null ? null : value.powWithin(BigInteger.valueOf(exponents[i]), MAX_BITS);
            if (power == null) {
                return null;
            }
            product = product.times(power);
        }
        return product;
    }

    void collectSymbols(Set<Symbol> symbols) {
        for (Atom atom : atoms) {
            atom.collectSymbols(symbols);
        }
    }

    /** The {@linkplain Symbol#mark marks} of its symbols. */
    long marks() {
        return marks;
    }

    void collectSymbols(String origin, Set<Symbol> symbols) {
        if ((marks & Symbol.mark(origin)) != 0) {
            for (Atom atom : atoms) {
                atom.collectSymbols(origin, symbols);
            }
        }
    }

    @Override
    public int compareTo(Monomial other) {
        if (this == other) {
            return 0;
        }
        if (degree != other.degree) {
            return Integer.compare(other.degree, degree);
        }
        int shared = Math.min(atoms.length, other.atoms.length);
        for (int i = 0; i < shared; i++) {
            int order = atoms[i].compareTo(other.atoms[i]);
            if (order != 0) {
                return order;
            }
            if (exponents[i] != other.exponents[i]) {
                return Integer.compare(other.exponents[i], exponents[i]);
            }
        }
        return Integer.compare(atoms.length, other.atoms.length);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return this == object
                || object instanceof Monomial other
                        && hash == other.hash
                        && Arrays.equals(exponents, other.exponents)
                        && Arrays.equals(atoms, other.atoms);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
