package dev.agentcost.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is analysed, and against what.
 *
 * @param module name of the module, or "" where there is no project
 * @param sources directories of Java sources; all are there
 * @param classesDirectories where the compiled classes of the sources are
 * @param classPath jars and directories that the sources are compiled against
 * @param artifactVersions version of each artifact on the class path, by artifact id
 * @param baseDirectory paths in reports are relative to it
 * @param directory where a configuration file is looked for first
 */
record Scope(
        String module,
        List<Path> sources,
        List<Path> classesDirectories,
        List<Path> classPath,
        Map<String, String> artifactVersions,
        Path baseDirectory,
        Path directory) {

    Scope {
        sources = List.copyOf(sources);
        classesDirectories = List.copyOf(classesDirectories);
        classPath = List.copyOf(classPath);
        artifactVersions = Map.copyOf(new TreeMap<>(artifactVersions));
    }

    /** This with another class path. */
    Scope withClassPath(List<Path> replaced) {
        return new Scope(module, sources, classesDirectories, replaced, artifactVersions, baseDirectory, directory);
    }

    /** This with another base directory. */
    Scope withBaseDirectory(Path replaced) {
        return new Scope(module, sources, classesDirectories, classPath, artifactVersions, replaced, directory);
    }

    /** How messages name a file: relative to the base directory where it is in there. */
    String shown(Path file) {
        return file.startsWith(baseDirectory)
                ? baseDirectory.relativize(file).toString().replace('\\', '/')
                : file.toString();
    }
}
