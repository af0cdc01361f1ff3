package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.resolve.ClassContainer;
import dev.agentcost.analyzer.source.TypeName;
import dev.agentcost.analyzer.source.Workers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The jars that code may come to a model or tool through: those with a class that shows {@linkplain ModelMarks marks} of one, and those that
 * mention a package of such a jar. Frameworks are none: the catalogue says what calls of theirs do.
 */
final class ReachingJars {

    private final Set<ClassContainer> reaching = new HashSet<>();

    /**
     * Those among some jars and all that these lead to.
     *
     * @param begin where code begins
     * @param places all jars and directories with the paths of their packages
     * @param others types elsewhere that reach a model
     */
    ReachingJars(
            Collection<ClassContainer> begin,
            Map<ClassContainer, Set<String>> places,
            ModelMarks marks,
            Set<TypeName> others,
            KeptMentions mentions,
            Workers workers) {
        Set<String> otherPackages = others.stream()
                .map(type -> type.packageName().replace('.', '/'))
                .collect(Collectors.toSet());
        Map<String, List<ClassContainer>> holders = new HashMap<>();
        places.forEach((place, packages) -> {
            if (!packages.stream().allMatch(path -> marks.isOfFramework(path + "/"))) {
                packages.forEach(path ->
                        holders.computeIfAbsent(path, key -> new ArrayList<>()).add(place));
            }
        });
        Map<ClassContainer, Set<ClassContainer>> leadTo = new LinkedHashMap<>();
        Function<ClassContainer, JarMentions> look = place -> mentions.of(place, marks);
        List<ClassContainer> next = new ArrayList<>(new LinkedHashSet<>(begin));
        while (!next.isEmpty()) {
            List<JarMentions> found = workers.map(next, () -> look);
            Set<ClassContainer> further = new LinkedHashSet<>();
            for (int i = 0; i < next.size(); i++) {
                Set<String> packages = found.get(i).packages();
                if (found.get(i).speaks() || packages.stream().anyMatch(otherPackages::contains)) {
                    reaching.add(next.get(i));
                }
                Set<ClassContainer> mentioned = new LinkedHashSet<>();
                packages.forEach(path -> mentioned.addAll(holders.getOrDefault(path, List.of())));
                leadTo.put(next.get(i), mentioned);
                further.addAll(mentioned);
            }
            further.removeAll(leadTo.keySet());
            next = List.copyOf(further);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<ClassContainer, Set<ClassContainer>> place : leadTo.entrySet()) {
                if (place.getValue().stream().anyMatch(reaching::contains)) {
                    changed |= reaching.add(place.getKey());
                }
            }
        }
    }

    /** Whether a place is one. */
    boolean contains(ClassContainer place) {
        return reaching.contains(place);
    }
}
