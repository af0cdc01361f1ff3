package dev.agentcost.rules.configuration;

import dev.agentcost.rules.budget.Budgets;
import dev.agentcost.rules.figure.Assumptions;
import dev.agentcost.rules.finding.Level;
import dev.agentcost.rules.price.Prices;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that the user sets. What is not set has its documented default.
 *
 * @param model the model that calls are priced as whose model the source does not name
 * @param assumptions numbers that replace the defaults of {@link dev.agentcost.analyzer.cost.Assumption}, by key
 * @param levels rules whose findings have another level than the rule's own
 * @param off rules that are not checked
 * @param budgets what entry points may cost
 * @param catalogs further catalogue files, as written
 * @param prices what models charge: the list of this release, below the user's own files
 * @param failOn which findings fail a check
 * @param files every file that this was read from, the files of prices and catalogues included
 */
public record Configuration(
        Optional<String> model,
        SortedMap<String, BigDecimal> assumptions,
        SortedMap<String, Level> levels,
        SortedSet<String> off,
        Budgets budgets,
        List<Path> catalogs,
        Prices prices,
        Optional<FailOn> failOn,
        List<Path> files) {

    /** Nothing set. */
    public static final Configuration DEFAULT = new Configuration(
            Optional.empty(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>(),
            new Budgets(List.of()),
            List.of(),
            Prices.load(),
            Optional.empty(),
            List.of());

    public Configuration {
        assumptions = Collections.unmodifiableSortedMap(new TreeMap<>(assumptions));
        levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
        off = Collections.unmodifiableSortedSet(new TreeSet<>(off));
        catalogs = List.copyOf(catalogs);
        files = List.copyOf(files);
    }

    /** Builds a configuration from what users write; {@code rules} are the ids of the rules that there are. */
    public static ConfigurationBuilder builder(Collection<String> rules) {
        return new ConfigurationBuilder(rules);
    }

    /** The assumptions to evaluate with. */
    public Assumptions numbers() {
        return Assumptions.defaults().with(assumptions);
    }

    /** The level of a rule's findings: the user's, otherwise the one given. */
    public Level level(String rule, Level otherwise) {
        return levels.getOrDefault(rule, otherwise);
    }
}
