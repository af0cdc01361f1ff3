package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.result.Site;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.lever.CostCurves;
import dev.agentcost.rules.lever.SiteNames;
import java.math.BigDecimal;
import java.util.ArrayList;
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

    /** A change that leaves a dimension as it is has no curve there. */
    private List<RowView> rows(Dimension dimension) {
        List<RowView> rows = new ArrayList<>();
        for (CostCurves.Curve curve : curves.curves()) {
            if (curve.costs().containsKey(dimension)) {
                RowView row = row(dimension, curve);
                if (rows.isEmpty() || !row.values().equals(rows.get(0).values())) {
                    rows.add(row);
                }
            }
        }
        return rows;
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
