package dev.agentcost.rules.configuration;

import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.rules.budget.Budget;
import dev.agentcost.rules.budget.Budgets;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.price.PriceFileException;
import dev.agentcost.rules.price.Prices;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Takes values as users write them, in a file or in the POM, and collects what is wrong with them. What is set later holds
 * over what was set earlier; budgets are added.
 */
public final class ConfigurationBuilder {

    private static final String OFF = "off";

    private final List<String> rules;
    private final List<String> problems = new ArrayList<>();
    private final SortedMap<String, BigDecimal> assumptions = new TreeMap<>();
    private final SortedMap<String, Level> levels = new TreeMap<>();
    private final SortedSet<String> off = new TreeSet<>();
    private final List<Budget> budgets = new ArrayList<>();
    private final List<Path> catalogs = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private Prices prices = Prices.load();
    private Optional<String> model = Optional.empty();
    private Optional<FailOn> failOn = Optional.empty();

    ConfigurationBuilder(Collection<String> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The model that calls are priced as whose model the source does not name. */
    public ConfigurationBuilder model(Setting name) {
        if (prices.find(name.text()).isEmpty()) {
            problem(name, "no price is known for model '" + name.text() + "'; " + similar(name.text(), prices));
        }
        model = Optional.of(name.text());
        prices = prices.assuming(name.text());
        return this;
    }

    private static String similar(String name, Prices prices) {
        return Suggestion.nearest(name, prices.models())
                .map(nearest -> "write '" + nearest + "'")
                .orElse("write a model of the price list, such as " + Prices.DEFAULT_MODEL);
    }

    /** A number in the place of an assumption's default. */
    public ConfigurationBuilder assumption(String key, Setting value) {
        List<String> known = Stream.of(Assumption.values()).map(Assumption::key).toList();
        if (!known.contains(key)) {
            return problem(value, "'" + key + "' is not an assumption; " + Suggestion.of(key, known));
        }
        try {
            assumptions.put(key, Amounts.number(key, value.text(), false, "1000"));
        } catch (IllegalArgumentException e) {
            problem(value, String.valueOf(e.getMessage()));
        }
        return this;
    }

    /** The level of a rule's findings, or {@code off}. */
    public ConfigurationBuilder rule(String id, Setting level) {
        if (!rules.contains(id)) {
            return problem(level, "there is no rule '" + id + "'; " + Suggestion.of(id, rules));
        }
        if (level.text().equals(OFF)) {
            off.add(id);
            return this;
        }
        for (Level known : Level.values()) {
            if (known.key().equals(level.text())) {
                levels.put(id, known);
                off.remove(id);
                return this;
            }
        }
        return problem(level, "the level of " + id + " is '" + level.text() + "'; write error, warning, note or off");
    }

    /** A budget with its keys as in the file: {@code entryPoint}, {@code modelCalls}, {@code growth} and so on. */
    public ConfigurationBuilder budget(Map<String, Setting> settings, String origin) {
        new BudgetReader(problems).read(settings, origin).ifPresent(budgets::add);
        return this;
    }

    /** A budget whose values all stand in one place, such as the POM. */
    public ConfigurationBuilder budgetOf(Map<String, String> values, String origin) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        values.forEach((key, text) -> settings.put(key, new Setting(text.strip(), origin)));
        return budget(settings, origin);
    }

    /** A further catalogue file. */
    public ConfigurationBuilder catalog(Path file) {
        catalogs.add(file);
        files.add(file);
        return this;
    }

    /** A further file of prices, which hold over the list of this release and over the files before it. */
    ConfigurationBuilder prices(Path file, String shown) {
        files.add(file);
        try {
            prices = prices.with(file, shown);
        } catch (PriceFileException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return this;
    }

    /** Which findings fail a check. */
    public ConfigurationBuilder failOn(Setting level) {
        for (FailOn known : FailOn.values()) {
            if (known.key().equals(level.text())) {
                failOn = Optional.of(known);
                return this;
            }
        }
        return problem(level, "failOn is '" + level.text() + "'; write error, warning or never");
    }

    ConfigurationBuilder problem(Setting setting, String message) {
        problems.add(setting.problem(message));
        return this;
    }

    int problemCount() {
        return problems.size();
    }

    /** The configuration, or all that is wrong with it. */
    public Configuration build() throws ConfigurationException {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Configuration(
                model, assumptions, levels, off, new Budgets(budgets), catalogs, prices, failOn, files);
    }

    /** The file that is read first, so that what is set here holds over it. */
    public ConfigurationBuilder file(Path file, String shown) throws ConfigurationException {
        files.add(file);
        ConfigurationFile.read(file, shown, this);
        return this;
    }
}
