package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.lever.CostCurves;
import dev.agentcost.rules.lever.SiteNames;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Curves of cost against turns, as tables that can be read and from which the page draws charts. */
final class CurvesView {

    /** A row for each curve; all have a value for each number of turns. */
    record Table(Dimension dimension, List<RowView> rows) {

        String name() {
            return CostView.name(dimension);
        }

        String key() {
            return dimension.key();
        }
    }

    /**
     * One curve.
     *
     * @param name what changes, or {@code today}
     * @param values plain numbers, separated by blanks
     * @param last the cost at the most turns
     */
    record RowView(String name, String values, String last) {}

    private final CostCurves curves;

    CurvesView(CostCurves curves) {
        this.curves = curves;
    }

    /** One for each dimension that costs. */
    List<Table> tables() {
        return Arrays.stream(Dimension.values())
                .map(dimension -> new Table(dimension, rows(dimension)))
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    private List<RowView> rows(Dimension dimension) {
        return curves.curves().stream()
                .filter(curve -> curve.costs().containsKey(dimension))
                .map(curve -> row(dimension, curve))
                .toList();
    }

    private static RowView row(Dimension dimension, CostCurves.Curve curve) {
        List<BigDecimal> values = curve.costs().getOrDefault(dimension, List.of());
        return new RowView(
                curve.change().isEmpty() ? "today" : curve.change(),
                values.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(" ")),
                Texts.amount(dimension, values.get(values.size() - 1)));
    }

    /** Plain numbers, separated by blanks. */
    String turns() {
        return curves.turns().stream().map(BigDecimal::toPlainString).collect(Collectors.joining(" "));
    }

    /** The most turns. */
    String most() {
        return Numbers.grouped(curves.turns().get(curves.turns().size() - 1));
    }

    /** What the turns are of: {@code the loop at Agent.java:12}. */
    String of() {
        Site site = curves.site();
        return site == null ? "" : "the " + SiteNames.noun(site.kind()) + " at " + site.location();
    }
}
