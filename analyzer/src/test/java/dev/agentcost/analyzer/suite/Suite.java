package dev.agentcost.analyzer.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sources of the suite. */
final class Suite {

    private Suite() {}

    static Path directory() {
        return directory("/suite");
    }

    /** Methods that give libraries something to repeat. */
    static Path libraries() {
        return directory("/suite-libraries");
    }

    private static Path directory(String name) {
        try {
            return Path.of(Objects.requireNonNull(Suite.class.getResource(name)).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Texts by file name. */
    static Map<String, String> sources() {
        return sources(directory());
    }

    static Map<String, String> sources(Path directory) {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return sources;
    }
}
