package dev.agentcost.analyzer.cost;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Powers: multiplied out where that is short, computed where the number is, and symbolic else. */
final class Powers {
    /** Constant powers up to this many bits are computed; larger ones stay symbolic and have no value. */
    static final int MAX_BITS = 4096;

    /** A power with a larger constant exponent is not multiplied out. */
    private static final int MAX_EXPANDED_EXPONENT = 64;

    private Powers() {}

    /** {@code base ^ max(0, ceil(exponent))}. */
    static Formula of(Formula base, Formula exponent) {
        Optional<Fraction> steps = exponent.constant();
        if (steps.isPresent()) {
            return of(base, steps.get().ceiling().max(BigInteger.ZERO));
        }
        if (base.equals(Formula.ONE)) {
            return Formula.ONE;
        }
        Fraction offset = exponent.constantTerm();
        Formula rest = exponent.minus(Formula.of(offset));
        boolean splits = offset.signum() > 0 && offset.isWhole() && isShort(offset.numerator());
        return splits && rest.isNonNegative()
                ? of(base, offset.numerator()).times(symbolic(base, rest))
                : symbolic(base, exponent);
    }

    static Formula of(Formula base, BigInteger exponent) {
        Optional<Fraction> constant = base.constant();
        if (constant.isPresent()) {
            Fraction power = constant.get().powWithin(exponent, MAX_BITS);
            return power == null ? symbolic(base, exponent) : Formula.of(power);
        }
        return isShort(exponent) ? multipliedOut(base, exponent.intValueExact()) : symbolic(base, exponent);
    }

    private static boolean isShort(BigInteger exponent) {
        return exponent.compareTo(BigInteger.valueOf(MAX_EXPANDED_EXPONENT)) <= 0;
    }

    private static Formula multipliedOut(Formula base, int exponent) {
        if (exponent == 0) {
            return Formula.ONE;
        }
        if (exponent == 1) {
            return base;
        }
        Formula half = multipliedOut(base, exponent / 2);
        Formula square = half.times(half);
        return exponent % 2 == 0 ? square : square.times(base);
    }

    private static Formula symbolic(Formula base, BigInteger exponent) {
        return symbolic(base, Formula.of(Fraction.whole(exponent)));
    }

    private static Formula symbolic(Formula base, Formula exponent) {
        return Formula.of(new Atom.Application(Operator.POWER, List.of(base, exponent)));
    }

    /** How a symbolic power grows. */
    static Growth growth(Formula base, Formula exponent) {
        Optional<Fraction> steps = exponent.constant();
        if (steps.isPresent()) {
            return base.isConstant()
                    ? Growth.EXPONENTIAL
                    : base.growth().pow(saturated(steps.get().ceiling()));
        }
        Growth turns = exponent.growth();
        if (!base.growth().equals(Growth.CONSTANT)) {
            return Growth.EXPONENTIAL;
        }
        if (turns.equals(Growth.CONSTANT)) {
            return Growth.CONSTANT;
        }
        return logarithmicSteps(base, exponent).orElse(Growth.EXPONENTIAL);
    }

    /**
     * Divide and conquer is polynomial: {@code b ^ (c * log2(p))} is at most a constant times {@code p ^ (c * log2(b))}.
     */
    private static Optional<Growth> logarithmicSteps(Formula base, Formula exponent) {
        if (!base.isConstant()) {
            return Optional.empty();
        }
        int baseDegree = Operator.log2(base.constantTerm());
        Growth growth = Growth.CONSTANT;
        for (int i = 0; i < exponent.length(); i++) {
            Term term = exponent.term(i);
            if (term.isNonPositive() || term.monomial().growth().equals(Growth.CONSTANT)) {
                continue;
            }
            Atom.Application logarithm =
                    term.times(term.coefficient().reciprocal()).asApplication(Operator.LOG2);
            if (logarithm == null) {
                return Optional.empty();
            }
            BigInteger degree =
                    term.coefficient().times(Fraction.of(baseDegree)).ceiling();
            growth = growth.times(logarithm.operands().get(0).growth().pow(saturated(degree)));
        }
        return Optional.of(growth);
    }

    private static int saturated(BigInteger value) {
        return value.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValue();
    }
}
