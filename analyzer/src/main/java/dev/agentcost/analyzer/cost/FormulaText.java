package dev.agentcost.analyzer.cost;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a formula in its one canonical form, such as {@code 250 * turns^2 + 750 * turns}. */
final class FormulaText {
    private FormulaText() {}

    static String of(Formula formula) {
        if (formula.isZero()) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < formula.length(); i++) {
            Term term = formula.term(i);
            boolean negative = term.coefficient().signum() < 0;
            if (i > 0) {
                text.append(negative ? " - " : " + ");
            } else if (negative) {
                text.append('-');
            }
            append(text, negative ? term.coefficient().negate() : term.coefficient(), term.monomial());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Fraction coefficient, Monomial monomial) {
        if (monomial.isOne()) {
            text.append(coefficient);
            return;
        }
        if (!coefficient.isOne()) {
            // The half of n(n-1)/2 reads better as a fraction than as money.
            text.append(coefficient.equals(Fraction.HALF) ? "1/2" : coefficient).append(" * ");
        }
        for (int i = 0; i < monomial.factors(); i++) {
            text.append(i == 0 ? "" : " * ").append(factor(monomial.atom(i), monomial.exponent(i)));
        }
    }

    private static String factor(Atom atom, int exponent) {
        String text = of(atom);
        if (exponent == 1) {
            return text;
        }
        boolean power = atom instanceof Atom.Application application && application.operator() == Operator.POWER;
        return (power ? "(" + text + ")" : text) + "^" + exponent;
    }

    private static String of(Atom atom) {
        if (atom instanceof Atom.Application application) {
            return of(application.operator(), application.operands());
        }
        String name = ((Atom.Variable) atom).symbol().name();
        return name.isEmpty() || name.chars().anyMatch(FormulaText::separates) ? "[" + name + "]" : name;
    }

    private static String of(Operator operator, List<Formula> operands) {
        return switch (operator) {
            case POWER -> inBrackets(operands.get(0)) + "^" + inBrackets(operands.get(1));
            case SUM -> "(" + operands.get(0) + ")";
            case MAX -> call("max", operands);
            case MIN -> call("min", operands);
            case CEIL -> call("ceil", operands);
            case LOG2 -> call("log2", operands);
        };
    }

    private static String call(String name, List<Formula> operands) {
        return operands.stream().map(Formula::toString).collect(Collectors.joining(", ", name + "(", ")"));
    }

    private static String inBrackets(Formula formula) {
        String text = formula.toString();
        return formula.isAtomic() ? text : "(" + text + ")";
    }

    private static boolean separates(int character) {
        return Character.isWhitespace(character) || "+-*/^,".indexOf(character) >= 0;
    }
}
