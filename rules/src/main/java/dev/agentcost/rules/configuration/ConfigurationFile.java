package dev.agentcost.rules.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code agentcost.yaml}: every value goes into a builder together with its line. */
final class ConfigurationFile {

    static final List<String> KEYS =
            List.of("model", "assumptions", "rules", "budgets", "catalogs", "prices", "failOn");

    private final Path file;
    private final ConfigurationBuilder builder;

    private ConfigurationFile(Path file, ConfigurationBuilder builder) {
        this.file = file;
        this.builder = builder;
    }

    /**
     * Reads the file into the builder.
     *
     * @param shown how messages name the file
     */
    static void read(Path file, String shown, ConfigurationBuilder builder) throws ConfigurationException {
        Optional<Node> root = compose(text(file, shown), shown);
        if (root.isPresent()) {
            new ConfigurationFile(file, builder).readAll(new YamlValue(shown, root.get(), builder));
        }
    }

    private static String text(Path file, String shown) throws ConfigurationException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw unreadable(shown + ":1: the file is not UTF-8; save it in that encoding");
        } catch (NoSuchFileException e) {
            throw unreadable(shown + ": there is no such file; correct the path or leave it out");
        } catch (IOException e) {
            throw unreadable(shown + ": the file cannot be read (" + e.getMessage() + "); see to its permissions");
        }
    }

    private static Optional<Node> compose(String text, String shown) throws ConfigurationException {
        try {
            return new Compose(LoadSettings.builder().setLabel(shown).build()).composeString(text);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw unreadable(shown + ":" + line + ": not YAML: " + e.getProblem()
                    + "; correct the indentation, brackets or quotes there");
        } catch (YamlEngineException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw unreadable(shown + ":1: not YAML: " + reason + "; write keys and values");
        } catch (StackOverflowError e) {
            throw unreadable(shown + ":1: nested deeper than can be read; write keys and values");
        }
    }

    private static ConfigurationException unreadable(String problem) {
        return new ConfigurationException(List.of(problem));
    }

    private void readAll(YamlValue root) {
        if (root.isEmpty()) {
            return;
        }
        Map<Setting, YamlValue> entries = root.entries("the file");
        // before the model, whose price may be one of them
        entries.forEach((key, value) -> {
            if (key.text().equals("prices")) {
                each(value, "prices", this::readPrices);
            }
        });
        entries.forEach((key, value) -> {
            switch (key.text()) {
                case "model" -> value.scalar("model").ifPresent(builder::model);
                case "failOn" -> value.scalar("failOn").ifPresent(builder::failOn);
                case "assumptions" -> eachScalar(value, "assumptions", builder::assumption);
                case "rules" -> eachScalar(value, "rules", builder::rule);
                case "budgets" -> each(value, "budgets", this::readBudget);
                case "catalogs" -> each(value, "catalogs", this::readCatalog);
                case "prices" -> {}
                default ->
                    builder.problem(key, "'" + key.text() + "' is not a key; " + Suggestion.of(key.text(), KEYS));
            }
        });
    }

    private static void each(YamlValue value, String what, Consumer<YamlValue> reader) {
        value.elements(what).forEach(reader);
    }

    private static void eachScalar(YamlValue value, String what, ScalarReader reader) {
        value.entries(what)
                .forEach((key, entry) ->
                        entry.scalar(key.text()).ifPresent(setting -> reader.read(key.text(), setting)));
    }

    private void readBudget(YamlValue value) {
        int before = builder.problemCount();
        Map<String, Setting> settings = new LinkedHashMap<>();
        value.entries("a budget").forEach((key, entry) -> {
            if (BudgetReader.KEYS.contains(key.text())) {
                entry.scalar(key.text()).ifPresent(setting -> settings.put(key.text(), setting));
            } else {
                settings.put(key.text(), key);
            }
        });
        if (builder.problemCount() == before) {
            builder.budget(settings, value.origin());
        }
    }

    private void readCatalog(YamlValue value) {
        readPath(value, "catalogs", (path, setting) -> builder.catalog(path));
    }

    private void readPrices(YamlValue value) {
        readPath(value, "prices", (path, setting) -> builder.prices(path, setting.text()));
    }

    private void readPath(YamlValue value, String what, BiConsumer<Path, Setting> reader) {
        value.scalar(what).ifPresent(setting -> {
            try {
                reader.accept(
                        file.toAbsolutePath().resolveSibling(setting.text()).normalize(), setting);
            } catch (InvalidPathException e) {
                builder.problem(setting, "'" + setting.text() + "' is no path; write one relative to this file");
            }
        });
    }

    /** Takes a key and its value. */
    private interface ScalarReader {
        void read(String key, Setting value);
    }
}
