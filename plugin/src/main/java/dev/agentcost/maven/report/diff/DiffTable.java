package dev.agentcost.maven.report.diff;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.maven.report.Markdown;
import dev.agentcost.rules.figure.Numbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The changes as a table in Markdown, for a comment on a pull request. */
final class DiffTable {

    private static final int MAX_FORMULA = 80;
    private static final String NOTHING = "-";

    private DiffTable() {}

    static String of(List<CostDiff.Row> rows) {
        StringBuilder text = new StringBuilder("""
                ### What one call costs

                | entry point | in | before | after | change |
                |---|---|---|---|---|
                """);
        String previous = "";
        for (CostDiff.Row row : rows) {
            String method = row.method().equals(previous) ? "" : Markdown.code(row.method());
            previous = row.method();
            text.append("| ")
                    .append(String.join(
                            " | ",
                            method,
                            Numbers.noun(row.dimension()),
                            cell(row.dimension(), row.before()),
                            cell(row.dimension(), row.after()),
                            change(row.before(), row.after())))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String cell(Dimension dimension, EntryCost.@Nullable Amount amount) {
        if (amount == null) {
            return NOTHING;
        }
        BigDecimal value = amount.value();
        String number = value == null ? "no number" : "**" + number(dimension, value) + "**";
        return number + " " + amount.growth() + "<br>" + Markdown.code(shortened(amount.formula()));
    }

    private static String number(Dimension dimension, BigDecimal value) {
        return switch (dimension) {
            case DOLLARS -> Numbers.withUnit(dimension, value);
            case LATENCY_MILLIS -> Numbers.grouped(value) + " ms";
            default -> Numbers.grouped(value);
        };
    }

    private static String change(EntryCost.@Nullable Amount before, EntryCost.@Nullable Amount after) {
        if (before == null) {
            return "new";
        }
        if (after == null) {
            return "gone";
        }
        BigDecimal from = before.value();
        BigDecimal to = after.value();
        if (from != null && to != null && from.signum() > 0) {
            return percent(from, to);
        }
        if (from != null && to == null) {
            return "lost its number";
        }
        if (from == null && to != null) {
            return "has a number";
        }
        return before.growth().equals(after.growth()) ? "another formula" : before.growth() + " to " + after.growth();
    }

    private static String percent(BigDecimal from, BigDecimal to) {
        BigDecimal percent = to.subtract(from).movePointRight(2).divide(from, 1, RoundingMode.HALF_EVEN);
        return (percent.signum() > 0 ? "+" : "") + Numbers.grouped(percent) + " %";
    }

    private static String shortened(String formula) {
        return formula.length() <= MAX_FORMULA ? formula : formula.substring(0, MAX_FORMULA) + "...";
    }
}
