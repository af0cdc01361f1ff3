package dev.agentcost.rules.price;

import dev.agentcost.analyzer.cost.ModelPrice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A line of the list.
 *
 * @param cheaper next cheaper model of the same family, "" where there is none
 */
record PriceRow(ModelPrice price, Optional<LongContext> longContext, String cheaper) {

    /** What the header line must say, so that a list in another order is not read as this one. */
    static final String HEADER = "provider,model,inputDollars,outputDollars,longContextTokens,longContextInputDollars,"
            + "longContextOutputDollars,contextWindow,maxOutput,cheaper,source,note";

    private static final int COLUMNS = HEADER.split(",").length;

    /** The list is in dollars for a million tokens, as providers print them. */
    private static final int MILLION_DIGITS = 6;

    static PriceRow parse(String line) {
        List<String> cells = List.of(line.split(",", -1));
        if (cells.size() != COLUMNS) {
            throw new IllegalArgumentException("a line of prices has " + COLUMNS + " columns: " + line);
        }
        ModelPrice price = new ModelPrice(
                cells.get(1),
                cells.get(0),
                perToken(cells.get(2)),
                perToken(cells.get(3)),
                whole(cells.get(7)),
                whole(cells.get(8)));
        Optional<LongContext> longContext = whole(cells.get(4)).isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new LongContext(Long.parseLong(cells.get(4)), perToken(cells.get(5)), perToken(cells.get(6))));
        return new PriceRow(price, longContext, cells.get(9));
    }

    private static BigDecimal perToken(String cell) {
        return new BigDecimal(cell).movePointLeft(MILLION_DIGITS).stripTrailingZeros();
    }

    private static OptionalLong whole(String cell) {
        return cell.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(cell));
    }
}
