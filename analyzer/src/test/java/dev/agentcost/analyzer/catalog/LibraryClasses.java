package dev.agentcost.analyzer.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The classes of some jars and of the running JDK, as names. Several versions of one library count as one: a member that
 * any of them has is there.
 */
final class LibraryClasses {

    /** Stands among the arities of a method with a variable number of arguments. */
    private static final int ANY = -1;

    private static final Pattern ARTIFACT_AND_VERSION = Pattern.compile("(.+?)-(\\d.*)\\.jar");

    private final List<Path> jars;
    private final Map<String, List<Path>> jarsByClass = new HashMap<>();
    private final Map<String, Optional<LibraryClass>> read = new HashMap<>();

    /** One class: what it extends, and its members with those that it inherits left out. */
    private record LibraryClass(
            Set<String> supertypes, Map<String, Set<Integer>> arities, Map<String, String> fields) {}

    LibraryClasses(List<Path> jars) throws IOException {
        this.jars = jars;
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream()
                        .filter(entry -> entry.getName().endsWith(".class"))
                        .forEach(entry -> jarsByClass
                                .computeIfAbsent(entry.getName(), absent -> new ArrayList<>())
                                .add(jar));
            }
        }
    }

    /**
     * The classes of one time: of a library that stands here in several versions, those in the range; others whole.
     *
     * @throws IllegalArgumentException where no version of the range's own artifact is in it
     */
    LibraryClasses in(VersionRange range) throws IOException {
        Map<String, Set<String>> versions = new HashMap<>();
        jars.forEach(jar -> versions.computeIfAbsent(artifact(jar), absent -> new HashSet<>())
                .add(version(jar)));
        if (versions.getOrDefault(range.artifact(), Set.of()).stream().noneMatch(range::contains)) {
            throw new IllegalArgumentException("no jar of " + range);
        }
        return new LibraryClasses(jars.stream()
                .filter(jar ->
                        versions.getOrDefault(artifact(jar), Set.of()).size() == 1 || range.contains(version(jar)))
                .toList());
    }

    private static String artifact(Path jar) {
        return ARTIFACT_AND_VERSION.matcher(jar.getFileName().toString()).replaceFirst("$1");
    }

    private static String version(Path jar) {
        return ARTIFACT_AND_VERSION.matcher(jar.getFileName().toString()).replaceFirst("$2");
    }

    /** Whether there is a class with this name, nested ones with {@code .}. */
    boolean has(String name) {
        return find(name) != null;
    }

    boolean isSubtype(String name, String supertype) {
        return hierarchy(name).stream().map(LibraryClasses::withDots).anyMatch(supertype::equals);
    }

    /** Whether the class or a supertype has a method with this name and, unless it is negative, with this arity. */
    boolean hasMethod(String owner, String method, int arity) {
        return hierarchy(owner).stream()
                .map(this::read)
                .flatMap(Optional::stream)
                .map(type -> type.arities().getOrDefault(method, Set.of()))
                .anyMatch(arities -> arity < 0 ? !arities.isEmpty() : arities.contains(arity) || arities.contains(ANY));
    }

    boolean hasField(String owner, String field, String type) {
        return hierarchy(owner).stream()
                .map(this::read)
                .flatMap(Optional::stream)
                .anyMatch(at -> type.equals(at.fields().get(field)));
    }

    private Set<String> hierarchy(String name) {
        Set<String> found = new LinkedHashSet<>();
        String internal = find(name);
        if (internal != null) {
            addWithSupertypes(internal, found);
        }
        return found;
    }

    private void addWithSupertypes(String internal, Set<String> found) {
        if (found.add(internal)) {
            read(internal).ifPresent(type -> type.supertypes().forEach(above -> addWithSupertypes(above, found)));
        }
    }

    /** The internal name: the packages end somewhere before the last dot, so every place is tried. */
    private @Nullable String find(String name) {
        String internal = name.replace('.', '/');
        while (read(internal).isEmpty()) {
            int slash = internal.lastIndexOf('/');
            if (slash < 0) {
                return null;
            }
            internal = internal.substring(0, slash) + "$" + internal.substring(slash + 1);
        }
        return internal;
    }

    private static String withDots(String internal) {
        return internal.replace('/', '.').replace('$', '.');
    }

    private Optional<LibraryClass> read(String internal) {
        Optional<LibraryClass> known = read.get(internal);
        if (known == null) {
            known = readAll(internal);
            read.put(internal, known);
        }
        return known;
    }

    private Optional<LibraryClass> readAll(String internal) {
        LibraryClass all = new LibraryClass(new TreeSet<>(), new HashMap<>(), new HashMap<>());
        boolean found = false;
        String resource = internal + ".class";
        try {
            for (Path jar : jarsByClass.getOrDefault(resource, List.of())) {
                try (JarFile file = new JarFile(jar.toFile());
                        InputStream stream = file.getInputStream(file.getEntry(resource))) {
                    add(stream, all);
                    found = true;
                }
            }
            try (InputStream stream = ClassLoader.getPlatformClassLoader().getResourceAsStream(resource)) {
                if (stream != null) {
                    add(stream, all);
                    found = true;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found ? Optional.of(all) : Optional.empty();
    }

    private static void add(InputStream stream, LibraryClass into) throws IOException {
        new ClassReader(stream)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String name,
                                    String signature,
                                    String superName,
                                    String[] interfaces) {
                                if (superName != null) {
                                    into.supertypes().add(superName);
                                }
                                into.supertypes().addAll(List.of(interfaces));
                                if ((access & Opcodes.ACC_INTERFACE) != 0) {
                                    // An annotation's row for <init> speaks of carrying it.
                                    into.arities().put("<init>", new HashSet<>(Set.of(ANY)));
                                }
                            }

                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String descriptor, String signature, Object value) {
                                into.fields()
                                        .put(
                                                name,
                                                Type.getType(descriptor)
                                                        .getClassName()
                                                        .replace('$', '.'));
                                return null;
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                Set<Integer> arities = into.arities().computeIfAbsent(name, absent -> new HashSet<>());
                                arities.add(Type.getArgumentTypes(descriptor).length);
                                if ((access & Opcodes.ACC_VARARGS) != 0) {
                                    arities.add(ANY);
                                }
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    /** Every jar in a folder, in the order of names. */
    static List<Path> jarsIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
