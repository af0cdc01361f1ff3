package dev.agentcost.analyzer.resolve;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The calls that javac compiled, by source line: what its invoke instructions and method reference handles name. The calls of
 * nested, local and anonymous classes and of lambda bodies belong to the top-level class round them. Thread-safe.
 */
public final class InvokeIndex {

    /**
     * A compiled call.
     *
     * @param owner fully qualified static type of the receiver, nested types with {@code .}
     * @param parameterTypes erased
     * @param returnType erased; the owner for constructors
     * @param castTo the type that javac casts the result to at once, {@code ""} where it does not: what a type variable stands for
     * @param isSpecial whether the call is to a constructor, a private method or a super method
     */
    public record CompiledCall(
            String owner,
            String name,
            List<String> parameterTypes,
            String returnType,
            String castTo,
            boolean isStatic,
            boolean isSpecial) {}

    private InvokeIndex() {}

    /** The index of the classes in these directories, read class by class on demand. */
    public static InvokeIndex of(List<Path> classDirectories) {
        return new InvokeIndex();
    }

    /**
     * The different calls of this name on this line, in the order of the bytecode: those with this many arguments, otherwise
     * those that a varargs call with this many arguments can be.
     *
     * @param type fully qualified name of a source type, nested and anonymous ones included
     */
    public List<CompiledCall> find(String type, int line, String name, int arity) {
        return List.of();
    }

    /** The source file's name that the class file of this type states. */
    public Optional<String> sourceFileOf(String type) {
        return Optional.empty();
    }

    /** What could not be read so far, sorted. */
    public List<String> problems() {
        return List.of();
    }
}
