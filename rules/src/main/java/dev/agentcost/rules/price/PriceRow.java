package dev.agentcost.rules.price;

import dev.agentcost.analyzer.cost.ModelPrice;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A line of the list.
 *
 * @param cheaper next cheaper model of the same family, "" where there is none
 */
record PriceRow(ModelPrice price, Optional<CachePrice> cache, Optional<LongContext> longContext, String cheaper) {

    /** What the header line must say, so that a list in another order is not read as this one. */
    static final String HEADER = "provider,model,inputDollars,outputDollars,cachedReadDollars,cacheWriteDollars,"
            + "longContextTokens,longContextInputDollars,longContextOutputDollars,contextWindow,maxOutput,cheaper,source,note";

    private static final String[] COLUMNS = HEADER.split(",");

    static PriceRow parse(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS.length) {
            throw new IllegalArgumentException("the line has " + cells.length + " columns; write the " + COLUMNS.length
                    + " columns " + HEADER + ", empty where there is nothing to say");
        }
        if (cells[1].isBlank()) {
            throw new IllegalArgumentException("the line names no model; write its name in the second column");
        }
        ModelPrice price = new ModelPrice(
                cells[1].strip(),
                cells[0].strip(),
                dollars(2, cells),
                dollars(3, cells),
                tokens(9, cells),
                tokens(10, cells));
        Optional<CachePrice> cache = cells[4].isBlank()
                ? Optional.empty()
                : Optional.of(new CachePrice(
                        dollars(4, cells), cells[5].isBlank() ? price.inputDollars() : dollars(5, cells)));
        OptionalLong threshold = tokens(6, cells);
        Optional<LongContext> longContext = threshold.isEmpty()
                ? Optional.empty()
                : Optional.of(new LongContext(threshold.getAsLong(), dollars(7, cells), dollars(8, cells)));
        return new PriceRow(price, cache, longContext, cells[11].strip());
    }

    private static BigDecimal dollars(int column, String[] cells) {
        return PriceNumbers.perMillion(COLUMNS[column], cells[column].strip());
    }

    private static OptionalLong tokens(int column, String[] cells) {
        return PriceNumbers.tokens(COLUMNS[column], cells[column].strip());
    }

    /** The same price under another name. */
    PriceRow named(String model) {
        ModelPrice named = new ModelPrice(
                model,
                price.provider(),
                price.inputDollars(),
                price.outputDollars(),
                price.contextWindow(),
                price.maxOutput());
        return new PriceRow(named, cache, longContext, cheaper);
    }

    /** Whether the ordinary prices are equal. */
    boolean chargesAs(PriceRow other) {
        return price.inputDollars().compareTo(other.price.inputDollars()) == 0
                && price.outputDollars().compareTo(other.price.outputDollars()) == 0;
    }
}
