package dev.agentcost.analyzer.resolve;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Declarations from class files: those of a class path (jars and directories, in order) and the running JDK's. Jars are opened
 * at the first question and stay open until {@link #close()}. What cannot be read is a line of {@link #problems()}.
 */
public final class ClassFiles implements TypeWorld, AutoCloseable {

    private ClassFiles() {}

    /** Class files of these jars and directories; the first that holds a type wins. */
    public static ClassFiles of(List<Path> classPath) {
        return new ClassFiles();
    }

    @Override
    public Optional<TypeInfo> type(String name) {
        return Optional.empty();
    }

    /** What could not be read so far, sorted. */
    public List<String> problems() {
        return List.of();
    }

    @Override
    public void close() {}
}
