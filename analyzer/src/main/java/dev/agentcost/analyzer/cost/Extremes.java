package dev.agentcost.analyzer.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Maximum and minimum of formulas, and the one question both ask: is one never below the other? */
final class Extremes {
    /** A maximum or minimum of more monomials than this is replaced by a simpler upper bound. */
    static final int MAX_SIZE = 64;

    /** Which operand stands in for a minimum that has become too large: one with a limit, one that grows slowly. */
    private static final Comparator<Formula> SIMPLEST = Comparator.comparing(Formula::isUnbounded)
            .thenComparing(Formula::growth)
            .thenComparing(Comparator.naturalOrder());

    private Extremes() {}

    static Formula max(Formula p, Formula q) {
        if (dominates(p, q)) {
            return p;
        }
        if (dominates(q, p)) {
            return q;
        }
        List<Formula> operands = new ArrayList<>();
        for (Formula operand : operandsOf(Operator.MAX, p, q)) {
            if (operands.stream().noneMatch(kept -> dominates(kept, operand))) {
                operands.removeIf(kept -> dominates(operand, kept));
                operands.add(operand);
            }
        }
        if (Operator.size(operands) > MAX_SIZE) {
            Optional<Formula> sum = sumOf(operands);
            if (sum.isPresent()) {
                return sum.get();
            }
        }
        return applied(Operator.MAX, operands);
    }

    static Formula min(Formula p, Formula q) {
        if (dominates(p, q)) {
            return q;
        }
        if (dominates(q, p)) {
            return p;
        }
        List<Formula> operands = new ArrayList<>();
        for (Formula operand : operandsOf(Operator.MIN, p, q)) {
            if (operands.stream().noneMatch(kept -> dominates(operand, kept))) {
                operands.removeIf(kept -> dominates(kept, operand));
                operands.add(operand);
            }
        }
        if (Operator.size(operands) > MAX_SIZE) {
            return operands.stream().min(SIMPLEST).orElseThrow();
        }
        return applied(Operator.MIN, operands);
    }

    private static Formula applied(Operator operator, List<Formula> operands) {
        if (operands.size() == 1) {
            return operands.get(0);
        }
        return Formula.of(new Atom.Application(operator, operands));
    }

    private static List<Formula> operandsOf(Operator operator, Formula p, Formula q) {
        List<Formula> operands = new ArrayList<>();
        for (Formula formula : List.of(p, q)) {
            Atom.Application application = formula.asApplication(operator);
            if (application == null) {
                operands.add(formula);
            } else {
                operands.addAll(application.operands());
            }
        }
        // Sorted before any is dropped: what is dropped then does not depend on the order of the arguments.
        operands.sort(null);
        return operands;
    }

    /** A sum that no operand exceeds, unless some part of one may have either sign. */
    private static Optional<Formula> sumOf(List<Formula> operands) {
        Formula sum = Formula.ZERO;
        for (Formula operand : operands) {
            Formula positive = operand.positiveTerms();
            if (!positive.isNonNegative()) {
                return Optional.empty();
            }
            sum = sum.plus(positive);
        }
        return Optional.of(sum);
    }

    /** Whether {@code p >= q} is plain for all values of the symbols; false says nothing. */
    static boolean dominates(Formula p, Formula q) {
        if (isTermwiseAtLeast(p, q)) {
            return true;
        }
        Atom.Application large = q.asApplication(Operator.MAX);
        if (large != null) {
            return large.operands().stream().allMatch(operand -> dominates(p, operand));
        }
        Atom.Application low = p.asApplication(Operator.MIN);
        if (low != null) {
            return low.operands().stream().allMatch(operand -> dominates(operand, q));
        }
        Atom.Application high = p.asApplication(Operator.MAX);
        if (high != null && high.operands().stream().anyMatch(operand -> dominates(operand, q))) {
            return true;
        }
        Atom.Application small = q.asApplication(Operator.MIN);
        return small != null && small.operands().stream().anyMatch(operand -> dominates(p, operand));
    }

    /** Whether {@code p - q} has only non-negative terms. */
    private static boolean isTermwiseAtLeast(Formula p, Formula q) {
        if (p == q) {
            return true;
        }
        int i = 0;
        int j = 0;
        while (i < p.length() || j < q.length()) {
            int order = i == p.length()
                    ? 1
                    : j == q.length()
                            ? -1
                            : p.term(i).monomial().compareTo(q.term(j).monomial());
            boolean fine;
            if (order < 0) {
                fine = p.term(i++).isNonNegative();
            } else if (order > 0) {
                fine = q.term(j++).isNonPositive();
            } else {
                fine = isAtLeast(p.term(i++), q.term(j++));
            }
            if (!fine) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAtLeast(Term p, Term q) {
        int order = p.coefficient().compareTo(q.coefficient());
        return order == 0 || order > 0 && p.monomial().isNonNegative();
    }
}
