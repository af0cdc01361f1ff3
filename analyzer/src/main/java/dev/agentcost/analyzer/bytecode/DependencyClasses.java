package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.form.DependencyCode;
import dev.agentcost.analyzer.form.DependencyForms;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.resolve.CatalogTypes;
import dev.agentcost.analyzer.resolve.ClassContainer;
import dev.agentcost.analyzer.resolve.ClassFiles;
import dev.agentcost.analyzer.resolve.LayeredTypeWorld;
import dev.agentcost.analyzer.resolve.Typing;
import dev.agentcost.analyzer.source.Diagnostic;
import dev.agentcost.analyzer.source.SourceText;
import dev.agentcost.analyzer.source.TypeName;
import dev.agentcost.analyzer.source.Workers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The code of jars that carry no form, as far as sources can come to a model or tool through it, or to a jar with a form that does. Looked at are the {@linkplain ReachingJars
 * jars that lead there} among those that sources name a type of, and those that these types lead to, nearer ones first; what the catalogue
 * knows is no code to look at, as its rows say what it does. Of these jars the constant pools tell which classes name a framework, and which
 * name those; only if the sources name one of them, they are read.
 */
public final class DependencyClasses {

    /** Where so many classes have been looked at, no further jar is. */
    private static final int MOST_CLASSES = 10_000;

    /** So many classes are read, those that sources name first. */
    private static final int MOST_READ = 2_000;

    private record Place(ClassContainer container, ClassScan scan) {}

    private final Catalog catalog;
    private final Workers workers;
    private final List<ClassContainer> containers;
    private final ModelMarks marks;
    private final Set<TypeName> formTypes;
    private final KeptMentions mentions;

    private final Map<String, Place> classes = new TreeMap<>();
    private final Set<ClassContainer> scanned = new LinkedHashSet<>();
    private final Map<String, List<String>> subtypes = new HashMap<>();
    private final SortedSet<String> leftOut = new TreeSet<>();
    private int seen;

    private DependencyClasses(
            Catalog catalog,
            List<ClassContainer> containers,
            Set<TypeName> formTypes,
            KeptMentions mentions,
            Workers workers) {
        this.catalog = catalog;
        this.workers = workers;
        this.containers = containers;
        this.marks = new ModelMarks(catalog);
        this.formTypes = formTypes;
        this.mentions = mentions;
    }

    /**
     * The code of the dependencies that have no form.
     *
     * @param forms those that have one, and the places that have none
     * @param mentions keeps what was found of jars
     */
    public static DependencyCode of(
            Collection<SourceText> texts,
            DependencyForms forms,
            ClassFiles classFiles,
            Catalog catalog,
            KeptMentions mentions,
            Workers workers) {
        return new DependencyClasses(catalog, forms.others(), forms.code().reaching(), mentions, workers)
                .code(Imports.of(texts), classFiles);
    }

    private DependencyCode code(Imports imports, ClassFiles classFiles) {
        Set<String> named = named(imports);
        Set<String> reaching = reaching();
        Set<String> begin = named.stream().filter(reaching::contains).collect(Collectors.toCollection(TreeSet::new));
        DependencyCode code = begin.isEmpty() ? DependencyCode.NONE : read(closure(begin), reaching, classFiles);
        return leftOut.isEmpty() ? code : code.and(new DependencyCode(List.of(), Set.of(), List.of(tooMany())));
    }

    private Diagnostic tooMany() {
        return new Diagnostic(
                "class path",
                0,
                String.join(", ", leftOut) + (leftOut.size() == 1 ? " is" : " are") + " not looked at, because "
                        + seen + " classes of other jars are: what calls into there cost is not known; build"
                        + " these jars with agentcost:summarize");
    }

    // ---- which jars

    /** The classes that sources name; their jars, and those that these lead to, are scanned. */
    private Set<String> named(Imports imports) {
        Map<String, ClassContainer> types = types(imports.names());
        Set<String> wholly = imports.packages().stream()
                .map(name -> name.replace('.', '/'))
                .filter(path -> !isKnown(path + "/"))
                .collect(Collectors.toSet());
        Map<ClassContainer, Set<String>> packages = new LinkedHashMap<>();
        containers.forEach(container -> packages.put(container, container.packages()));
        Set<ClassContainer> begin = new LinkedHashSet<>();
        packages.forEach((container, paths) -> {
            if (types.containsValue(container) || wholly.stream().anyMatch(paths::contains)) {
                begin.add(container);
            }
        });
        ReachingJars jars = new ReachingJars(begin, packages, marks, formTypes, mentions, workers);
        mentions.write();
        scan(begin.stream().filter(jars::contains).toList());
        Set<String> named = classes.keySet().stream()
                .filter(name -> types.containsKey(name) || wholly.contains(packageOf(name)))
                .collect(Collectors.toCollection(TreeSet::new));
        while (true) {
            Set<ClassContainer> further = further(closure(named), jars);
            if (further.isEmpty()) {
                return named;
            }
            scan(further);
        }
    }

    /** The types of these names that run something the catalogue does not know, each with the first place that holds it. */
    private Map<String, ClassContainer> types(Set<String> names) {
        Map<String, ClassContainer> types = new TreeMap<>();
        for (String name : names) {
            for (ClassContainer container : containers) {
                Optional<String> type = typeIn(container, name);
                if (type.isPresent()) {
                    if (!isKnown(type.get()) && hasCode(container, type.get())) {
                        types.put(type.get(), container);
                    }
                    break;
                }
            }
        }
        return types;
    }

    /** Whether a type is no annotation, which runs nothing where it is written. */
    private boolean hasCode(ClassContainer container, String type) {
        try {
            byte[] bytes = container.bytes(type + ".class");
            return bytes != null
                    && ClassScan.of(bytes, marks)
                            .filter(scan -> !scan.isAnnotation())
                            .isPresent();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** The internal name of the outermost type in {@code a.b.C.D} or {@code a.b.C.member}, if the place holds it. */
    private Optional<String> typeIn(ClassContainer container, String name) {
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            int end = name.indexOf('.', dot + 1);
            String type = name.substring(0, end < 0 ? name.length() : end).replace('.', '/');
            if (container.holds(type + ".class")) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static String packageOf(String internalName) {
        return internalName.substring(0, Math.max(0, internalName.lastIndexOf('/')));
    }

    private Set<ClassContainer> further(Set<String> from, ReachingJars jars) {
        Set<ClassContainer> found = new LinkedHashSet<>();
        Set<String> asked = new HashSet<>();
        for (String name : from) {
            Place place = classes.get(name);
            for (String mentioned :
                    place == null ? Set.<String>of() : place.scan().types()) {
                if (!classes.containsKey(mentioned) && asked.add(mentioned) && !isKnown(mentioned)) {
                    containers.stream()
                            .filter(container -> container.holds(mentioned + ".class"))
                            .findFirst()
                            .filter(container -> jars.contains(container) && !scanned.contains(container))
                            .ifPresent(found::add);
                }
            }
        }
        if (seen < MOST_CLASSES) {
            return found;
        }
        found.forEach(container -> leftOut.add(container.name()));
        return Set.of();
    }

    private void scan(Collection<ClassContainer> places) {
        List<ClassContainer> all = places.stream().filter(scanned::add).toList();
        Function<ClassContainer, List<ClassScan>> scan = this::scan;
        List<List<ClassScan>> found = workers.map(all, () -> scan);
        for (int i = 0; i < all.size(); i++) {
            ClassContainer container = all.get(i);
            seen += found.get(i).size();
            for (ClassScan one : found.get(i)) {
                if (!isKnown(one.name()) && classes.putIfAbsent(one.name(), new Place(container, one)) == null) {
                    one.parents()
                            .forEach(parent -> subtypes.computeIfAbsent(parent, key -> new ArrayList<>())
                                    .add(one.name()));
                }
            }
        }
    }

    private List<ClassScan> scan(ClassContainer container) {
        List<ClassScan> found = new ArrayList<>();
        try {
            for (String file : container.classes()) {
                byte[] bytes = container.bytes(file);
                if (bytes != null) {
                    ClassScan.of(bytes, marks).ifPresent(found::add);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // a broken jar is told of where its types are asked for
            return found;
        }
        return found;
    }

    // ---- which classes

    /** Whether rows of the catalogue say what the class does: it is listed, or of a framework's own packages. */
    private boolean isKnown(String internalName) {
        return marks.isOfFramework(internalName)
                || catalog.type(internalName.replace('/', '.')).isPresent();
    }

    /** Classes that name a framework, or such a class; and what these extend, as a call of it may end in them. */
    private Set<String> reaching() {
        Map<String, List<String>> mentionedBy = new HashMap<>();
        Deque<String> pending = new ArrayDeque<>();
        Set<String> reaching = new TreeSet<>();
        classes.forEach((name, place) -> {
            place.scan()
                    .types()
                    .forEach(type -> mentionedBy
                            .computeIfAbsent(type, key -> new ArrayList<>())
                            .add(name));
            if ((place.scan().speaks() || namesForm(place.scan())) && reaching.add(name)) {
                pending.add(name);
            }
        });
        while (!pending.isEmpty()) {
            String name = pending.remove();
            Place place = classes.get(name);
            Set<String> parents = place == null ? Set.of() : place.scan().parents();
            Stream.concat(
                            mentionedBy.getOrDefault(name, List.of()).stream(),
                            parents.stream().filter(classes::containsKey))
                    .filter(reaching::add)
                    .forEach(pending::add);
        }
        return reaching;
    }

    /** Whether the class names a type of a form that reaches a model. */
    private boolean namesForm(ClassScan scan) {
        return !formTypes.isEmpty()
                && scan.types().stream()
                        .anyMatch(type ->
                                typeName(type).filter(formTypes::contains).isPresent());
    }

    /** Everything that code of these classes may come to: what they name, and what extends that. Nearer ones first. */
    private Set<String> closure(Collection<String> from) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> pending = new ArrayDeque<>();
        from.stream().filter(classes::containsKey).filter(found::add).forEach(pending::add);
        while (!pending.isEmpty()) {
            String name = pending.remove();
            Place place = classes.get(name);
            if (place != null) {
                Stream.concat(place.scan().types().stream(), subtypes.getOrDefault(name, List.of()).stream())
                        .sorted()
                        .filter(classes::containsKey)
                        .filter(found::add)
                        .forEach(pending::add);
            }
        }
        return found;
    }

    // ---- reading

    private DependencyCode read(Set<String> wanted, Set<String> reaching, ClassFiles classFiles) {
        Map<ClassContainer, SortedMap<String, byte[]>> files = new HashMap<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        wanted.stream().limit(MOST_READ).forEach(name -> {
            Place place = classes.get(name);
            String file = name + ".class";
            try {
                byte[] bytes = place == null ? null : place.container().bytes(file);
                if (place != null && bytes != null) {
                    files.computeIfAbsent(place.container(), key -> new TreeMap<>())
                            .put(file, bytes);
                }
            } catch (IOException unreadable) {
                diagnostics.add(new Diagnostic("class path", 0, "cannot read " + file));
            }
        });
        if (wanted.size() > MOST_READ) {
            diagnostics.add(new Diagnostic(
                    "class path",
                    0,
                    (wanted.size() - MOST_READ) + " classes that the sources may come to a model through are not read;"
                            + " build their jars with agentcost:summarize"));
        }
        Typing typing = new Typing(new LayeredTypeWorld(Map.of(), classFiles, new CatalogTypes(catalog)));
        List<ClassContainer> places =
                containers.stream().filter(files::containsKey).toList();
        Function<ClassContainer, ClassUnits> lower = container -> ClassUnits.lower(
                container.name() + SourceLocation.IN_JAR, files.getOrDefault(container, new TreeMap<>()), typing);
        List<Unit> units = new ArrayList<>();
        for (ClassUnits one : workers.map(places, () -> lower)) {
            units.addAll(one.units());
            one.problems().forEach(problem -> diagnostics.add(new Diagnostic("class path", 0, problem)));
        }
        units.forEach(unit -> unit.types().forEach(type -> unreadable(type, reaching, diagnostics)));
        Set<TypeName> names = new LinkedHashSet<>();
        reaching.stream()
                .filter(wanted::contains)
                .map(DependencyClasses::typeName)
                .flatMap(Optional::stream)
                .forEach(names::add);
        return new DependencyCode(units, names, diagnostics);
    }

    private static void unreadable(TypeDeclaration type, Set<String> reaching, List<Diagnostic> diagnostics) {
        String path = type.name().replace('.', '/');
        for (MethodDeclaration method : type.methods()) {
            if (!method.unreadable().isEmpty() && reaching.contains(path)) {
                diagnostics.add(new Diagnostic(
                        method.location().file(),
                        method.location().line(),
                        method.displayName() + ": " + method.unreadable() + "; what it costs is not counted"));
            }
        }
    }

    /** The name by which sources mention the class; none for anonymous and local ones. */
    private static Optional<TypeName> typeName(String internalName) {
        String path = packageOf(internalName);
        String own = internalName.substring(internalName.lastIndexOf('/') + 1);
        String simple = own.substring(own.lastIndexOf('$') + 1);
        return simple.isEmpty() || Character.isDigit(simple.charAt(0))
                ? Optional.empty()
                : Optional.of(new TypeName(path.replace('/', '.'), simple));
    }
}
