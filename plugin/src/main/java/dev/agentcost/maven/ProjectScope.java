package dev.agentcost.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Takes the scope from a Maven project: its source roots, its compiled classes, its compile class path. */
final class ProjectScope {

    private final MavenProject project;
    private final Path baseDirectory;

    /**
     * The scope of one module.
     *
     * @param topLevel the project that the build was started in, or null
     */
    ProjectScope(MavenProject project, @Nullable MavenProject topLevel) {
        this.project = project;
        this.baseDirectory = topmost(project, topLevel);
    }

    /** The module's main sources, and those of its tests if asked for. */
    Scope scope(boolean includeTests) {
        List<Path> sources = new ArrayList<>(directories(project.getCompileSourceRoots()));
        List<Path> classes =
                new ArrayList<>(directories(List.of(project.getBuild().getOutputDirectory())));
        if (includeTests) {
            sources.addAll(directories(project.getTestCompileSourceRoots()));
            classes.addAll(directories(List.of(project.getBuild().getTestOutputDirectory())));
        }
        return new Scope(
                project.getGroupId() + ":" + project.getArtifactId(),
                sources,
                classes,
                classPath(),
                artifactVersions(),
                baseDirectory,
                directory(project));
    }

    /** All modules of a build as one: calls from one into another are seen through, and each cost is counted once. */
    static Scope of(List<MavenProject> modules, MavenProject topLevel, boolean includeTests) {
        List<Scope> scopes = modules.stream()
                .map(module -> new ProjectScope(module, topLevel).scope(includeTests))
                .toList();
        List<Path> classes = joined(scopes, Scope::classesDirectories);
        Map<String, String> versions = new TreeMap<>();
        scopes.forEach(scope -> scope.artifactVersions().forEach(versions::putIfAbsent));
        return new Scope(
                topLevel.getGroupId() + ":" + topLevel.getArtifactId(),
                joined(scopes, Scope::sources),
                classes,
                joined(scopes, Scope::classPath).stream()
                        .filter(entry -> !classes.contains(entry))
                        .toList(),
                versions,
                new ProjectScope(topLevel, topLevel).baseDirectory,
                directory(topLevel));
    }

    private static List<Path> joined(List<Scope> scopes, Function<Scope, List<Path>> part) {
        return scopes.stream().map(part).flatMap(List::stream).distinct().toList();
    }

    private static List<Path> directories(List<String> paths) {
        return paths.stream()
                .map(path -> Path.of(path).toAbsolutePath().normalize())
                .filter(Files::isDirectory)
                .distinct()
                .toList();
    }

    private List<Path> classPath() {
        return artifacts()
                .filter(artifact -> artifact.getArtifactHandler().isAddedToClasspath())
                .map(Artifact::getFile)
                .filter(file -> file != null && file.exists())
                .map(File::toPath)
                .toList();
    }

    private Map<String, String> artifactVersions() {
        Map<String, String> versions = new TreeMap<>();
        artifacts().forEach(artifact -> versions.put(artifact.getArtifactId(), artifact.getBaseVersion()));
        return versions;
    }

    private Stream<Artifact> artifacts() {
        return project.getArtifacts().stream();
    }

    /**
     * The topmost directory that holds this module and is the project's own: that of an ancestor, or of the build's first
     * project. So the paths in reports are the same whether the whole is built or this module alone.
     */
    private static Path topmost(MavenProject project, @Nullable MavenProject topLevel) {
        Path module = directory(project);
        Path topmost = topLevel != null && topLevel.getBasedir() != null ? directory(topLevel) : module;
        if (!module.startsWith(topmost)) {
            topmost = module;
        }
        for (MavenProject parent = project.getParent(); parent != null; parent = parent.getParent()) {
            if (parent.getBasedir() != null && topmost.startsWith(directory(parent))) {
                topmost = directory(parent);
            }
        }
        return topmost;
    }

    private static Path directory(MavenProject project) {
        return project.getBasedir().toPath().toAbsolutePath().normalize();
    }
}
