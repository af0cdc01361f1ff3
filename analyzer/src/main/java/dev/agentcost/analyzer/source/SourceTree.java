package dev.agentcost.analyzer.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The {@code .java} files below some roots, sorted by name.
 *
 * <p>Build output, hidden directories and test sources are left out below the roots, never the roots themselves. A directory
 * is entered once however many links lead to it, by its own name rather than a link's, so that links and their cycles do not
 * change the result.
 *
 * @param files sorted by name
 * @param others sources of other languages, sorted; they are not read
 * @param diagnostics what could not be read
 */
public record SourceTree(List<SourceFile> files, List<Path> others, List<Diagnostic> diagnostics) {

    private static final Set<String> SKIPPED = Set.of("target", "build", "out", "node_modules");
    private static final Set<String> WITHOUT_CODE = Set.of("module-info.java", "package-info.java");
    /** By the endings of their files. */
    private static final SortedMap<String, String> OTHER_LANGUAGES =
            new TreeMap<>(Map.of(".groovy", "Groovy", ".kt", "Kotlin", ".scala", "Scala"));

    private static final Set<String> TEST_SOURCES =
            Set.of("test", "testFixtures", "it", "integrationTest", "integration-test", "functionalTest", "jmh");

    /**
     * Finds the files.
     *
     * @param base directory that names are relative to
     * @param roots directories and files
     * @param withTests whether {@code src/test} and its like belong to it
     */
    public static SourceTree find(Path base, List<Path> roots, boolean withTests) {
        return new Search(base, withTests).find(roots);
    }

    private static final class Search {
        private final Path base;
        private final boolean withTests;
        private final Deque<Path> directories = new ArrayDeque<>();
        private final List<Path> links = new ArrayList<>();
        private final Set<Path> entered = new HashSet<>();
        private final SortedMap<String, SourceFile> files = new TreeMap<>();
        private final SortedMap<String, SortedSet<Path>> others = new TreeMap<>();
        private final List<Diagnostic> diagnostics = new ArrayList<>();

        Search(Path base, boolean withTests) {
            this.base = base.toAbsolutePath().normalize();
            this.withTests = withTests;
        }

        SourceTree find(List<Path> roots) {
            for (Path root : roots.stream().sorted().toList()) {
                Path absolute = root.toAbsolutePath().normalize();
                if (Files.isDirectory(absolute)) {
                    directories.add(absolute);
                } else if (Files.isRegularFile(absolute)) {
                    addFile(absolute);
                } else {
                    report(absolute, "does not exist: nothing was read here; correct the source root");
                }
            }
            visitDirectories();
            for (int next = 0; next < links.size(); next++) {
                directories.add(links.get(next));
                visitDirectories();
            }
            others.forEach((language, paths) -> report(paths.first(), notRead(language, paths.size() - 1)));
            Collections.sort(diagnostics);
            return new SourceTree(
                    List.copyOf(files.values()),
                    others.values().stream().flatMap(Set::stream).sorted().toList(),
                    List.copyOf(diagnostics));
        }

        private static String notRead(String language, int more) {
            String it = "is " + language + ", which is not read";
            return more == 0
                    ? it + ": what it calls is missing in the result"
                    : it + ", like " + more + " more here: what they call is missing in the result";
        }

        private void visitDirectories() {
            while (!directories.isEmpty()) {
                Path directory = directories.remove();
                try {
                    if (entered.add(directory.toRealPath())) {
                        children(directory).forEach(this::visit);
                    }
                } catch (IOException | SecurityException failure) {
                    report(
                            directory,
                            "cannot be listed (" + reason(failure) + "): its files are missing in the result");
                }
            }
        }

        private static List<Path> children(Path directory) throws IOException {
            List<Path> children = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                stream.forEach(children::add);
            } catch (java.nio.file.DirectoryIteratorException failure) {
                throw failure.getCause();
            }
            Collections.sort(children);
            return children;
        }

        private void visit(Path path) {
            String name = path.getFileName().toString();
            if (name.startsWith(".")) {
                // Hidden: version control, caches, and editors' lock links such as .#Agent.java.
                return;
            }
            if (Files.isDirectory(path)) {
                if (!isSkipped(path, name)) {
                    (Files.isSymbolicLink(path) ? links : directories).add(path);
                }
            } else if (name.endsWith(".java") && !WITHOUT_CODE.contains(name)) {
                if (Files.isReadable(path)) {
                    addFile(path);
                } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                    report(path, "cannot be read: its types are missing in the result");
                }
            } else {
                OTHER_LANGUAGES.forEach((ending, language) -> {
                    if (name.endsWith(ending)) {
                        others.computeIfAbsent(language, first -> new TreeSet<>())
                                .add(path);
                    }
                });
            }
        }

        private boolean isSkipped(Path path, String name) {
            Path parent = path.getParent();
            boolean testSources = TEST_SOURCES.contains(name)
                    && parent != null
                    && parent.getFileName() != null
                    && parent.getFileName().toString().equals("src");
            // A package may be called like a build directory: only a directory outside any src is one.
            boolean buildOutput = SKIPPED.contains(name) && !isBelowSources(path);
            return buildOutput || (testSources && !withTests);
        }

        private boolean isBelowSources(Path path) {
            Path relative = path.startsWith(base) ? base.relativize(path) : path;
            for (Path part : relative) {
                if (part.toString().equals("src") || part.toString().equals("java")) {
                    return true;
                }
            }
            return false;
        }

        private void addFile(Path path) {
            String name = name(path);
            files.putIfAbsent(name, new SourceFile(name, path));
        }

        private void report(Path path, String message) {
            diagnostics.add(new Diagnostic(name(path), 0, message));
        }

        private String name(Path path) {
            Path relative = path.startsWith(base) ? base.relativize(path) : path;
            return relative.toString().replace('\\', '/');
        }

        private static String reason(Exception failure) {
            return failure.getClass().getSimpleName();
        }
    }
}
