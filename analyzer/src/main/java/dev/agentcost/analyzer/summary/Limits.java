package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Values;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.result.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The numbers that settings are made with. */
final class Limits {

    /** Where nothing sets a limit. */
    static final Limit NOT_SET = new Limit(null, false, List.of());

    private static final Formula NO_LIMIT = Formula.of(Integer.MAX_VALUE);

    private final Values values;

    Limits(Values values) {
        this.values = values;
    }

    /**
     * What the makings of one setting say together.
     *
     * @param most the largest of the numbers, null where none is made with a number
     * @param none whether one of them takes the limit away
     */
    record Limit(@Nullable Formula most, boolean none, List<Step> derivation) {}

    /** The limit that the makings set on what the words name. */
    Limit of(List<Settings.Made> makings, String limited) {
        Formula most = null;
        boolean none = false;
        List<Step> derivation = new ArrayList<>();
        for (Settings.Made made : makings) {
            Optional<Formula> set = number(made);
            if (set.isEmpty()) {
                continue;
            }
            String where = made.call().target().name();
            if (isNoLimit(made, set.get())
                    || made.values().stream().anyMatch(value -> values.mayBeEndless(made.procedure(), value))) {
                none = true;
                derivation.add(new Step(
                        made.procedure().at(made.call().line()),
                        where + " takes the limit on the " + limited + " away"));
            } else {
                Formula number = set.get()
                        .minus(Formula.of(made.setting().less()))
                        .atLeastZero()
                        .ceilDividedBy(made.setting().divisor())
                        .atLeastZero()
                        .plus(Formula.of(made.setting().plus()));
                most = most == null ? number : most.max(number);
                derivation.add(new Step(
                        made.procedure().at(made.call().line()), where + " limits the " + limited + " to " + number));
            }
        }
        return new Limit(most, none, derivation);
    }

    /** The number that a setting is made with; a fixed {@code none} is more than any number. */
    private Optional<Formula> number(Settings.Made made) {
        if (made.fixed().equals("none")) {
            return Optional.of(NO_LIMIT);
        }
        if (made.fixed().matches("\\d{1,15}")) {
            return Optional.of(Formula.of(Long.parseLong(made.fixed())));
        }
        Optional<Formula> most = Optional.empty();
        for (Expression value : made.values()) {
            Optional<Formula> one = values.most(made.procedure(), value);
            most = most.isEmpty()
                    ? one
                    : one.isEmpty() ? most : Optional.of(most.get().max(one.get()));
        }
        return most;
    }

    /** A limit of {@code Integer.MAX_VALUE} or -1 limits nothing, nor does 0 where the library takes it for none. */
    private static boolean isNoLimit(Settings.Made made, Formula number) {
        return number.constantValue()
                .map(value -> value.compareTo(new BigDecimal(Integer.MAX_VALUE)) >= 0
                        || value.signum() < 0 && made.setting().zero().isEmpty()
                        || value.signum() <= 0 && made.setting().zero().equals("none"))
                .orElse(false);
    }

    /** Whether a number of 0 switches off what it limits, in every making of the setting. */
    boolean areOff(List<Settings.Made> makings) {
        return !makings.isEmpty()
                && makings.stream()
                        .allMatch(made -> made.setting().zero().equals("off")
                                && number(made)
                                        .flatMap(Formula::constantValue)
                                        .filter(value -> value.signum() <= 0)
                                        .isPresent());
    }
}
