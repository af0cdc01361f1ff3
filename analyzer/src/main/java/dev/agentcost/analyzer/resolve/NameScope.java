package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.catalog.Catalog;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a type's name means at a place of a source file. One scope for a file, from which those of its types and methods are
 * made. Immutable.
 */
public final class NameScope {

    private static final Set<String> KEYWORDS =
            Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double", "void", "var", "");

    /** Packages that {@code import module java.base} brings in and agents use; what a name means in others is not found. */
    private static final List<String> JAVA_BASE = List.of(
            "java.util",
            "java.util.function",
            "java.util.stream",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks",
            "java.util.regex",
            "java.io",
            "java.math",
            "java.net",
            "java.nio",
            "java.nio.charset",
            "java.nio.file",
            "java.text",
            "java.time",
            "java.time.format",
            "java.time.temporal");

    private static final Map<String, List<String>> MODULES = Map.of(
            "java.base", JAVA_BASE,
            "java.se", JAVA_BASE,
            "java.net.http", List.of("java.net.http"),
            "java.sql", List.of("java.sql", "javax.sql"),
            "java.logging", List.of("java.util.logging"));

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

        private String lastPart() {
            return name.substring(name.lastIndexOf('.') + 1);
        }

        private String qualifier() {
            return name.substring(0, Math.max(0, name.lastIndexOf('.')));
        }
    }

    /** What all scopes of one file share. */
    private record SourceFile(
            String packageName, List<Import> imports, TypeWorld world, Hierarchy hierarchy, Catalog catalog) {

        Stream<String> imported(Import.Kind kind) {
            return imports.stream().filter(i -> i.kind() == kind).map(Import::name);
        }

        boolean isType(String name) {
            return world.type(name).isPresent();
        }

        /** The name that a type is known by, which may not be the one it is declared with. */
        Optional<String> known(String name) {
            return world.type(name).map(TypeInfo::name);
        }

        String inPackage(String simpleName) {
            return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
        }
    }

    private final SourceFile file;
    private final @Nullable NameScope outer;
    private final String enclosingType;
    private final Map<String, String> names;

    private NameScope(SourceFile file, @Nullable NameScope outer, String enclosingType, Map<String, String> names) {
        this.file = file;
        this.outer = outer;
        this.enclosingType = enclosingType;
        this.names = Map.copyOf(names);
    }

    /** The scope of a file's top level. */
    public static NameScope of(String packageName, List<Import> imports, TypeWorld world, Catalog catalog) {
        SourceFile file = new SourceFile(packageName, List.copyOf(imports), world, new Hierarchy(world), catalog);
        return new NameScope(file, null, "", Map.of());
    }

    /** The scope inside the body of a type of this fully qualified name: its member types, inherited ones too, are visible. */
    public NameScope inType(String fqn) {
        return new NameScope(file, this, fqn, Map.of());
    }

    /** The scope behind the declaration of a local class. */
    public NameScope withLocalType(String simpleName, String fqn) {
        return new NameScope(file, this, "", Map.of(simpleName, fqn));
    }

    /** The scope of type parameters that mean their bounds: by name, the bound as written or {@code ""}. */
    public NameScope withTypeParameters(Map<String, String> bounds) {
        // Bounds may name each other, so those that are not plain types must be followed first.
        Map<String, String> meanings = new HashMap<>();
        bounds.keySet().forEach(name -> meanings.put(name, bound(name, bounds)));
        return new NameScope(file, this, "", meanings);
    }

    private String bound(String name, Map<String, String> bounds) {
        String bound = name;
        for (int steps = 0; steps <= bounds.size() && bounds.containsKey(bound); steps++) {
            bound = TypeText.parse(bounds.get(bound)).name();
        }
        return bound.isEmpty() || bounds.containsKey(bound) ? TypeText.OBJECT.name() : resolve(bound);
    }

    /** The scope of type parameters that stay as they are: for the declarations of a {@link TypeInfo}. */
    public NameScope keepingTypeParameters(Collection<String> names) {
        Map<String, String> meanings = new HashMap<>();
        names.forEach(name -> meanings.put(name, name));
        return new NameScope(file, this, "", meanings);
    }

    /** The fully qualified name that a simple or qualified type name means; empty where nothing explains it. */
    public Optional<String> find(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return KEYWORDS.contains(name) ? Optional.empty() : simple(name);
        }
        return simple(name.substring(0, dot))
                .map(head -> members(head, name.substring(dot + 1)))
                .or(() -> file.known(name))
                .or(() -> file.catalog().type(name).map(row -> row.name()));
    }

    /** {@code Map.Entry} in terms of {@code Map}; a member type may be inherited. */
    private String members(String type, String rest) {
        String found = type;
        for (String member : rest.split("\\.", -1)) {
            String owner = found;
            found = memberType(owner, member).orElse(owner + "." + member);
        }
        return found;
    }

    private Optional<String> memberType(String type, String simpleName) {
        return file.hierarchy().of(TypeText.of(type)).stream()
                .map(supertype -> supertype.name() + "." + simpleName)
                .filter(file::isType)
                .findFirst();
    }

    private Optional<String> simple(String name) {
        for (NameScope scope = this; scope != null; scope = scope.outer) {
            Optional<String> declared = scope.declared(name);
            if (declared.isPresent()) {
                return declared;
            }
        }
        return imported(name);
    }

    private Optional<String> declared(String name) {
        String meaning = names.get(name);
        if (meaning != null) {
            return Optional.of(meaning);
        }
        if (enclosingType.isEmpty()) {
            return Optional.empty();
        }
        // The type itself: local and anonymous types' names end otherwise, and their simple name is a local type's.
        return enclosingType.endsWith("." + name) || enclosingType.equals(name)
                ? Optional.of(enclosingType)
                : memberType(enclosingType, name);
    }

    /** In the order of the Java Language Specification (6.4.1): single imports, the package, imports on demand. */
    private Optional<String> imported(String name) {
        return singleImport(name)
                .or(() -> file.known(file.inPackage(name)))
                .or(() -> onDemand(name))
                .or(() -> ofCatalogue(name));
    }

    private Optional<String> singleImport(String name) {
        return file.imports().stream()
                .filter(i -> i.lastPart().equals(name))
                .filter(i -> i.kind() == Import.Kind.TYPE || i.kind() == Import.Kind.STATIC && file.isType(i.name()))
                .map(Import::name)
                .findFirst();
    }

    private Optional<String> onDemand(String name) {
        Stream<String> packages = Stream.concat(Stream.of("java.lang"), file.imported(Import.Kind.TYPES));
        Stream<String> modules =
                file.imported(Import.Kind.MODULE).flatMap(m -> MODULES.getOrDefault(m, List.of()).stream());
        return Stream.concat(packages, modules)
                .flatMap(p -> file.known(p + "." + name).stream())
                .findFirst()
                .or(() -> file.imported(Import.Kind.STATICS)
                        .flatMap(type -> memberType(type, name).stream())
                        .findFirst());
    }

    /** A type of a missing jar that the catalogue knows and an import on demand can mean. */
    private Optional<String> ofCatalogue(String name) {
        return file.catalog().typeBySimpleName(name).filter(type -> {
            String packageName = type.substring(0, Math.max(0, type.lastIndexOf('.')));
            return packageName.equals(file.packageName())
                    || file.imported(Import.Kind.TYPES).anyMatch(packageName::equals);
        });
    }

    /** As {@link #find}, or the name as written where nothing explains it. */
    public String resolve(String name) {
        return find(name).orElse(name);
    }

    /** A type as written, with its type arguments, arrays and annotations, in fully qualified names without wildcards. */
    public String resolveGeneric(String type) {
        return TypeText.parse(type).rename(this::resolve).toString();
    }

    /** The type whose static member of this name a static import brings in. */
    public Optional<String> staticImportOwner(String member) {
        List<String> named = file.imports().stream()
                .filter(i -> i.kind() == Import.Kind.STATIC && i.lastPart().equals(member))
                .map(Import::qualifier)
                .toList();
        if (!named.isEmpty()) {
            return named.stream()
                    .filter(type -> hasMember(type, member))
                    .findFirst()
                    .or(() -> Optional.of(named.get(0)));
        }
        List<String> types = file.imported(Import.Kind.STATICS).toList();
        return types.stream()
                .filter(type -> hasMember(type, member))
                .findFirst()
                .or(() -> onlyUnknown(types));
    }

    private boolean hasMember(String type, String member) {
        return file.hierarchy().of(TypeText.of(type)).stream()
                .flatMap(supertype -> file.world().type(supertype.name()).stream())
                .anyMatch(info -> info.methods().stream()
                                .anyMatch(m -> m.isStatic() && m.name().equals(member))
                        || info.fields().stream()
                                .anyMatch(f -> f.isStatic() && f.name().equals(member)));
    }

    /** A member that no known type has belongs to the unknown type, if there is one only. */
    private Optional<String> onlyUnknown(List<String> types) {
        List<String> unknown = types.stream().filter(type -> !file.isType(type)).toList();
        return unknown.size() == 1 ? Optional.of(unknown.get(0)) : Optional.empty();
    }
}
