package dev.agentcost.maven.report;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.source.SourceFile;
import dev.agentcost.analyzer.source.SourceText;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of source files as the analysis read them, for showing what a report speaks of. A file that cannot be read has no lines: a report is
 * no place to fail. For one thread.
 */
public final class SourceFiles {

    private static final Pattern PACKAGE = Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;");

    private final Path baseDirectory;
    private final Charset encoding;
    private final Map<String, List<String>> files = new HashMap<>();

    /** Files below the directory, in the encoding. */
    public SourceFiles(Path baseDirectory, Charset encoding) {
        this.baseDirectory = baseDirectory;
        this.encoding = encoding;
    }

    /** Where a file is on this machine. */
    Path path(String file) {
        return baseDirectory.resolve(file).toAbsolutePath().normalize();
    }

    /** A line by its number from 1, or empty where there is none. */
    public Optional<String> line(String file, int line) {
        List<String> lines = files.computeIfAbsent(file, this::read);
        return line < 1 || line > lines.size() ? Optional.empty() : Optional.of(lines.get(line - 1));
    }

    /** The package that a file declares, "" where it declares none; that of a file in a jar is told by its path. */
    String packageName(String file) {
        int inJar = file.indexOf(SourceLocation.IN_JAR);
        if (inJar >= 0) {
            int begin = inJar + SourceLocation.IN_JAR.length();
            int end = Math.max(begin, file.lastIndexOf('/'));
            return file.substring(begin, end).replace('/', '.');
        }
        for (String line : files.computeIfAbsent(file, this::read)) {
            Matcher matcher = PACKAGE.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return "";
    }

    private List<String> read(String file) {
        try {
            return SourceText.read(new SourceFile(file, path(file)), encoding)
                    .text()
                    .lines()
                    .toList();
        } catch (InvalidPathException e) {
            return List.of();
        }
    }
}
