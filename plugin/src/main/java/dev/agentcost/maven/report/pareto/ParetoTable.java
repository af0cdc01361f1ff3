package dev.agentcost.maven.report.pareto;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.maven.report.Markdown;
import dev.agentcost.rules.figure.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code pareto.md}: the variants and their frontiers as a table. */
public final class ParetoTable {

    private static final int PERCENT_DIGITS = 2;

    private ParetoTable() {}

    /** The table with its reading and, below it, what is dominated everywhere. */
    public static String of(Frontiers frontiers) {
        StringBuilder text = new StringBuilder("### Success against the most that one call costs\n\n");
        List<String> header = new ArrayList<>(List.of("variant", "success"));
        Arrays.stream(Dimension.values()).map(Numbers::noun).forEach(header::add);
        text.append(row(header)).append("|---".repeat(header.size())).append("|\n");
        for (Frontiers.Point point : frontiers.points()) {
            List<String> cells =
                    new ArrayList<>(List.of(name(point), percent(point.variant().success())));
            for (Dimension dimension : Dimension.values()) {
                cells.add(cell(frontiers, point, dimension));
            }
            text.append(row(cells));
        }
        text.append(
                "\nBold: on the frontier of that cost. In brackets: what dominates it, that is, succeeds at least as"
                        + " often for at most the cost.\n");
        List<Frontiers.Point> none = frontiers.onNone();
        if (!none.isEmpty()) {
            text.append("\nDominated in every dimension: ").append(names(none)).append(".\n");
        }
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String cell(Frontiers frontiers, Frontiers.Point point, Dimension dimension) {
        String amount = amount(dimension, point.bound(dimension));
        if (frontiers.isOnFrontier(point, dimension)) {
            return "**" + amount + "**";
        }
        List<Frontiers.Point> dominating = frontiers.dominating(point, dimension);
        return dominating.isEmpty() ? amount : amount + " (" + names(dominating) + ")";
    }

    private static String names(List<Frontiers.Point> points) {
        return points.stream().map(ParetoTable::name).collect(Collectors.joining(", "));
    }

    private static String name(Frontiers.Point point) {
        return Markdown.code(point.variant().name());
    }

    /** {@code 72.5 %}. */
    public static String percent(BigDecimal rate) {
        BigDecimal percent = rate.movePointRight(PERCENT_DIGITS).stripTrailingZeros();
        return Numbers.grouped(percent.scale() < 0 ? percent.setScale(0) : percent) + " %";
    }

    /** The amount without its noun. */
    public static String amount(Dimension dimension, Bound bound) {
        BigDecimal number = bound.number();
        if (number == null) {
            return bound.limited() ? "no price" : "no limit";
        }
        return dimension == Dimension.DOLLARS ? Numbers.withUnit(dimension, number) : Numbers.grouped(number);
    }
}
