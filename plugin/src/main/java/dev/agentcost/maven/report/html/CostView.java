package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.maven.report.Aliases;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.figure.CostFigures;
import dev.agentcost.rules.figure.Figure;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.figure.Rounding;
import dev.agentcost.rules.lever.Levers;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A cost vector as a page shows it: every dimension with its number, its growth and its formula. */
final class CostView {

    /** Longer formulas are cut: nobody reads them, and the JSON file has them whole. */
    private static final int MAX_FORMULA = 300;

    /**
     * One dimension.
     *
     * @param number the bound, or that there is none
     * @param exact the number to its last digit, "" where there is none
     * @param assumed what it would be at the number of turns that levers assume, "" where there is a limit
     * @param order what to sort by
     */
    record Row(
            Dimension dimension,
            String name,
            String number,
            String exact,
            String assumed,
            String growth,
            String formula,
            boolean unbounded,
            String order) {

        /** The key in reports. */
        String key() {
            return dimension.key();
        }
    }

    private final CostFigures figures;
    private final Assumptions numbers;
    private final Aliases aliases;
    private final Map<Dimension, Row> rows = new EnumMap<>(Dimension.class);

    /**
     * @param first the formula whose symbols are named first
     * @param numbers to evaluate formulas with
     */
    CostView(CostFigures figures, String first, Assumptions numbers) {
        this.figures = figures;
        this.numbers = numbers.withUnboundedTurns(Levers.ASSUMED_TURNS);
        this.aliases = new Aliases(first, formulas(figures));
    }

    private static List<Formula> formulas(CostFigures figures) {
        return figures.figures().values().stream()
                .map(Figure::formula)
                .filter(formula -> !formula.isZero())
                .toList();
    }

    boolean isEmpty() {
        return figures.figures().isEmpty();
    }

    boolean isUnbounded() {
        return figures.isUnbounded();
    }

    /** How many turns are assumed for what has no limit. */
    static String assumedTurns() {
        return Numbers.grouped(Levers.ASSUMED_TURNS);
    }

    /** All six, in their order; none where no cost is meant. */
    List<Row> rows() {
        return isEmpty()
                ? List.of()
                : Arrays.stream(Dimension.values()).map(this::row).toList();
    }

    Row row(Dimension dimension) {
        return rows.computeIfAbsent(dimension, this::made);
    }

    private Row made(Dimension dimension) {
        Figure figure = figures.get(dimension);
        Optional<BigDecimal> assumed = numbers.value(figure.formula()).map(value -> Rounding.up(dimension, value));
        return new Row(
                dimension,
                name(dimension),
                figure.number()
                        .map(value -> Texts.amount(dimension, value))
                        .orElse(figure.isUnbounded() ? "no limit" : "unknown"),
                figure.number().map(value -> Texts.exact(dimension, value)).orElse(""),
                figure.number().isPresent()
                        ? ""
                        : assumed.map(value -> Texts.amount(dimension, value)).orElse(""),
                Texts.growth(figure.growth()),
                formula(figure.formula().toString()),
                figure.isUnbounded(),
                assumed.orElse(BigDecimal.ZERO).toPlainString());
    }

    /** A formula of the same cost, with the same letters. */
    String formula(String formula) {
        String text = Texts.formula(aliases.in(formula));
        return text.length() <= MAX_FORMULA ? text : text.substring(0, MAX_FORMULA) + "\u2026";
    }

    /** What the letters in the formulas stand for; "" where there are none. */
    String legend() {
        return aliases.legend();
    }

    /** The highest growth of all dimensions, other than that there is no limit. */
    String growth() {
        return figures.figures().values().stream()
                .map(Figure::growth)
                .max(Comparable::compareTo)
                .map(Texts::growth)
                .orElse("");
    }

    static String name(Dimension dimension) {
        String noun = dimension == Dimension.LATENCY_MILLIS ? "latency" : Numbers.noun(dimension);
        return noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1);
    }
}
