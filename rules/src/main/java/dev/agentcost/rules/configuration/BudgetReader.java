package dev.agentcost.rules.configuration;

import dev.agentcost.analyzer.cost.Dimension;
import dev.agentcost.analyzer.cost.Growth;
import dev.agentcost.rules.budget.Budget;
import dev.agentcost.rules.budget.EntryPointPattern;
import dev.agentcost.rules.budget.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a budget of what the user wrote, and a list of what is wrong with it. */
final class BudgetReader {

    static final String ENTRY_POINT = "entryPoint";
    static final String GROWTH = "growth";
    static final String LATENCY = "latency";
    static final List<String> KEYS = keys();

    /** Lifts the limit that a less specific budget sets. */
    private static final String UNLIMITED = "unlimited";

    private final List<String> problems;
    private final Map<Integer, Limit> limits = new TreeMap<>();

    BudgetReader(List<String> problems) {
        this.problems = problems;
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(ENTRY_POINT));
        for (Dimension dimension : Dimension.values()) {
            keys.add(dimension.key());
        }
        keys.add(LATENCY);
        keys.add(GROWTH);
        return List.copyOf(keys);
    }

    /** The budget, or empty where something is wrong with it. */
    Optional<Budget> read(Map<String, Setting> settings, String origin) {
        int before = problems.size();
        settings.forEach(this::readLimit);
        @Nullable EntryPointPattern pattern = pattern(settings.get(ENTRY_POINT), origin);
        if (settings.containsKey(LATENCY) && settings.containsKey(Dimension.LATENCY_MILLIS.key())) {
            problems.add(origin + ": the budget has both latency and latencyMillis; keep one of them");
        }
        if (settings.size() <= 1 && problems.size() == before) {
            problems.add(origin + ": the budget limits nothing; add a limit such as modelCalls: 20 or dollars: 0.50");
        }
        return pattern == null || problems.size() > before
                ? Optional.empty()
                : Optional.of(new Budget(pattern, List.copyOf(limits.values()), origin));
    }

    private @Nullable EntryPointPattern pattern(@Nullable Setting setting, String origin) {
        if (setting == null) {
            problems.add(origin + ": the budget has no entryPoint; write entryPoint: com.acme.Agent#chat,"
                    + " or '*' for every one");
            return null;
        }
        return attempt(setting, () -> EntryPointPattern.parse(setting.text()));
    }

    private void readLimit(String key, Setting setting) {
        if (!KEYS.contains(key)) {
            problems.add(setting.problem("'" + key + "' is not a key of a budget; " + Suggestion.of(key, KEYS)));
        } else if (!key.equals(ENTRY_POINT) && !setting.text().equals(UNLIMITED)) {
            Limit limit = attempt(setting, () -> limit(key, setting.text()));
            if (limit != null) {
                limits.put(KEYS.indexOf(key), limit);
            }
        }
    }

    private static Limit limit(String key, String text) {
        if (key.equals(GROWTH)) {
            return new Limit.GrowthClass(Growth.parse(text));
        }
        if (key.equals(LATENCY)) {
            return new Limit.Amount(Dimension.LATENCY_MILLIS, Amounts.millis(key, text));
        }
        Dimension dimension = dimension(key);
        return new Limit.Amount(dimension, Amounts.limit(dimension, key, text));
    }

    private static Dimension dimension(String key) {
        for (Dimension dimension : Dimension.values()) {
            if (dimension.key().equals(key)) {
                return dimension;
            }
        }
        throw new IllegalArgumentException("'" + key + "' is not a dimension");
    }

    private <T> @Nullable T attempt(Setting setting, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            problems.add(setting.problem(String.valueOf(e.getMessage())));
            return null;
        }
    }
}
