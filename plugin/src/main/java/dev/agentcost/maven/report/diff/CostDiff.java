package dev.agentcost.maven.report.diff;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.maven.report.input.InputException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What has changed between two results, by entry point. Entry points of one name, overloads, are compared in their order. */
public final class CostDiff {

    /** An entry point in one dimension; null where it costs nothing there, or was not or is no longer. */
    record Row(
            String method, Dimension dimension, EntryCost.@Nullable Amount before, EntryCost.@Nullable Amount after) {}

    private final List<Row> rows = new ArrayList<>();

    private CostDiff() {}

    /**
     * The table of the changes in Markdown, or empty where nothing has changed.
     *
     * @param before an {@code agentcost.json}
     * @param after another
     */
    public static Optional<String> markdown(Path before, Path after) throws InputException {
        CostDiff diff = new CostDiff();
        diff.compare(byMethod(ResultFile.read(before)), byMethod(ResultFile.read(after)));
        return diff.rows.isEmpty() ? Optional.empty() : Optional.of(DiffTable.of(diff.rows));
    }

    private static TreeMap<String, Deque<EntryCost>> byMethod(List<EntryCost> entryPoints) {
        TreeMap<String, Deque<EntryCost>> byMethod = new TreeMap<>();
        entryPoints.forEach(entry -> byMethod.computeIfAbsent(entry.method(), method -> new ArrayDeque<>())
                .add(entry));
        return byMethod;
    }

    private void compare(Map<String, Deque<EntryCost>> before, Map<String, Deque<EntryCost>> after) {
        TreeMap<String, Deque<EntryCost>> methods = new TreeMap<>(before);
        after.forEach(methods::putIfAbsent);
        for (String method : methods.keySet()) {
            Deque<EntryCost> old = before.getOrDefault(method, new ArrayDeque<>());
            Deque<EntryCost> now = after.getOrDefault(method, new ArrayDeque<>());
            while (!old.isEmpty() || !now.isEmpty()) {
                compare(method, amounts(old.poll()), amounts(now.poll()));
            }
        }
    }

    private static Map<Dimension, EntryCost.Amount> amounts(@Nullable EntryCost entry) {
        return entry == null ? new EnumMap<>(Dimension.class) : entry.amounts();
    }

    private void compare(
            String method, Map<Dimension, EntryCost.Amount> before, Map<Dimension, EntryCost.Amount> after) {
        for (Dimension dimension : Dimension.values()) {
            EntryCost.@Nullable Amount old = before.get(dimension);
            EntryCost.@Nullable Amount now = after.get(dimension);
            if (!Objects.equals(old, now)) {
                rows.add(new Row(method, dimension, old, now));
            }
        }
    }
}
