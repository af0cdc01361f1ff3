package dev.agentcost.analyzer.resolve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A place that holds class files. */
public sealed interface ClassContainer extends AutoCloseable {

    /** For messages: the last part of its path, as what is before that differs from machine to machine. */
    String name();

    /** The file of this path, such as {@code a/b/C.class}, or null where it holds none. */
    byte @Nullable [] bytes(String file) throws IOException;

    /** Whether it holds a file of this path, of whatever kind. */
    boolean holds(String file);

    /** Paths of the packages that it has classes of. */
    Set<String> packages();

    /** The paths and check sums of its class files, as a text; empty where they are not to be had without reading the files. */
    default Optional<String> contentSums() {
        return Optional.empty();
    }

    /** Paths of its class files, sorted; those for newer releases of Java only are left out. */
    List<String> classes() throws IOException;

    @Override
    void close() throws IOException;

    /** The last part of a path. */
    static String name(Path path) {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }

    /** The path of the package that a class file's path stands in. */
    private static String packageOf(String file) {
        return file.substring(0, Math.max(0, file.lastIndexOf('/')));
    }

    /** Whether a path is that of a class. */
    private static boolean isClass(String file) {
        return file.endsWith(".class") && !file.startsWith("META-INF/") && !file.endsWith("module-info.class");
    }

    /** Opens a directory or jar. */
    static ClassContainer open(Path path) throws IOException {
        return Files.isDirectory(path) ? new Directory(name(path), path) : Jar.open(path);
    }

    /**
     * An open jar.
     *
     * @param packages paths of the packages it has classes of: most questions about most jars end here
     */
    record Jar(String name, ZipFile zip, Set<String> packages) implements ClassContainer {

        @Override
        public boolean holds(String file) {
            return entry(file) != null;
        }

        @Override
        public Optional<String> contentSums() {
            return Optional.of(zip.stream()
                    .filter(entry -> ClassContainer.isClass(entry.getName()))
                    .map(entry -> entry.getName() + ' ' + entry.getCrc() + ' ' + entry.getSize())
                    .collect(Collectors.joining("\n")));
        }

        @Override
        public List<String> classes() {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(ClassContainer::isClass)
                    .sorted()
                    .toList();
        }

        private @Nullable ZipEntry entry(String file) {
            boolean isNoneOfIts = file.endsWith(".class") && !packages.contains(packageOf(file));
            return isNoneOfIts ? null : zip.getEntry(file);
        }

        private static Jar open(Path path) throws IOException {
            ZipFile zip = new ZipFile(path.toFile());
            Set<String> packages = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(entry -> entry.endsWith(".class"))
                    .map(ClassContainer::packageOf)
                    .collect(Collectors.toUnmodifiableSet());
            return new Jar(ClassContainer.name(path), zip, packages);
        }

        @Override
        public byte @Nullable [] bytes(String file) throws IOException {
            ZipEntry entry = entry(file);
            if (entry == null) {
                return null;
            }
            try (InputStream stream = zip.getInputStream(entry)) {
                return ClassBytes.of(stream);
            }
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /** A directory of packages. */
    record Directory(String name, Path root) implements ClassContainer {

        @Override
        public boolean holds(String file) {
            return Files.isRegularFile(root.resolve(file));
        }

        @Override
        public Set<String> packages() {
            try {
                return classes().stream().map(ClassContainer::packageOf).collect(Collectors.toUnmodifiableSet());
            } catch (IOException | UncheckedIOException unreadable) {
                return Set.of();
            }
        }

        @Override
        public List<String> classes() throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                        .filter(ClassContainer::isClass)
                        .sorted()
                        .toList();
            }
        }

        @Override
        public byte @Nullable [] bytes(String file) throws IOException {
            Path path = root.resolve(file);
            return Files.isRegularFile(path) ? ClassBytes.of(path) : null;
        }

        @Override
        public void close() {}
    }

    /**
     * The JDK that runs: its classes, and neither Maven's nor this plugin's.
     *
     * @param packages paths of its packages: most questions are about types of the sources
     */
    record Jdk(Set<String> packages) implements ClassContainer {

        static Jdk running() {
            return new Jdk(ModuleLayer.boot().modules().stream()
                    .map(Module::getPackages)
                    .flatMap(Set::stream)
                    .map(name -> name.replace('.', '/'))
                    .collect(Collectors.toUnmodifiableSet()));
        }

        @Override
        public String name() {
            return "the JDK";
        }

        @Override
        public boolean holds(String file) {
            return packages.contains(packageOf(file));
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public byte @Nullable [] bytes(String file) throws IOException {
            if (!packages.contains(packageOf(file))) {
                return null;
            }
            try (InputStream stream = ClassLoader.getPlatformClassLoader().getResourceAsStream(file)) {
                return stream == null ? null : stream.readAllBytes();
            }
        }

        @Override
        public void close() {}
    }
}
