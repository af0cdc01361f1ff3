package dev.agentcost.analyzer.form;

import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.source.Diagnostic;
import dev.agentcost.analyzer.source.TypeName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The code of dependencies that calls are seen through into, whatever it was lowered from. It is part of every cost and derivation, but
 * nothing in it is an entry point or a finding: that is told where it is built.
 *
 * @param units lowered files; {@link Unit#file()} and every location in them begin with the name of the jar and {@link SourceLocation#IN_JAR}, so that
 *     none is taken for a file of the sources
 * @param reaching types of the units through which a model or tool can be reached, their supertypes that code may call included: what
 *     mentions one of them has to be read
 * @param settings values of properties in the configuration files that it was built with, by key
 * @param diagnostics what could not be read
 */
public record DependencyCode(
        List<Unit> units,
        Set<TypeName> reaching,
        SortedMap<String, SortedSet<String>> settings,
        List<Diagnostic> diagnostics) {

    /** No dependency has code that matters. */
    public static final DependencyCode NONE = new DependencyCode(List.of(), Set.of(), List.of());

    /** Copies what it is given. */
    public DependencyCode {
        units = List.copyOf(units);
        reaching = Set.copyOf(reaching);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        diagnostics = List.copyOf(diagnostics);
    }

    /** Code that was built without configuration files. */
    public DependencyCode(List<Unit> units, Set<TypeName> reaching, List<Diagnostic> diagnostics) {
        this(units, reaching, new TreeMap<>(), diagnostics);
    }

    /** This and more; what is known already holds over the same type in the other. */
    public DependencyCode and(DependencyCode other) {
        Set<TypeName> all = new LinkedHashSet<>(reaching);
        all.addAll(other.reaching);
        SortedMap<String, SortedSet<String>> values = new TreeMap<>(settings);
        other.settings.forEach((key, more) -> values.merge(key, more, DependencyCode::united));
        return new DependencyCode(joined(units, other.units), all, values, joined(diagnostics, other.diagnostics));
    }

    private static SortedSet<String> united(SortedSet<String> one, SortedSet<String> other) {
        SortedSet<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /**
     * The units as they are beside sources: without the types that the sources declare themselves, or an earlier unit does, and what is
     * declared in those.
     */
    public List<Unit> beside(Collection<Unit> sources) {
        Map<String, String> declaredIn = new HashMap<>();
        sources.forEach(unit -> unit.types().forEach(type -> declaredIn.putIfAbsent(outermost(unit, type), "")));
        List<Unit> left = new ArrayList<>();
        for (Unit unit : units) {
            List<TypeDeclaration> types = unit.types().stream()
                    .filter(type ->
                            unit.file().equals(declaredIn.computeIfAbsent(outermost(unit, type), first -> unit.file())))
                    .toList();
            if (!types.isEmpty()) {
                left.add(new Unit(unit.file(), unit.packageName(), types, unit.suppressions()));
            }
        }
        return left;
    }

    private static String outermost(Unit unit, TypeDeclaration type) {
        int begin = unit.packageName().isEmpty() ? 0 : unit.packageName().length() + 1;
        String name = type.name();
        // class files call the anonymous and local classes of a.B a.B$1
        int end = begin + 1;
        while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '$') {
            end++;
        }
        return name.substring(0, Math.min(end, name.length()));
    }
}
