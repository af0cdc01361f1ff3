package dev.agentcost.rules.price;

import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.cost.PriceList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The list of prices that comes with the program, below those of the user's own files. Names are found in any spelling (see {@link
 * ModelNames}), but a name that is not in a list is unknown: no model is priced as another one. Prices are those of the standard tier
 * without any discount: that a provider's cache may answer for a prefix lowers no bound.
 */
public final class Prices implements PriceList {

    /** What a call is priced as where neither the source nor the user names a model: a current one of the middle class. */
    public static final String DEFAULT_MODEL = "gpt-5.4";

    private static final String RESOURCE = "model-prices.csv";

    private final PriceTable own;
    private final PriceTable bundled;
    private final String assumedModel;

    private Prices(PriceTable own, PriceTable bundled, String assumedModel) {
        this.own = own;
        this.bundled = bundled;
        this.assumedModel = assumedModel;
    }

    /** The list of this release. */
    public static Prices load() {
        return Loaded.PRICES;
    }

    /** This list, with another model for calls whose model is not known. */
    public Prices assuming(String model) {
        return new Prices(own, bundled, model);
    }

    /**
     * This list, with those of the user's file above it: in the columns of the list that comes with the program, or in the JSON of
     * LiteLLM or models.dev.
     *
     * @param shown how messages name the file
     * @throws PriceFileException where the file cannot be read as one of them
     */
    public Prices with(Path file, String shown) throws PriceFileException {
        List<PriceRow> rows = new ArrayList<>(own.rows());
        rows.addAll(PriceFile.read(file, shown, this));
        return new Prices(new PriceTable(rows), bundled, assumedModel);
    }

    private static List<PriceRow> readRows() {
        try (InputStream stream = Prices.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            List<String> lines =
                    reader.lines().filter(line -> !line.startsWith("#")).toList();
            if (!lines.get(0).equals(PriceRow.HEADER)) {
                throw new IllegalStateException(RESOURCE + " has other columns than expected: " + lines.get(0));
            }
            return lines.stream().skip(1).map(PriceRow::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<ModelPrice> find(String model) {
        return row(model).map(PriceRow::price);
    }

    @Override
    public String assumedModel() {
        return assumedModel;
    }

    /** The next cheaper model of the same family, as the list of this release knows it where the user's own does not say. */
    public Optional<ModelPrice> cheaper(String model) {
        Optional<ModelPrice> price = find(model);
        return row(model)
                .map(PriceRow::cheaper)
                .filter(Predicate.not(String::isEmpty))
                .or(() -> bundledRow(model).map(PriceRow::cheaper).filter(Predicate.not(String::isEmpty)))
                .flatMap(this::find)
                .filter(other -> price.isPresent() && chargesNoMore(other, price.get()));
    }

    private static boolean chargesNoMore(ModelPrice other, ModelPrice price) {
        return other.inputDollars().compareTo(price.inputDollars()) <= 0
                && other.outputDollars().compareTo(price.outputDollars()) <= 0;
    }

    /** What a model charges for a prefix that it has seen before, where that is listed. */
    public Optional<CachePrice> cache(String model) {
        return row(model).flatMap(PriceRow::cache);
    }

    /** What a model charges for long requests, where it charges more. */
    public Optional<LongContext> longContext(String model) {
        return row(model).flatMap(PriceRow::longContext);
    }

    /** The names in the lists, in their order, the user's first. */
    public List<String> models() {
        return Stream.concat(own.rows().stream(), bundled.rows().stream())
                .map(row -> row.price().model())
                .distinct()
                .toList();
    }

    private Optional<PriceRow> row(String model) {
        return keys(model)
                .map(key -> own.find(key).or(() -> bundled.find(key)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<PriceRow> bundledRow(String model) {
        return keys(model).map(bundled::find).flatMap(Optional::stream).findFirst();
    }

    private static Stream<String> keys(String model) {
        return ModelNames.readings(model).stream().map(ModelNames::key);
    }

    /** Read by the first use. */
    private static final class Loaded {
        static final Prices PRICES = new Prices(new PriceTable(List.of()), new PriceTable(readRows()), DEFAULT_MODEL);
    }
}
