package dev.agentcost.analyzer.resolve;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles sources of tests with the JDK's own javac. */
final class Compiler {

    private Compiler() {}

    /**
     * Compiles source files and returns the directory of their classes.
     *
     * @param namesAndSources path and text in turn
     */
    static Path compile(Path directory, String... namesAndSources) {
        try {
            Path sources = Files.createDirectories(directory.resolve("src"));
            Path classes = Files.createDirectories(directory.resolve("classes"));
            List<String> arguments = new ArrayList<>(List.of("-g", "-proc:none", "-d", classes.toString()));
            for (int i = 0; i < namesAndSources.length; i += 2) {
                Path file = sources.resolve(namesAndSources[i]);
                Files.createDirectories(file.getParent());
                Files.writeString(file, namesAndSources[i + 1]);
                arguments.add(file.toString());
            }
            JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
            StringWriter messages = new StringWriter();
            boolean compiled = javac.getTask(
                            messages,
                            null,
                            null,
                            arguments.subList(0, 4),
                            null,
                            javac.getStandardFileManager(null, null, null)
                                    .getJavaFileObjects(
                                            arguments.stream().skip(4).toArray(String[]::new)))
                    .call();
            if (!compiled) {
                throw new IllegalArgumentException(Arrays.toString(namesAndSources) + "\n" + messages);
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one-based line of the only occurrence of a text. */
    static int lineOf(String source, String text) {
        int at = source.indexOf(text);
        if (at < 0 || source.indexOf(text, at + 1) >= 0) {
            throw new IllegalArgumentException("not exactly once in the source: " + text);
        }
        return (int) source.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }
}
