package dev.agentcost.maven.report.html;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.rules.figure.Numbers;
import dev.agentcost.rules.finding.Lever;
import dev.agentcost.rules.lever.Levers;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A change and what it saves.
 *
 * @param place where to make it, "" where the change says so itself or is none of the source
 * @param percent of the dollars, or of the tokens where there are none
 * @param before and
 * @param after what is saved of: {@code $10.36}, {@code 120,000 tokens}
 */
record LeverView(String change, String place, String percent, String before, String after) {

    static LeverView of(Lever lever) {
        return new LeverView(
                lever.change(),
                place(lever),
                lever.percent().toPlainString(),
                amount(lever, Side.BEFORE),
                amount(lever, Side.AFTER));
    }

    /** The notes on turns that are assumed for what has no limit, and on what saves more, "" where there is nothing to say. */
    static String notes(List<Lever> levers) {
        Stream<String> compared = levers.stream()
                .map(Lever::assumedTurns)
                .filter(turns -> turns != null)
                .limit(1)
                .map(turns -> "compared at " + Numbers.grouped(turns) + " turns where nothing limits them");
        return Stream.concat(compared, Levers.structureFirst(levers).stream()).collect(Collectors.joining("; "));
    }

    private enum Side {
        BEFORE,
        AFTER
    }

    private static String place(Lever lever) {
        SourceLocation where = lever.where();
        return where == null || lever.change().contains(where.toString()) ? "" : where.toString();
    }

    private static String amount(Lever lever, Side side) {
        BigDecimal dollars = value(lever, side, Dimension.DOLLARS);
        if (dollars.signum() > 0 || value(lever, Side.BEFORE, Dimension.DOLLARS).signum() > 0) {
            return Texts.amount(Dimension.DOLLARS, dollars);
        }
        BigDecimal tokens = value(lever, side, Dimension.INPUT_TOKENS).add(value(lever, side, Dimension.OUTPUT_TOKENS));
        return Texts.amount(Dimension.INPUT_TOKENS, tokens) + " tokens";
    }

    private static BigDecimal value(Lever lever, Side side, Dimension dimension) {
        return (side == Side.BEFORE ? lever.before() : lever.after()).getOrDefault(dimension, BigDecimal.ZERO);
    }
}
