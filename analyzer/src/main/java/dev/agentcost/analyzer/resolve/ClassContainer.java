package dev.agentcost.analyzer.resolve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A place that holds class files. */
sealed interface ClassContainer extends AutoCloseable {

    /** For messages: the last part of its path, as what is before that differs from machine to machine. */
    String name();

    /** The class file of this path, {@code a/b/C.class}, or null where it holds none. */
    byte @Nullable [] bytes(String file) throws IOException;

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
            ZipEntry entry = packages.contains(packageOf(file)) ? zip.getEntry(file) : null;
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
