package dev.agentcost.rules.price;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows by the key of their model's name. */
final class PriceTable {

    private final Map<String, PriceRow> byKey = new LinkedHashMap<>();
    private final Map<String, PriceRow> byUndatedKey;

    /** Of two rows with one key, the later one holds. */
    PriceTable(List<PriceRow> rows) {
        for (PriceRow row : rows) {
            byKey.put(ModelNames.key(row.price().model()), row);
        }
        byUndatedKey = undated(byKey);
    }

    Collection<PriceRow> rows() {
        return byKey.values();
    }

    Optional<PriceRow> find(String key) {
        @Nullable PriceRow row = byKey.getOrDefault(key, byUndatedKey.get(key));
        return Optional.ofNullable(row);
    }

    /** A name without a date stands for the dated releases of it, as long as all of them charge the same. */
    private static Map<String, PriceRow> undated(Map<String, PriceRow> byKey) {
        Map<String, PriceRow> undated = new LinkedHashMap<>();
        Map<String, Boolean> agreed = new LinkedHashMap<>();
        byKey.forEach((key, row) -> {
            String name = ModelNames.undated(key);
            if (!name.equals(key)) {
                PriceRow other = undated.merge(name, row, (a, b) -> newer(a, b));
                agreed.merge(name, other.chargesAs(row), Boolean::logicalAnd);
            }
        });
        undated.keySet().removeIf(name -> !agreed.getOrDefault(name, true));
        return undated;
    }

    private static PriceRow newer(PriceRow a, PriceRow b) {
        return Comparator.comparing((PriceRow row) -> row.price().model()).compare(a, b) >= 0 ? a : b;
    }
}
