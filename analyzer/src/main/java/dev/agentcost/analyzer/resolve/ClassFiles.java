package dev.agentcost.analyzer.resolve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Declarations from class files: those of a class path (jars and directories, in order) and the running JDK's. Jars are opened
 * at the first question and stay open until {@link #close()}, after which only what was asked before is known. What cannot be
 * read is a line of {@link #problems()}. Thread-safe.
 */
public final class ClassFiles implements TypeWorld, AutoCloseable {

    /** Longer than any path that file systems take. */
    private static final int LONGEST = 4096;

    private final List<Path> classPath;
    private final Map<String, Optional<TypeInfo>> types = new ConcurrentHashMap<>();
    private final ClassProblems problems = new ClassProblems();
    private final Map<Path, ClassContainer> opened = new ConcurrentHashMap<>();
    private final Set<String> readInDirectories = ConcurrentHashMap.newKeySet();
    private @Nullable List<ClassContainer> containers;
    private @Nullable Set<String> folders;

    private ClassFiles(List<Path> classPath) {
        this.classPath = List.copyOf(classPath);
    }

    /** Class files of these jars and directories; the first that holds a type wins. */
    public static ClassFiles of(List<Path> classPath) {
        return new ClassFiles(classPath);
    }

    @Override
    public Optional<TypeInfo> type(String name) {
        Optional<TypeInfo> known = types.get(name);
        if (known == null) {
            known = isName(name) ? read(name) : Optional.empty();
            types.put(name, known);
        }
        return known;
    }

    /** The jars and directories of a part of the class path that could be opened, in its order. */
    public List<ClassContainer> places(Collection<Path> entries) {
        containers();
        return entries.stream()
                .map(opened::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Paths of the class files in directories that answered so far, as {@code a/b/C.class}, sorted. */
    public SortedSet<String> readInDirectories() {
        return new TreeSet<>(readInDirectories);
    }

    /** What could not be read so far, sorted. */
    public List<String> problems() {
        return problems.lines();
    }

    @Override
    public synchronized void close() {
        for (ClassContainer container : containers == null ? List.<ClassContainer>of() : containers) {
            try {
                container.close();
            } catch (IOException e) {
                problems.add("cannot close " + container.name() + ": " + ClassProblems.reason(e));
            }
        }
        containers = List.of();
    }

    /** Keeps texts that are no names, such as those of lambdas, away from the file system. */
    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= LONGEST && name.chars().allMatch(c -> c == '.' || isLetter(c));
    }

    private static boolean isLetter(int c) {
        return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private Optional<TypeInfo> read(String name) {
        return first(name, this::readClass)
                // On file systems that ignore case, a/b/c.class may be the file of another class.
                .filter(type -> type.name().equals(name));
    }

    /** The content of the type's class file; empty where there is none, or where it cannot be read. */
    public Optional<byte[]> bytes(String name) {
        return isName(name) ? first(name, ClassFiles::content) : Optional.empty();
    }

    private static Optional<byte[]> content(String file, ClassContainer container) {
        try {
            return Optional.ofNullable(container.bytes(file));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Tries {@code a/b/C/D}, then {@code a/b/C$D}, then {@code a/b$C$D}, as far as there are such packages: only they tell where types begin. */
    private <T> Optional<T> first(String name, BiFunction<String, ClassContainer, Optional<T>> reader) {
        String path = name.replace('.', '/');
        Deque<Integer> types = new ArrayDeque<>(List.of(0));
        for (int slash = path.indexOf('/');
                slash >= 0 && isFolder(path.substring(0, slash));
                slash = path.indexOf('/', slash + 1)) {
            types.push(slash + 1);
        }
        for (int begin : types) {
            String file = path.substring(0, begin) + path.substring(begin).replace('/', '$') + ".class";
            for (ClassContainer container : containers()) {
                Optional<T> found = reader.apply(file, container);
                if (found.isPresent()) {
                    if (container instanceof ClassContainer.Directory) {
                        readInDirectories.add(file);
                    }
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private boolean isFolder(String path) {
        return folders().contains(path)
                || containers().stream()
                        .anyMatch(container -> container instanceof ClassContainer.Directory directory
                                && Files.isDirectory(directory.root().resolve(path)));
    }

    /** Paths of the packages in jars, and of all above them. */
    private synchronized Set<String> folders() {
        if (folders == null) {
            Set<String> all = new HashSet<>();
            for (ClassContainer container : containers()) {
                if (!(container instanceof ClassContainer.Directory)) {
                    for (String path : container.packages()) {
                        for (int end = path.length(); end > 0 && all.add(path.substring(0, end)); ) {
                            end = path.lastIndexOf('/', end - 1);
                        }
                    }
                }
            }
            folders = all;
        }
        return folders;
    }

    private Optional<TypeInfo> readClass(String file, ClassContainer container) {
        try {
            byte[] bytes = container.bytes(file);
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(ClassFileReader.read(ClassBytes.reader(bytes, container.name(), problems)));
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            // ASM answers corrupt class files with whatever its array accesses run into, or asks for as much as they
            // state.
            problems.unreadable(container.name(), file, e);
            return Optional.empty();
        }
    }

    private synchronized List<ClassContainer> containers() {
        if (containers == null) {
            List<ClassContainer> all = new ArrayList<>();
            classPath.forEach(path -> open(path, all));
            all.add(ClassContainer.Jdk.running());
            containers = List.copyOf(all);
        }
        return containers;
    }

    private void open(Path path, List<ClassContainer> into) {
        if (!Files.exists(path)) {
            problems.add("class path entry " + ClassContainer.name(path) + " does not exist");
            return;
        }
        try {
            ClassContainer container = ClassContainer.open(path);
            into.add(container);
            opened.putIfAbsent(path, container);
        } catch (IOException | RuntimeException e) {
            problems.add("cannot open " + ClassContainer.name(path) + ": " + ClassProblems.reason(e));
        }
    }
}
