package dev.agentcost.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the scope from directories and files that the user names: any tree of Java sources, built by whatever tool. */
final class SourcesScope {

    private SourcesScope() {}

    /**
     * The scope of these directories and files.
     *
     * @param workingDirectory base of several
     */
    static Scope of(List<File> named, Path workingDirectory) throws UsageException {
        Set<Path> sources = new LinkedHashSet<>();
        for (File one : named) {
            sources.add(existing(one));
        }
        Path base = sources.size() == 1 ? directory(sources.iterator().next()) : workingDirectory;
        return new Scope("", List.copyOf(sources), List.of(), List.of(), Map.of(), base, base);
    }

    private static Path directory(Path source) {
        Path parent = source.getParent();
        return Files.isDirectory(source) || parent == null ? source : parent;
    }

    private static Path existing(File named) throws UsageException {
        Path path = named.toPath().toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new UsageException("agentcost.sources names " + path
                    + ", which is not there; name a directory that holds Java sources");
        }
        if (!Files.isDirectory(path) && !path.toString().endsWith(".java")) {
            throw new UsageException("agentcost.sources names " + path
                    + ", which is neither a directory nor a .java file; name the directory that holds the sources");
        }
        return path;
    }
}
