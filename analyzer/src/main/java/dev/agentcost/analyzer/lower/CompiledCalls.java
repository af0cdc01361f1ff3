package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.resolve.InvokeIndex;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that javac compiled, as each source root sees them: of classes of one name, it means those that are nearest to it. */
final class CompiledCalls {

    private final Path base;
    private final List<Path> directories;
    private final Map<String, InvokeIndex> byRoot = new ConcurrentHashMap<>();

    /**
     * Calls in the class files of some directories.
     *
     * @param base what the paths of the sources are relative to
     */
    CompiledCalls(Path base, List<Path> directories) {
        this.base = base;
        this.directories = directories;
    }

    InvokeIndex seenFrom(SourceNames.View names) {
        return names.areUnique()
                ? byRoot.computeIfAbsent("", root -> InvokeIndex.of(directories))
                : byRoot.computeIfAbsent(names.root(), root -> InvokeIndex.of(nearestFirst(names), names::of));
    }

    private List<Path> nearestFirst(SourceNames.View names) {
        return directories.stream()
                .sorted(Comparator.comparingInt(directory -> -names.shared(relative(directory))))
                .toList();
    }

    private String relative(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        return (path.startsWith(base) ? base.relativize(path) : path).toString().replace('\\', '/') + "/";
    }

    /** What could not be read so far, sorted. */
    List<String> problems() {
        return byRoot.values().stream()
                .flatMap(index -> index.problems().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
