package dev.agentcost.analyzer.source;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The values that the applications' configuration files give to properties, in every profile: which one will be active is not known. Files of
 * the module that asks hold over those of others. Keys are compared as containers do: {@code max-steps}, {@code maxSteps} and {@code
 * MAX_STEPS} are one.
 */
public final class ConfigurationFiles {

    private static final Pattern NAME =
            Pattern.compile("(application|bootstrap)(-[^.]+)?\\.(properties|ya?ml)|microprofile-config\\.properties");
    private static final List<String> FOLDERS = List.of("", "config", "META-INF");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:${}]+)(?::([^{}]*))?}");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final int NESTED = 5;

    /** By folder of resources: key to values. */
    private final SortedMap<Path, SortedMap<String, SortedSet<String>>> folders = new TreeMap<>();

    /** Values of properties that dependencies were built with. */
    private final SortedMap<String, SortedSet<String>> elsewhere = new TreeMap<>();

    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private ConfigurationFiles() {}

    /** Reads what stands beside the sources. */
    public static ConfigurationFiles beside(Path base, List<SourceFile> files) {
        return beside(base, files, Map.of());
    }

    /**
     * Reads what stands beside the sources.
     *
     * @param elsewhere values of properties that dependencies were built with, by key
     */
    public static ConfigurationFiles beside(
            Path base, List<SourceFile> files, Map<String, ? extends Collection<String>> elsewhere) {
        ConfigurationFiles found = new ConfigurationFiles();
        elsewhere.forEach((key, values) -> values.forEach(value -> add(key, value, found.elsewhere)));
        folders(files).forEach(folder -> found.read(base, folder));
        return found;
    }

    /** The files that are read beside sources. */
    public static List<Path> filesBeside(List<SourceFile> files) {
        return folders(files).stream().flatMap(folder -> files(folder).stream()).toList();
    }

    private static Set<Path> folders(List<SourceFile> files) {
        Set<Path> folders = new LinkedHashSet<>();
        files.forEach(file -> resources(file.path()).ifPresent(folders::add));
        return folders;
    }

    /** {@code module/src/main/resources} of a file in {@code module/src/main/java}. */
    private static Optional<Path> resources(Path file) {
        for (Path at = file.getParent(); at != null; at = at.getParent()) {
            if (at.endsWith(SOURCES)) {
                return Optional.of(at.resolveSibling("resources"));
            }
        }
        return Optional.empty();
    }

    private void read(Path base, Path resources) {
        SortedMap<String, SortedSet<String>> values = new TreeMap<>();
        files(resources).forEach(file -> read(base, file, values));
        folders.put(resources, values);
    }

    /** Those of one folder of resources. */
    private static List<Path> files(Path resources) {
        List<Path> found = new ArrayList<>();
        for (String folder : FOLDERS) {
            Path directory = resources.resolve(folder);
            if (!Files.isDirectory(directory)) {
                continue;
            }
            List<Path> files = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                stream.forEach(files::add);
            } catch (IOException unreadable) {
                continue;
            }
            Collections.sort(files);
            for (Path file : files) {
                if (NAME.matcher(String.valueOf(file.getFileName())).matches() && Files.isRegularFile(file)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private void read(Path base, Path file, SortedMap<String, SortedSet<String>> values) {
        String shown = (file.startsWith(base) ? base.relativize(file) : file)
                .toString()
                .replace('\\', '/');
        try {
            if (shown.endsWith(".properties")) {
                Properties properties = new Properties();
                try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
                properties.forEach((key, value) -> add(withoutProfile(String.valueOf(key)), value, values));
            } else {
                for (Object document : new Load(LoadSettings.builder().build())
                        .loadAllFromString(Files.readString(file, StandardCharsets.UTF_8))) {
                    new Flattened(values).add("", document);
                }
            }
        } catch (IOException | IllegalArgumentException | YamlEngineException broken) {
            report(
                    shown,
                    String.valueOf(broken.getMessage()).lines().findFirst().orElse(""));
        } catch (StackOverflowError deep) {
            report(shown, "nested deeper than can be read");
        }
    }

    private void report(String shown, String reason) {
        diagnostics.add(new Diagnostic(
                shown, 0, "cannot be read (" + reason + "): properties that it sets are not known; correct the file"));
    }

    /** Quarkus writes {@code %profile.key}. */
    private static String withoutProfile(String key) {
        return key.startsWith("%") ? key.substring(key.indexOf('.') + 1) : key;
    }

    /** The values of one document by their whole keys. What is nested by references to other parts can be more than any memory. */
    private static final class Flattened {
        private static final int MOST = 100_000;
        private final SortedMap<String, SortedSet<String>> values;
        private int count;

        Flattened(SortedMap<String, SortedSet<String>> values) {
            this.values = values;
        }

        void add(String prefix, Object value) {
            if (++count > MOST) {
                throw new IllegalArgumentException("more than " + MOST + " values");
            }
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, inner) ->
                        add(prefix.isEmpty() ? withoutProfile(String.valueOf(key)) : prefix + "." + key, inner));
            } else if (!(value instanceof Collection<?> list && list.stream().anyMatch(Flattened::isNested))) {
                ConfigurationFiles.add(prefix, value, values);
            }
        }

        private static boolean isNested(Object element) {
            return element instanceof Collection || element instanceof Map;
        }
    }

    private static void add(String key, Object value, SortedMap<String, SortedSet<String>> values) {
        values.computeIfAbsent(plain(key), absent -> new TreeSet<>()).add(String.valueOf(value));
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** What could not be read. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The values of a property, sorted; none where no file sets it. */
    public SortedSet<String> values(Path file, String key) {
        SortedSet<String> own = resources(file).map(folders::get).stream()
                .flatMap(values -> Optional.ofNullable(values.get(plain(key))).stream())
                .findFirst()
                .orElse(Collections.emptySortedSet());
        return own.isEmpty() ? values(key) : own;
    }

    /** The values of a property in any module and in dependencies, sorted. */
    public SortedSet<String> values(String key) {
        SortedSet<String> all = new TreeSet<>(elsewhere.getOrDefault(plain(key), Collections.emptySortedSet()));
        folders.values().forEach(values -> all.addAll(values.getOrDefault(plain(key), Collections.emptySortedSet())));
        return all;
    }

    /** The values of a property in any module, with what their placeholders may become. */
    public SortedSet<String> resolved(String key) {
        SortedSet<String> done = new TreeSet<>();
        values(key).forEach(value -> resolve(Path.of(""), value, NESTED, done));
        return done;
    }

    /** What a text with placeholders may become, {@code ${agent.turns:10}}; none where one of them has no value. */
    public SortedSet<String> resolved(Path file, String text) {
        SortedSet<String> done = new TreeSet<>();
        resolve(file, text, NESTED, done);
        return done;
    }

    private void resolve(Path file, String text, int depth, SortedSet<String> done) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        if (!placeholder.find()) {
            done.add(text);
            return;
        } else if (depth == 0) {
            return;
        }
        SortedSet<String> values =
                new TreeSet<>(values(file, placeholder.group(1).strip()));
        if (values.isEmpty() && placeholder.group(2) != null) {
            values.add(placeholder.group(2));
        }
        String before = text.substring(0, placeholder.start());
        String after = text.substring(placeholder.end());
        values.forEach(value -> resolve(file, before + value + after, depth - 1, done));
    }
}
