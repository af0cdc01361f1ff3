package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.maven.report.pareto.Bound;
import dev.agentcost.maven.report.pareto.Frontiers;
import dev.agentcost.maven.report.pareto.ParetoPlot;
import dev.agentcost.maven.report.pareto.ParetoTable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Variants of an agent with their success rates: a table of what they cost and which are worth it, and a plot for each dimension. */
final class VariantsView {

    /** Sorts below every number. */
    private static final String NO_PRICE = "-1";

    /** As scripts read a number that is above every other. */
    private static final String NO_LIMIT = "Infinity";

    private final Frontiers frontiers;

    VariantsView(Frontiers frontiers) {
        this.frontiers = frontiers;
    }

    /**
     * One variant.
     *
     * @param order the success rate, to sort by
     */
    record Row(String name, String success, String order, List<Cell> cells) {}

    /**
     * What a variant costs in one dimension.
     *
     * @param exact the amount to its last digit
     * @param onFrontier whether no other variant dominates it
     * @param beatenBy the names of those on the frontier that do, "" where none does
     * @param order what to sort by
     */
    record Cell(String name, String amount, String exact, boolean onFrontier, String beatenBy, String order) {}

    /** The most successful first. */
    List<Row> rows() {
        return frontiers.points().stream().map(this::row).toList();
    }

    private Row row(Frontiers.Point point) {
        BigDecimal success = point.variant().success();
        return new Row(
                point.variant().name(),
                ParetoTable.percent(success),
                success.toPlainString(),
                Arrays.stream(Dimension.values())
                        .map(dimension -> cell(point, dimension))
                        .toList());
    }

    private Cell cell(Frontiers.Point point, Dimension dimension) {
        Bound bound = point.bound(dimension);
        BigDecimal number = bound.number();
        String exact = ParetoTable.amount(dimension, bound);
        return new Cell(
                CostView.name(dimension),
                number == null ? exact : Texts.amount(dimension, number),
                number == null ? "" : Texts.exact(dimension, number),
                frontiers.isOnFrontier(point, dimension),
                frontiers.dominating(point, dimension).stream()
                        .map(other -> other.variant().name())
                        .collect(Collectors.joining(", ")),
                order(bound));
    }

    private static String order(Bound bound) {
        BigDecimal number = bound.number();
        if (number == null) {
            return bound.limited() ? NO_PRICE : NO_LIMIT;
        }
        return number.toPlainString();
    }

    /** A picture for each dimension, as an element of the page. */
    List<String> panels() {
        return Arrays.stream(Dimension.values())
                .map(dimension -> ParetoPlot.panel(
                        frontiers,
                        dimension,
                        "Success against " + CostView.name(dimension) + "; the table says the same"))
                .toList();
    }
}
