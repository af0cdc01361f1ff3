package dev.agentcost.analyzer.bound;

import java.util.ArrayList;
import java.util.List;

/** A sum of variables with whole factors: how far a counter is from its limit, as far as the loop changes it. */
record Measure(List<Term> terms) {

    record Term(Variable variable, long factor) {}

    static Measure of(Variable variable) {
        return new Measure(List.of(new Term(variable, 1)));
    }

    Measure plus(Variable variable, long factor) {
        List<Term> sum = new ArrayList<>();
        long total = factor;
        for (Term term : terms) {
            if (term.variable().equals(variable)) {
                total += term.factor();
            } else {
                sum.add(term);
            }
        }
        if (total != 0) {
            sum.add(new Term(variable, total));
        }
        return new Measure(List.copyOf(sum));
    }

    boolean isSize() {
        return terms.stream().anyMatch(term -> term.variable().kind() == Variable.Kind.SIZE);
    }
}
