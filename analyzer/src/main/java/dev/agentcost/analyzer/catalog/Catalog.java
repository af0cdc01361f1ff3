package dev.agentcost.analyzer.catalog;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All rows that hold for one project: the bundled files and the user's, with the versions of the project's libraries
 * chosen. Immutable; every look-up is one hash access for each type that is asked about.
 */
public final class Catalog {

    private Catalog() {}

    /**
     * Reads the bundled files and the user's.
     *
     * @param userFiles the user's files; their rows come before the bundled ones
     * @param artifactVersions artifact id to the version on the class path, for rows that hold for some versions only
     * @throws CatalogException if a file cannot be read or is not a catalogue
     */
    public static Catalog load(List<Path> userFiles, Map<String, String> artifactVersions) throws CatalogException {
        return new Catalog();
    }

    /** The row of the type with this fully qualified name (nested types with {@code .}). */
    public Optional<TypeRow> type(String fqn) {
        return Optional.empty();
    }

    /** The first row of the method on the type or, breadth first, on the supertypes that the catalogue gives it. */
    public Optional<MethodRow> method(String ownerFqn, String name, int arity) {
        return Optional.empty();
    }

    /** The first row of the method on one of the types, in their order. */
    public Optional<MethodRow> method(Iterable<String> ownerAndSupertypes, String name, int arity) {
        return Optional.empty();
    }

    /** Fragments of text of which every source file that uses a framework directly contains one. */
    public Set<String> markers() {
        return Set.of();
    }

    /** How an HTTP request to a model is known. */
    public Endpoints endpoints() {
        return new Endpoints(List.of(), List.of(), List.of());
    }

    /** The fully qualified name of the one type that has this simple name; empty where none or several have it. */
    public Optional<String> typeBySimpleName(String simpleName) {
        return Optional.empty();
    }

    /** Every row, the user's first, otherwise in the order of files and their lines. */
    public Collection<TypeRow> types() {
        return List.of();
    }

    /** The packages of all types. */
    public Set<String> packages() {
        return Set.of();
    }

    /** The names of the frameworks, in the order of their files. */
    public List<String> frameworks() {
        return List.of();
    }
}
