package dev.agentcost.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the scope from directories that the user names: any tree of Java sources, built by whatever tool. */
final class SourcesScope {

    private SourcesScope() {}

    /**
     * The scope of these directories.
     *
     * @param workingDirectory base of several directories
     */
    static Scope of(List<File> directories, Path workingDirectory) throws UsageException {
        Set<Path> sources = new LinkedHashSet<>();
        for (File directory : directories) {
            sources.add(existing(directory));
        }
        Path base = sources.size() == 1 ? sources.iterator().next() : workingDirectory;
        return new Scope("", List.copyOf(sources), List.of(), List.of(), Map.of(), base, base);
    }

    private static Path existing(File directory) throws UsageException {
        Path path = directory.toPath().toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new UsageException("agentcost.sources names " + path
                    + ", which is not there; name a directory that holds Java sources");
        }
        if (!Files.isDirectory(path)) {
            throw new UsageException(
                    "agentcost.sources names " + path + ", which is not a directory; name the directory that holds it");
        }
        return path;
    }
}
