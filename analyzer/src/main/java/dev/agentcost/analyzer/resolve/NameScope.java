package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.catalog.Catalog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a type's name means at a place of a source file. One scope for a file, from which those of its types and methods are
 * made. Immutable.
 */
public final class NameScope {

    /**
     * An import.
     *
     * @param name without {@code .*}: the type, the type's member, the package or the module
     */
    public record Import(String name, Kind kind) {

        /** Forms of imports. */
        public enum Kind {
            /** {@code import a.B;} */
            TYPE,
            /** {@code import a.*;} */
            TYPES,
            /** {@code import static a.B.c;} */
            STATIC,
            /** {@code import static a.B.*;} */
            STATICS,
            /** {@code import module m;} */
            MODULE
        }
    }

    private NameScope() {}

    /** The scope of a file's top level. */
    public static NameScope of(String packageName, List<Import> imports, TypeWorld world, Catalog catalog) {
        return new NameScope();
    }

    /** The scope inside the body of a type of this fully qualified name: its member types, inherited ones too, are visible. */
    public NameScope inType(String fqn) {
        return this;
    }

    /** The scope behind the declaration of a local class. */
    public NameScope withLocalType(String simpleName, String fqn) {
        return this;
    }

    /** The scope of type parameters that mean their bounds: by name, the bound as written or {@code ""}. */
    public NameScope withTypeParameters(Map<String, String> bounds) {
        return this;
    }

    /** The scope of type parameters that stay as they are: for the declarations of a {@link TypeInfo}. */
    public NameScope keepingTypeParameters(Collection<String> names) {
        return this;
    }

    /** The fully qualified name that a simple or qualified type name means; empty where nothing explains it. */
    public Optional<String> find(String name) {
        return Optional.empty();
    }

    /** As {@link #find}, or the name as written where nothing explains it. */
    public String resolve(String name) {
        return name;
    }

    /** A type as written, with its type arguments, arrays and annotations, in fully qualified names without wildcards. */
    public String resolveGeneric(String type) {
        return type;
    }

    /** The type whose static member of this name a static import brings in. */
    public Optional<String> staticImportOwner(String member) {
        return Optional.empty();
    }
}
