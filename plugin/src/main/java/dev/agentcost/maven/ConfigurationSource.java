package dev.agentcost.maven;

import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.configuration.ConfigurationBuilder;
import dev.agentcost.rules.configuration.ConfigurationException;
import dev.agentcost.rules.configuration.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds the configuration file and adds what the POM says. */
final class ConfigurationSource {

    private static final String FILE = "agentcost.yaml";

    private final Scope scope;

    ConfigurationSource(Scope scope) {
        this.scope = scope;
    }

    /**
     * The configuration of a scope.
     *
     * @param rules ids of the rules that there are
     */
    Configuration read(Settings settings, Collection<String> rules) throws UsageException {
        ConfigurationBuilder builder = Configuration.builder(rules);
        try {
            Optional<Path> file = settings.configFile().or(this::found);
            if (file.isPresent()) {
                builder.file(file.get(), scope.shown(file.get()));
            }
            settings.failOn().ifPresent(level -> builder.failOn(new Setting(level.strip(), "agentcost.failOn")));
            addBudgets(settings.budgets(), builder);
            return builder.build();
        } catch (ConfigurationException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static void addBudgets(List<Budget> budgets, ConfigurationBuilder builder) {
        for (int i = 0; i < budgets.size(); i++) {
            builder.budgetOf(budgets.get(i).settings(), "POM, <budget> number " + (i + 1) + " of <budgets>");
        }
    }

    /** The nearest file, from the module's own directory up to the base directory. */
    private Optional<Path> found() {
        Path directory = scope.directory();
        while (directory != null) {
            Path file = directory.resolve(FILE);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
            if (directory.equals(scope.baseDirectory()) || !directory.startsWith(scope.baseDirectory())) {
                return Optional.empty();
            }
            directory = directory.getParent();
        }
        return Optional.empty();
    }
}
