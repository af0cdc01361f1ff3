package dev.agentcost.analyzer.cost;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The operators that stay unexpanded inside a formula. All are monotone in every operand, powers from base 1 on. */
enum Operator {
    /** {@code base ^ exponent}: two operands. A fraction of a step counts as a step, fewer than no steps as none. */
    POWER {
        @Override
        boolean isNonNegative(List<Formula> operands) {
            return operands.get(0).isNonNegative();
        }

        @Override
        boolean isWhole(List<Formula> operands) {
            return operands.get(0).isWhole();
        }

        @Override
        boolean isMonotone(List<Formula> operands) {
            return Extremes.dominates(operands.get(0), Formula.ONE);
        }

        @Override
        Growth growth(List<Formula> operands) {
            return Powers.growth(operands.get(0), operands.get(1));
        }

        @Override
        Formula apply(List<Formula> operands) {
            return Powers.of(operands.get(0), operands.get(1));
        }

        @Override
        Optional<Fraction> evaluate(List<Optional<Fraction>> operands, boolean upper) {
            return operands.get(0)
                    .flatMap(base -> operands.get(1)
                            .flatMap(exponent -> Optional.ofNullable(
                                    base.powWithin(exponent.ceiling().max(BigInteger.ZERO), Powers.MAX_BITS))));
        }
    },
    MAX {
        @Override
        boolean isNonNegative(List<Formula> operands) {
            return operands.stream().anyMatch(Formula::isNonNegative);
        }

        @Override
        Growth growth(List<Formula> operands) {
            return largestGrowth(operands);
        }

        @Override
        Formula apply(List<Formula> operands) {
            return operands.stream().reduce(Formula::max).orElseThrow();
        }

        @Override
        Optional<Fraction> evaluate(List<Optional<Fraction>> operands, boolean upper) {
            return operands.stream()
                    .reduce((p, q) -> p.flatMap(x -> q.map(y -> x.compareTo(y) >= 0 ? x : y)))
                    .orElseThrow();
        }
    },
    MIN {
        @Override
        boolean isUnbounded(List<Formula> operands) {
            return operands.stream().allMatch(Formula::isUnbounded);
        }

        @Override
        Growth growth(List<Formula> operands) {
            return operands.stream().map(Formula::growth).reduce(Growth::min).orElseThrow();
        }

        @Override
        Formula apply(List<Formula> operands) {
            return operands.stream().reduce(Formula::min).orElseThrow();
        }

        @Override
        Optional<Fraction> evaluate(List<Optional<Fraction>> operands, boolean upper) {
            if (!upper && operands.stream().anyMatch(Optional::isEmpty)) {
                return Optional.empty();
            }
            return operands.stream().flatMap(Optional::stream).min(Fraction::compareTo);
        }
    },
    /** The least whole number that is not below the operand. */
    CEIL {
        @Override
        boolean isWhole(List<Formula> operands) {
            return true;
        }

        @Override
        Growth growth(List<Formula> operands) {
            return largestGrowth(operands);
        }

        @Override
        Formula apply(List<Formula> operands) {
            return operands.get(0).ceilDividedBy(1);
        }

        @Override
        Optional<Fraction> evaluate(List<Optional<Fraction>> operands, boolean upper) {
            return operands.get(0).map(value -> Fraction.whole(value.ceiling()));
        }
    },
    /** {@code ceil(log2(max(1, p)))}. */
    LOG2 {
        @Override
        boolean isNonNegative(List<Formula> operands) {
            return true;
        }

        @Override
        boolean isWhole(List<Formula> operands) {
            return true;
        }

        @Override
        Growth growth(List<Formula> operands) {
            Growth operand = largestGrowth(operands);
            boolean polynomial = operand.degree() > 0 || operand.logDegree() > 0;
            return polynomial ? Growth.LOGARITHMIC : operand;
        }

        @Override
        Formula apply(List<Formula> operands) {
            return operands.get(0).log2();
        }

        @Override
        Optional<Fraction> evaluate(List<Optional<Fraction>> operands, boolean upper) {
            return operands.get(0).map(value -> Fraction.of(log2(value)));
        }
    },
    /** One operand, as it is: a sum that would become too long if it were multiplied out. */
    SUM {
        @Override
        Growth growth(List<Formula> operands) {
            return largestGrowth(operands);
        }

        @Override
        Formula apply(List<Formula> operands) {
            return operands.get(0);
        }

        @Override
        Optional<Fraction> evaluate(List<Optional<Fraction>> operands, boolean upper) {
            return operands.get(0);
        }
    };

    /** The operator applied anew, simplified as far as its operands allow. */
    abstract Formula apply(List<Formula> operands);

    /** The value for these values of the operands, where empty is a missing number. */
    abstract Optional<Fraction> evaluate(List<Optional<Fraction>> operands, boolean upper);

    abstract Growth growth(List<Formula> operands);

    boolean isNonNegative(List<Formula> operands) {
        return operands.stream().allMatch(Formula::isNonNegative);
    }

    boolean isWhole(List<Formula> operands) {
        return operands.stream().allMatch(Formula::isWhole);
    }

    boolean isUnbounded(List<Formula> operands) {
        return operands.stream().anyMatch(Formula::isUnbounded);
    }

    /** Whether larger operands never give a smaller result. */
    boolean isMonotone(List<Formula> operands) {
        return true;
    }

    static int log2(Fraction value) {
        BigInteger whole = value.ceiling();
        return whole.signum() <= 0 ? 0 : whole.subtract(BigInteger.ONE).bitLength();
    }

    static int size(List<Formula> operands) {
        long size = 0;
        for (Formula operand : operands) {
            size += operand.size();
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    private static Growth largestGrowth(List<Formula> operands) {
        return operands.stream().map(Formula::growth).reduce(Growth::max).orElseThrow();
    }
}
