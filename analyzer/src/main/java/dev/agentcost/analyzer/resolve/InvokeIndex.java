package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.ir.Types;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;

/**
 * The calls that javac compiled, by source line: what its invoke instructions and method reference handles name. The calls of
 * nested, local and anonymous classes and of lambda bodies belong to the top-level class round them. Calls that javac adds (the
 * iterator of a for-each loop, boxing, string switches) are there too and match no call of the source. Thread-safe.
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
            boolean isSpecial) {

        CompiledCall withoutCast() {
            return new CompiledCall(owner, name, parameterTypes, returnType, "", isStatic, isSpecial);
        }

        CompiledCall named(UnaryOperator<String> names) {
            return new CompiledCall(
                    named(owner, names),
                    name,
                    parameterTypes.stream().map(type -> named(type, names)).toList(),
                    named(returnType, names),
                    named(castTo, names),
                    isStatic,
                    isSpecial);
        }

        private static String named(String type, UnaryOperator<String> names) {
            int end = type.endsWith("[]") ? type.indexOf('[') : type.length();
            return names.apply(type.substring(0, end)) + type.substring(end);
        }

        boolean takes(int arity) {
            return parameterTypes.size() == arity;
        }

        boolean takesAsVarArgs(int arity) {
            int last = parameterTypes.size() - 1;
            return last >= 0 && arity >= last && parameterTypes.get(last).endsWith("[]");
        }
    }

    private record Place(int line, String name) {}

    private static final Place ANY_CONSTRUCTOR = new Place(0, "<init>");

    /** What the class files of one top-level class hold. */
    private record CompiledClass(String sourceFile, Map<Place, List<CompiledCall>> calls) {}

    private final List<Path> directories;
    private final UnaryOperator<String> names;
    private final Map<Path, Map<String, List<Path>>> packages = new ConcurrentHashMap<>();
    private final Map<String, Optional<CompiledClass>> classes = new ConcurrentHashMap<>();
    private final ClassProblems problems = new ClassProblems();

    private InvokeIndex(List<Path> directories, UnaryOperator<String> names) {
        this.directories = List.copyOf(directories);
        this.names = names;
    }

    /** The index of the classes in these directories, read class by class on demand. */
    public static InvokeIndex of(List<Path> classDirectories) {
        return of(classDirectories, UnaryOperator.identity());
    }

    /**
     * The same, of sources that do not know all types by the names that they are compiled with.
     *
     * @param classDirectories the first that holds a class wins
     * @param names the name that a compiled type is known by; a {@linkplain Types#variant variant} of it
     */
    public static InvokeIndex of(List<Path> classDirectories, UnaryOperator<String> names) {
        return new InvokeIndex(classDirectories, names);
    }

    /**
     * The different calls of this name on this line, in the order of the bytecode: those with this many arguments, otherwise
     * those that a varargs call with this many arguments can be.
     *
     * @param type fully qualified name of a source type, nested and anonymous ones included
     */
    public List<CompiledCall> find(String type, int line, String name, int arity) {
        return different(taking(arity, at(type, new Place(line, name))));
    }

    /**
     * The different constructors of a type that a class's code calls, as in {@link #find}. Their lines tell less than those of
     * methods: javac writes none for {@code new}, so that it has the line of whatever comes before.
     */
    public List<CompiledCall> constructors(String type, String created, int arity) {
        List<CompiledCall> ofType = at(type, ANY_CONSTRUCTOR).stream()
                .filter(c -> c.owner().equals(created))
                .toList();
        return different(taking(arity, ofType));
    }

    private List<CompiledCall> at(String type, Place place) {
        return compiled(Types.asWritten(type))
                .map(c -> c.calls().getOrDefault(place, List.of()))
                .orElse(List.of());
    }

    private static List<CompiledCall> taking(int arity, List<CompiledCall> calls) {
        List<CompiledCall> exact = calls.stream().filter(c -> c.takes(arity)).toList();
        return exact.isEmpty()
                ? calls.stream().filter(c -> c.takesAsVarArgs(arity)).toList()
                : exact;
    }

    /** Each target once; what its results are cast to only where that is the same for all. */
    private static List<CompiledCall> different(List<CompiledCall> calls) {
        Map<CompiledCall, CompiledCall> byTarget = new LinkedHashMap<>();
        for (CompiledCall call : calls) {
            byTarget.merge(
                    call.withoutCast(),
                    call,
                    (first, next) -> first.castTo().equals(next.castTo()) ? first : first.withoutCast());
        }
        return List.copyOf(byTarget.values());
    }

    /** The source file's name that the class file of this type states. */
    public Optional<String> sourceFileOf(String type) {
        return compiled(Types.asWritten(type)).map(CompiledClass::sourceFile).filter(name -> !name.isEmpty());
    }

    /** What could not be read so far, sorted. */
    public List<String> problems() {
        return problems.lines();
    }

    /** The top-level class that a type is or stands in: the first of {@code a.b.C.D}, {@code a.b.C}, {@code a.b} with class files. */
    private Optional<CompiledClass> compiled(String type) {
        Optional<CompiledClass> known = classes.get(type);
        if (known == null) {
            known = read(type);
            int dot = type.lastIndexOf('.');
            if (known.isEmpty() && dot > 0) {
                known = compiled(type.substring(0, dot));
            }
            classes.put(type, known);
        }
        return known;
    }

    private Optional<CompiledClass> read(String topLevelType) {
        int dot = topLevelType.lastIndexOf('.');
        String packagePath = topLevelType.substring(0, Math.max(0, dot)).replace('.', '/');
        String simpleName = topLevelType.substring(dot + 1);
        for (Path directory : directories) {
            List<Path> files = packages.computeIfAbsent(directory.resolve(packagePath), this::list)
                    .getOrDefault(simpleName, List.of());
            if (!files.isEmpty()) {
                return Optional.of(read(ClassContainer.name(directory), files));
            }
        }
        return Optional.empty();
    }

    /** Class files of a package by the top-level class they belong to, sorted. */
    private Map<String, List<Path>> list(Path packageDirectory) {
        Map<String, List<Path>> byClass = new TreeMap<>();
        if (!Files.isDirectory(packageDirectory)) {
            return byClass;
        }
        try (Stream<Path> files = Files.list(packageDirectory)) {
            files.filter(f -> f.toString().endsWith(".class"))
                    .sorted()
                    .forEach(f -> byClass.computeIfAbsent(topLevelName(f), key -> new ArrayList<>())
                            .add(f));
        } catch (IOException | RuntimeException e) {
            problems.add("cannot list " + ClassContainer.name(packageDirectory) + ": " + ClassProblems.reason(e));
        }
        return byClass;
    }

    private static String topLevelName(Path classFile) {
        String name = ClassContainer.name(classFile);
        String className = name.substring(0, name.length() - ".class".length());
        int dollar = className.indexOf('$', 1);
        return dollar < 0 ? className : className.substring(0, dollar);
    }

    private CompiledClass read(String container, List<Path> files) {
        Map<Place, List<CompiledCall>> calls = new HashMap<>();
        String sourceFile = "";
        for (Path file : files) {
            try {
                ClassReader reader = ClassBytes.reader(ClassBytes.of(file), container, problems);
                String stated = InvokeReader.read(reader, (line, call) -> add(line, call.named(names), calls));
                sourceFile = sourceFile.isEmpty() ? stated : sourceFile;
            } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
                // ASM answers corrupt class files with whatever its array accesses run into, or asks for as much as
                // they state.
                problems.unreadable(container, ClassContainer.name(file), e);
            }
        }
        boolean hasLines = calls.keySet().stream().anyMatch(place -> place.line() > 0);
        if (!calls.isEmpty() && !hasLines) {
            problems.withoutLines(container);
        }
        return new CompiledClass(sourceFile, calls);
    }

    private static void add(int line, CompiledCall call, Map<Place, List<CompiledCall>> calls) {
        calls.computeIfAbsent(new Place(line, call.name()), key -> new ArrayList<>())
                .add(call);
        if (call.name().equals(ANY_CONSTRUCTOR.name())) {
            calls.computeIfAbsent(ANY_CONSTRUCTOR, key -> new ArrayList<>()).add(call);
        }
    }
}
