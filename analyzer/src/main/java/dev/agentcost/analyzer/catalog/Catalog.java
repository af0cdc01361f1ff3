package dev.agentcost.analyzer.catalog;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All rows that hold for one project: the bundled files and the user's, with the versions of the project's libraries
 * chosen. Immutable; every look-up is one hash access for each type that is asked about.
 */
public final class Catalog {

    private static final String CONSTRUCTOR = "<init>";

    private final Map<String, TypeRow> types;

    /** Type, then method name, then the rows of the type and of its supertypes in the catalogue, nearest first. */
    private final Map<String, Map<String, List<MethodRow>>> methods;

    /** Names without the package; "" where several types share one. */
    private final Map<String, String> simpleNames;

    private final Set<String> packages;
    private final Set<String> markers;
    private final Set<String> modelProperties;
    private final Endpoints endpoints;
    private final Vocabulary vocabulary;
    private final List<CatalogFile> files;
    private final Set<String> userTypes;
    private final Map<String, String> artifactVersions;
    private final List<String> problems;

    private Catalog(
            List<CatalogFile> files,
            Set<String> userTypes,
            Map<String, TypeRow> types,
            Map<String, String> artifactVersions,
            List<String> problems) {
        this.types = Collections.unmodifiableMap(types);
        this.methods = methodTable(types);
        this.simpleNames = simpleNames(types.values());
        Set<String> allPackages = new TreeSet<>();
        types.values().forEach(type -> allPackages.add(type.packageName()));
        Set<String> allMarkers = new TreeSet<>();
        Set<String> allModelProperties = new TreeSet<>();
        Endpoints allEndpoints = Endpoints.NONE;
        Vocabulary allWords = Vocabulary.NONE;
        for (CatalogFile file : files) {
            allMarkers.addAll(file.markers());
            allModelProperties.addAll(file.modelProperties());
            allEndpoints = allEndpoints.and(file.endpoints());
            allWords = allWords.and(file.vocabulary());
        }
        this.packages = Collections.unmodifiableSet(allPackages);
        this.markers = Collections.unmodifiableSet(allMarkers);
        this.modelProperties = Collections.unmodifiableSet(allModelProperties);
        this.endpoints = allEndpoints;
        this.vocabulary = allWords;
        this.files = List.copyOf(files);
        this.userTypes = Collections.unmodifiableSet(new TreeSet<>(userTypes));
        this.artifactVersions = Map.copyOf(artifactVersions);
        this.problems = List.copyOf(problems);
    }

    /**
     * Reads the user's files, those that libraries bring along, and the bundled ones. Where several speak of a method, the first holds.
     *
     * @param userFiles the user's files
     * @param classPath jars and directories that may hold a file of their own; one that cannot be used is a problem and no more
     * @param artifactVersions artifact id to the version on the class path, for rows that hold for some versions only
     * @throws CatalogException if a file of the user's cannot be read or is not a catalogue
     */
    public static Catalog load(List<Path> userFiles, List<Path> classPath, Map<String, String> artifactVersions)
            throws CatalogException {
        List<String> problems = new ArrayList<>();
        List<CatalogFile> users = CatalogSources.readUserFiles(userFiles);
        List<CatalogFile> files = new ArrayList<>(users);
        files.addAll(CatalogSources.readLibraryFiles(classPath, problems));
        files.addAll(CatalogSources.readBundledFiles());
        Set<String> userTypes = new TreeSet<>();
        users.forEach(file -> file.types().forEach(type -> userTypes.add(type.name())));
        return of(files, userTypes, artifactVersions, problems);
    }

    static Catalog of(
            List<CatalogFile> files,
            Set<String> userTypes,
            Map<String, String> artifactVersions,
            List<String> problems) {
        Map<String, TypeRow> types = new LinkedHashMap<>();
        for (CatalogFile file : files) {
            for (TypeRow type : file.types()) {
                TypeRow held = type.withMethods(type.methods().stream()
                        .filter(row -> holds(row, file, artifactVersions))
                        .toList());
                types.merge(held.name(), held, TypeRow::orElse);
            }
        }
        return new Catalog(files, userTypes, types, artifactVersions, problems);
    }

    private static boolean holds(MethodRow row, CatalogFile file, Map<String, String> artifactVersions) {
        VersionRange range = row.versions();
        if (range == null) {
            return true;
        }
        String version = artifactVersions.get(range.artifact());
        return version == null ? file.heldWhenUnknown().contains(row) : range.contains(version);
    }

    /** The row of the type with this fully qualified name (nested types with {@code .}). */
    public Optional<TypeRow> type(String fqn) {
        return Optional.ofNullable(types.get(fqn));
    }

    /** The first row of the method on the type or, breadth first, on the supertypes that the catalogue gives it. */
    public Optional<MethodRow> method(String ownerFqn, String name, int arity) {
        return Optional.ofNullable(find(ownerFqn, name, arity));
    }

    /**
     * The first row of the method on one of the types, in their order. A constructor is looked for on the first only:
     * constructors are not inherited.
     */
    public Optional<MethodRow> method(Iterable<String> ownerAndSupertypes, String name, int arity) {
        for (String owner : ownerAndSupertypes) {
            MethodRow row = find(owner, name, arity);
            if (row != null || name.equals(CONSTRUCTOR)) {
                return Optional.ofNullable(row);
            }
        }
        return Optional.empty();
    }

    private @Nullable MethodRow find(String owner, String name, int arity) {
        for (MethodRow row : methods.getOrDefault(owner, Map.of()).getOrDefault(name, List.of())) {
            if (row.takes(arity)) {
                return row;
            }
        }
        return null;
    }

    /** Fragments of text of which every source file that uses a framework directly contains one. */
    public Set<String> markers() {
        return markers;
    }

    /** Keys of configuration files that name the model of requests that name none, sorted. */
    public Set<String> modelProperties() {
        return modelProperties;
    }

    /** Keys of configuration files that say more than the code about a request: its model, and limits of loops that libraries hide; sorted. */
    public Set<String> properties() {
        Set<String> keys = new TreeSet<>(modelProperties);
        for (TypeRow type : types.values()) {
            addProperties(type.service(), keys);
            for (MethodRow row : type.methods()) {
                addProperties(row.modelCall(), keys);
                addProperties(row.service(), keys);
            }
        }
        return keys;
    }

    private static void addProperties(@Nullable Service service, Set<String> keys) {
        addProperties(service == null ? null : service.modelCall(), keys);
    }

    private static void addProperties(@Nullable ModelCall call, Set<String> keys) {
        if (call != null && call.hiddenLoop() != null) {
            keys.addAll(call.hiddenLoop().capProperties());
        }
        if (call != null && call.again() != null) {
            keys.addAll(call.again().capProperties());
        }
    }

    /** How an HTTP request to a model is known. */
    public Endpoints endpoints() {
        return endpoints;
    }

    /** The names by which code that no row knows tells what it does. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * The fully qualified name of the one type that has this simple name, with its outer types or without; empty where
     * none or several have it.
     */
    public Optional<String> typeBySimpleName(String simpleName) {
        return Optional.ofNullable(simpleNames.get(simpleName)).filter(name -> !name.isEmpty());
    }

    /** Every row, the user's first, otherwise in the order of files and their lines. */
    public Collection<TypeRow> types() {
        return types.values();
    }

    /** The packages of all types, sorted. */
    public Set<String> packages() {
        return packages;
    }

    /** The names of the frameworks, in the order of their files. */
    public List<String> frameworks() {
        return files.stream().map(CatalogFile::framework).distinct().toList();
    }

    /** The files, the user's first; with all rows, also those of other versions than the project's. */
    public List<CatalogFile> files() {
        return files;
    }

    /** The types that the user's own files have rows of, sorted: whoever has not these files knows nothing of them. */
    public Set<String> userTypes() {
        return userTypes;
    }

    /** The version of an artifact in this project, where it is known. */
    public Optional<String> version(String artifact) {
        return Optional.ofNullable(artifactVersions.get(artifact));
    }

    /** What is wrong with files that libraries bring along; their rows are missing. */
    public List<String> problems() {
        return problems;
    }

    private static Map<String, Map<String, List<MethodRow>>> methodTable(Map<String, TypeRow> types) {
        Map<String, Map<String, List<MethodRow>>> table = new HashMap<>();
        for (String name : types.keySet()) {
            Map<String, List<MethodRow>> rowsByName = new HashMap<>();
            for (TypeRow type : withSupertypes(name, types)) {
                for (MethodRow row : type.methods()) {
                    for (String method : row.names()) {
                        if (type.name().equals(name) || !method.equals(CONSTRUCTOR)) {
                            rowsByName
                                    .computeIfAbsent(method, absent -> new ArrayList<>())
                                    .add(row);
                        }
                    }
                }
            }
            table.put(name, rowsByName);
        }
        return table;
    }

    /** The type and its supertypes in the catalogue, breadth first; each once, so that a cycle ends. */
    private static List<TypeRow> withSupertypes(String name, Map<String, TypeRow> types) {
        List<TypeRow> found = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(name));
        Deque<String> waiting = new ArrayDeque<>(List.of(name));
        while (!waiting.isEmpty()) {
            TypeRow type = types.get(waiting.remove());
            if (type != null) {
                found.add(type);
                type.supertypes().stream().filter(seen::add).forEach(waiting::add);
            }
        }
        return found;
    }

    private static Map<String, String> simpleNames(Collection<TypeRow> types) {
        Map<String, String> names = new HashMap<>();
        for (TypeRow type : types) {
            String nested = type.nameInPackage();
            names.merge(nested, type.name(), (first, second) -> "");
            String simple = nested.substring(nested.lastIndexOf('.') + 1);
            if (!simple.equals(nested)) {
                names.merge(simple, type.name(), (first, second) -> "");
            }
        }
        return names;
    }
}
