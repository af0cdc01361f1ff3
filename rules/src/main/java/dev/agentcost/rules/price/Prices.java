package dev.agentcost.rules.price;

import dev.agentcost.analyzer.cost.ModelPrice;
import dev.agentcost.analyzer.cost.PriceList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The list of prices that comes with the program. Names are found in any spelling (see {@link ModelNames}), but a name that is
 * not in the list is unknown: no model is priced as another one. Prices are those of the standard tier without any discount; what
 * a provider charges for writing to a prompt cache is not in it.
 */
public final class Prices implements PriceList {

    /** What a call is priced as where neither the source nor the user names a model: a current one of the middle class. */
    public static final String DEFAULT_MODEL = "gpt-5.4";

    private static final String RESOURCE = "model-prices.csv";

    private final Map<String, PriceRow> byKey;
    private final Map<String, PriceRow> byUndatedKey;
    private final String assumedModel;

    private Prices(Map<String, PriceRow> byKey, Map<String, PriceRow> byUndatedKey, String assumedModel) {
        this.byKey = byKey;
        this.byUndatedKey = byUndatedKey;
        this.assumedModel = assumedModel;
    }

    /** The list of this release. */
    public static Prices load() {
        Map<String, PriceRow> byKey = new LinkedHashMap<>();
        for (PriceRow row : readRows()) {
            byKey.put(ModelNames.key(row.price().model()), row);
        }
        return new Prices(byKey, undated(byKey), DEFAULT_MODEL);
    }

    /** This list, with another model for calls whose model is not known. */
    public Prices assuming(String model) {
        return new Prices(byKey, byUndatedKey, model);
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

    /** A name without a date stands for the dated releases of it, as long as all of them charge the same. */
    private static Map<String, PriceRow> undated(Map<String, PriceRow> byKey) {
        Map<String, PriceRow> undated = new LinkedHashMap<>();
        Map<String, Boolean> agreed = new LinkedHashMap<>();
        byKey.forEach((key, row) -> {
            String name = ModelNames.undated(key);
            if (!name.equals(key)) {
                PriceRow other = undated.merge(name, row, (a, b) -> newer(a, b));
                agreed.merge(name, charge(other, row), Boolean::logicalAnd);
            }
        });
        undated.keySet().removeIf(name -> !agreed.getOrDefault(name, true));
        return undated;
    }

    private static PriceRow newer(PriceRow a, PriceRow b) {
        return Comparator.comparing((PriceRow row) -> row.price().model()).compare(a, b) >= 0 ? a : b;
    }

    private static boolean charge(PriceRow a, PriceRow b) {
        return a.price().inputDollars().compareTo(b.price().inputDollars()) == 0
                && a.price().outputDollars().compareTo(b.price().outputDollars()) == 0;
    }

    @Override
    public Optional<ModelPrice> find(String model) {
        return row(model).map(PriceRow::price);
    }

    @Override
    public String assumedModel() {
        return assumedModel;
    }

    /** The next cheaper model of the same family. */
    public Optional<ModelPrice> cheaper(String model) {
        return row(model).map(PriceRow::cheaper).filter(name -> !name.isEmpty()).flatMap(this::find);
    }

    /** What a model charges for long requests, where it charges more. */
    public Optional<LongContext> longContext(String model) {
        return row(model).flatMap(PriceRow::longContext);
    }

    /** The names in the list, in its order. */
    public List<String> models() {
        return byKey.values().stream().map(row -> row.price().model()).toList();
    }

    private Optional<PriceRow> row(String model) {
        for (String reading : ModelNames.readings(model)) {
            String key = ModelNames.key(reading);
            @Nullable PriceRow row = byKey.getOrDefault(key, byUndatedKey.get(key));
            if (row != null) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }
}
