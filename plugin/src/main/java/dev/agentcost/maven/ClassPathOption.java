package dev.agentcost.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The class path as a user writes it: jars and directories, separated by commas or as on Java's own command line; {@code lib/*} is every jar
 * in {@code lib}.
 */
final class ClassPathOption {

    private static final Pattern SEPARATOR = Pattern.compile("[," + Pattern.quote(File.pathSeparator) + "]");

    private final Path workingDirectory;
    private final Consumer<String> warnings;

    /** Relative entries are meant from the directory; what is not there is a warning, because all else can be read. */
    ClassPathOption(Path workingDirectory, Consumer<String> warnings) {
        this.workingDirectory = workingDirectory;
        this.warnings = warnings;
    }

    /** The entries that are there, in order. */
    List<Path> parse(String text) {
        List<Path> entries = new ArrayList<>();
        for (String part : SEPARATOR.split(text)) {
            String entry = part.strip();
            if (entry.endsWith("*")) {
                addJars(entry, workingDirectory.resolve(entry.substring(0, entry.length() - 1)), entries);
            } else if (!entry.isEmpty()) {
                add(workingDirectory.resolve(entry), entries);
            }
        }
        return entries;
    }

    private void add(Path entry, List<Path> entries) {
        if (Files.exists(entry)) {
            entries.add(entry.normalize());
        } else {
            missing(entry);
        }
    }

    private void addJars(String entry, Path directory, List<Path> entries) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.jar")) {
            found.forEach(jar -> jars.add(jar.normalize()));
        } catch (IOException e) {
            missing(directory);
            return;
        }
        if (jars.isEmpty()) {
            warnings.accept("agentcost.classpath: " + entry + " matches no jar; correct the path");
        }
        jars.sort(null);
        entries.addAll(jars);
    }

    private void missing(Path entry) {
        warnings.accept(
                "agentcost.classpath names " + entry
                        + ", which is not there: calls into it are recognised by their imports alone; correct the path or build it first");
    }
}
