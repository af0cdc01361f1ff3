package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.CompilationUnit;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.form.DependencyCode;
import dev.agentcost.analyzer.form.DependencyForms;
import dev.agentcost.analyzer.form.DependencyTypes;
import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.resolve.CallResolver;
import dev.agentcost.analyzer.resolve.CatalogTypes;
import dev.agentcost.analyzer.resolve.ClassFiles;
import dev.agentcost.analyzer.resolve.InvokeIndex;
import dev.agentcost.analyzer.resolve.LayeredTypeWorld;
import dev.agentcost.analyzer.resolve.TypeInfo;
import dev.agentcost.analyzer.resolve.TypeWorld;
import dev.agentcost.analyzer.resolve.Typing;
import dev.agentcost.analyzer.source.ConfigurationFiles;
import dev.agentcost.analyzer.source.Diagnostic;
import dev.agentcost.analyzer.source.JavaSource;
import dev.agentcost.analyzer.source.ParsedUnit;
import dev.agentcost.analyzer.source.Relevance;
import dev.agentcost.analyzer.source.SourceText;
import dev.agentcost.analyzer.source.SourceTree;
import dev.agentcost.analyzer.source.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From directories to the lowered form: find, sort out, parse, declare, lower. The result does not depend on threads. */
public final class SourceProgram {

    /** A file between parsing and lowering. */
    private record Declared(ParsedUnit parsed, CompilationUnit tree, TypeTable table) {}

    private final SourceOptions options;
    private final Catalog catalog;
    private final Workers workers;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private SourceProgram(SourceOptions options, Catalog catalog) {
        this.options = options;
        this.catalog = catalog;
        this.workers = new Workers(options.threads());
    }

    /** Reads and lowers the sources. Whatever is wrong with them is a diagnostic of the result. */
    public static LoweredProgram load(SourceOptions options, Catalog catalog) {
        return new SourceProgram(options, catalog).load();
    }

    private LoweredProgram load() {
        SourceTree found = SourceTree.find(options.base(), options.roots(), options.withTests());
        diagnostics.addAll(found.diagnostics());
        List<SourceText> texts = workers.map(found.files(), () -> file -> SourceText.read(file, options.encoding()));
        DependencyCode dependencies = DependencyForms.of(options.classPath(), workers);
        diagnostics.addAll(dependencies.diagnostics());
        Relevance relevance = options.everything()
                ? Relevance.everything(texts.size())
                : Relevance.of(texts, catalog.markers(), dependencies.reaching(), workers);
        List<String> reaching =
                relevance.reaching().stream().map(i -> texts.get(i).name()).toList();
        List<SourceText> selected = Stream.concat(relevance.reaching().stream(), relevance.supporting().stream())
                .sorted()
                .map(texts::get)
                .toList();
        List<ParsedUnit> parsed = workers.map(selected, JavaSource::new);
        parsed.forEach(unit -> diagnostics.addAll(unit.diagnostics()));
        List<String> unparsed = parsed.stream()
                .filter(unit -> unit.tree() == null)
                .map(ParsedUnit::file)
                .toList();
        SourceCoverage coverage = new SourceCoverage(
                texts.size(),
                parsed.size() - unparsed.size(),
                texts.size() - selected.size(),
                reaching,
                relevance.types(),
                unparsed);
        Set<String> read = parsed.stream().map(ParsedUnit::file).collect(Collectors.toSet());
        ConfigurationFiles configuration = ConfigurationFiles.beside(
                options.base().toAbsolutePath().normalize(),
                found.files().stream()
                        .filter(file -> read.contains(file.name()))
                        .toList());
        diagnostics.addAll(configuration.diagnostics());
        return lower(declared(parsed), dependencies, coverage, configuration);
    }

    private List<Declared> declared(List<ParsedUnit> parsed) {
        SourceNames names = SourceNames.of(parsed);
        Function<ParsedUnit, Optional<Declared>> declare = unit -> guarded(
                unit.file(),
                () -> Optional.ofNullable(unit.tree()).map(tree -> {
                    HeldNumbers.spread(tree);
                    return new Declared(unit, tree, TypeTable.of(unit.file(), tree, names));
                }),
                Optional.empty());
        return workers.map(parsed, () -> declare).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** A file that makes a step fail is lost for that step, and only it. */
    private <T> T guarded(String file, Supplier<T> step, T otherwise) {
        try {
            return step.get();
        } catch (RuntimeException | StackOverflowError failure) {
            String message =
                    "its declarations cannot be read (" + failure.getClass().getSimpleName()
                            + "): its types are missing in the result; report the file, or exclude it";
            synchronized (diagnostics) {
                diagnostics.add(new Diagnostic(file, 0, message));
            }
            return otherwise;
        }
    }

    private LoweredProgram lower(
            List<Declared> units,
            DependencyCode dependencies,
            SourceCoverage coverage,
            ConfigurationFiles configuration) {
        List<Path> classPath = Stream.concat(options.classDirectories().stream(), options.classPath().stream())
                .toList();
        ClassFiles classFiles = ClassFiles.of(classPath);
        Typing typing = new Typing(world(units, new DependencyTypes(classFiles, dependencies.units())));
        InvokeIndex compiled = InvokeIndex.of(options.classDirectories());
        CallResolver resolver = CallResolver.of(compiled, typing, catalog);
        Path base = options.base().toAbsolutePath().normalize();
        Function<Declared, Lowering> lower = unit -> Lowering.lower(
                unit.parsed(),
                unit.tree(),
                unit.table(),
                typing,
                resolver,
                catalog,
                new Injected(catalog, configuration, base.resolve(unit.parsed().file())));
        List<Lowering> lowered = workers.map(units, () -> lower);
        Map<Resolution, Integer> resolutions = new EnumMap<>(Resolution.class);
        List<Unit> result = new ArrayList<>();
        for (Lowering unit : lowered) {
            result.add(unit.unit());
            diagnostics.addAll(unit.diagnostics());
            unit.resolutions().forEach((way, count) -> resolutions.merge(way, count, Integer::sum));
        }
        classFiles.problems().forEach(problem -> diagnostics.add(new Diagnostic("class path", 0, problem)));
        compiled.problems().forEach(problem -> diagnostics.add(new Diagnostic("classes", 0, problem)));
        Collections.sort(diagnostics);
        return new LoweredProgram(
                List.copyOf(result),
                dependencies.beside(result),
                typing,
                coverage,
                List.copyOf(diagnostics),
                Collections.unmodifiableMap(resolutions),
                classFiles,
                configuration);
    }

    /** Names first, then supertypes, then everything: a member type's name may be inherited. */
    private TypeWorld world(List<Declared> units, TypeWorld classFiles) {
        TypeWorld catalogTypes = new CatalogTypes(catalog);
        Map<String, TypeInfo> names = new HashMap<>();
        for (Declared unit : units) {
            unit.table().types().forEach(type -> names.putIfAbsent(type.name(), named(type)));
        }
        TypeWorld byName = new LayeredTypeWorld(names, classFiles, catalogTypes);
        TypeWorld withSupertypes = new LayeredTypeWorld(
                declarations(
                        units,
                        (unit, world) -> Declarations.headers(unit.tree(), unit.table(), world, catalog),
                        byName),
                classFiles,
                catalogTypes);
        return new LayeredTypeWorld(
                declarations(
                        units,
                        (unit, world) -> Declarations.typeInfos(unit.tree(), unit.table(), world, catalog),
                        withSupertypes),
                classFiles,
                catalogTypes);
    }

    private static TypeInfo named(NamedType type) {
        return new TypeInfo(
                type.name(), type.isInterface(), List.of(), List.of(), List.of(), List.of(), TypeInfo.Origin.SOURCE);
    }

    private Map<String, TypeInfo> declarations(
            List<Declared> units, BiFunction<Declared, TypeWorld, List<TypeInfo>> declare, TypeWorld world) {
        Function<Declared, List<TypeInfo>> declareOne =
                unit -> guarded(unit.parsed().file(), () -> declare.apply(unit, world), List.of());
        Map<String, TypeInfo> declarations = new HashMap<>();
        for (List<TypeInfo> infos : workers.map(units, () -> declareOne)) {
            infos.forEach(info -> declarations.putIfAbsent(info.name(), info));
        }
        return declarations;
    }
}
