package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.CompilationUnit;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.form.DependencyTypes;
import dev.agentcost.analyzer.resolve.CallResolver;
import dev.agentcost.analyzer.resolve.CatalogTypes;
import dev.agentcost.analyzer.resolve.ClassFiles;
import dev.agentcost.analyzer.resolve.LayeredTypeWorld;
import dev.agentcost.analyzer.resolve.TypeInfo;
import dev.agentcost.analyzer.resolve.TypeWorld;
import dev.agentcost.analyzer.resolve.Typing;
import dev.agentcost.analyzer.source.ConfigurationFiles;
import dev.agentcost.analyzer.source.Diagnostic;
import dev.agentcost.analyzer.source.JavaSource;
import dev.agentcost.analyzer.source.ParsedUnit;
import dev.agentcost.analyzer.source.SourceText;
import dev.agentcost.analyzer.source.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From the texts of the files that are read to their lowered forms: parse, declare, lower, each only where nothing is kept of it. */
final class FileLowering {

    /**
     * What came of it.
     *
     * @param files in the order of the texts
     * @param diagnostics what could not be read beside the files
     */
    record Result(List<KeptFile> files, Typing typing, List<Diagnostic> diagnostics) {}

    /** A file between parsing and lowering. */
    private record Declared(ParsedUnit parsed, CompilationUnit tree, TypeTable table) {}

    /** What is known of a file: what was kept of it, or what its text says; neither where that cannot be told. */
    private record Source(
            SourceText text,
            @Nullable KeptFile kept,
            @Nullable ParsedUnit parsed,
            @Nullable Declared declared) {}

    /** What all files declare, but for how they are lowered; in the order of the texts. */
    private record Declaring(List<Source> sources, List<KeptFile> files, TypeWorld world) {}

    private final SourceOptions options;
    private final Catalog catalog;
    private final Workers workers;
    private final ConfigurationFiles configuration;
    private final ClassFiles classFiles;
    private final TypeWorld compiled;
    private final TypeWorld catalogTypes;
    private final List<Diagnostic> failures = new ArrayList<>();

    /** @param dependencies the class files, and what else is known of dependencies */
    FileLowering(
            SourceOptions options,
            Catalog catalog,
            Workers workers,
            ConfigurationFiles configuration,
            ClassFiles classFiles,
            DependencyTypes dependencies) {
        this.options = options;
        this.catalog = catalog;
        this.workers = workers;
        this.configuration = configuration;
        this.classFiles = classFiles;
        this.compiled = dependencies;
        this.catalogTypes = new CatalogTypes(catalog);
    }

    /** Lowers all files. */
    Result lower(List<SourceText> texts) {
        return lower(declare(texts, Map.of(), null), null);
    }

    /** Lowers what is not kept, and keeps all. */
    Result lower(List<SourceText> texts, LoweredFiles files) {
        OwnClasses classes;
        try {
            classes = OwnClasses.in(options.classDirectories());
        } catch (IOException unreadable) {
            return lower(texts);
        }
        LoweredFiles.Kept known = files.read().unchanged(texts, classes);
        Declaring declaring = declare(texts, known.files(), classes);
        boolean holds = known.declarations().equals(declarations(declaring, classes, known.asked()));
        if (!known.files().isEmpty() && !holds) {
            failures.clear();
            declaring = declare(texts, Map.of(), classes);
        }
        Result result = lower(declaring, classes);
        boolean whole = result.diagnostics().isEmpty() && classFiles.problems().isEmpty();
        boolean isAllKept = result.files().stream()
                .allMatch(file -> known.files().get(file.names().file()) == file);
        if (whole && !isAllKept) {
            Map<String, KeptFile> kept = new LinkedHashMap<>();
            result.files().forEach(file -> kept.put(file.names().file(), file));
            SortedSet<String> asked = classFiles.readInDirectories();
            asked.addAll(holds ? known.asked() : List.of());
            files.write(new LoweredFiles.Kept(declarations(declaring, classes, asked), asked, kept));
        }
        return result;
    }

    private static String declarations(Declaring declaring, OwnClasses classes, Collection<String> asked) {
        return LoweredFiles.declarations(
                declaring.files(),
                classes.besides(declaring.files().stream().map(KeptFile::names).toList(), asked));
    }

    // ---- declarations

    private Declaring declare(List<SourceText> texts, Map<String, KeptFile> known, @Nullable OwnClasses classes) {
        List<Source> sources = read(texts, known);
        Map<String, TypeInfo> names = new HashMap<>();
        for (Source source : sources) {
            named(source).forEach(type -> names.putIfAbsent(type.name(), type));
        }
        TypeWorld byName = new LayeredTypeWorld(names, compiled, catalogTypes);
        List<List<TypeInfo>> headers = declarations(
                sources,
                KeptFile::headers,
                (unit, world) -> Declarations.headers(unit.tree(), unit.table(), world, catalog),
                byName);
        List<List<TypeInfo>> infos = declarations(
                sources,
                KeptFile::infos,
                (unit, world) -> Declarations.typeInfos(unit.tree(), unit.table(), world, catalog),
                world(headers));
        List<KeptFile> files = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            KeptFile kept = sources.get(i).kept();
            files.add(kept == null ? file(sources.get(i), headers.get(i), infos.get(i), classes) : kept);
        }
        return new Declaring(sources, files, world(infos));
    }

    private List<Source> read(List<SourceText> texts, Map<String, KeptFile> known) {
        List<SourceText> fresh =
                texts.stream().filter(text -> !known.containsKey(text.name())).toList();
        Map<String, ParsedUnit> parsed = new HashMap<>();
        workers.map(fresh, JavaSource::new).forEach(unit -> parsed.put(unit.file(), unit));
        List<SourceNames.TopLevel> declared = new ArrayList<>();
        for (SourceText text : texts) {
            KeptFile kept = known.get(text.name());
            ParsedUnit unit = parsed.get(text.name());
            if (kept != null && kept.lowering() != null) {
                declared.add(kept.names());
            } else if (unit != null && unit.tree() != null) {
                declared.add(SourceNames.TopLevel.of(unit, unit.tree()));
            }
        }
        SourceNames names = SourceNames.of(declared);
        Function<SourceText, Source> source = text -> {
            ParsedUnit unit = parsed.get(text.name());
            return new Source(text, known.get(text.name()), unit, unit == null ? null : declared(unit, names));
        };
        return workers.map(texts, () -> source);
    }

    private @Nullable Declared declared(ParsedUnit unit, SourceNames names) {
        CompilationUnit tree = unit.tree();
        return tree == null
                ? null
                : guarded(
                                unit.file(),
                                () -> {
                                    HeldNumbers.spread(tree);
                                    return Optional.of(
                                            new Declared(unit, tree, TypeTable.of(unit.file(), tree, names)));
                                },
                                Optional.<Declared>empty())
                        .orElse(null);
    }

    /** A file that makes a step fail is lost for that step, and only it. */
    private <T> T guarded(String file, Supplier<T> step, T otherwise) {
        try {
            return step.get();
        } catch (RuntimeException | StackOverflowError failure) {
            String message =
                    "its declarations cannot be read (" + failure.getClass().getSimpleName()
                            + "): its types are missing in the result; report the file, or exclude it";
            synchronized (failures) {
                failures.add(new Diagnostic(file, 0, message));
            }
            return otherwise;
        }
    }

    private static List<TypeInfo> named(Source source) {
        if (source.kept() != null) {
            return source.kept().headers().stream()
                    .map(type -> named(type.name(), type.isInterface()))
                    .toList();
        }
        return source.declared() == null
                ? List.of()
                : source.declared().table().types().stream()
                        .map(type -> named(type.name(), type.isInterface()))
                        .toList();
    }

    private static TypeInfo named(String name, boolean isInterface) {
        return new TypeInfo(name, isInterface, List.of(), List.of(), List.of(), List.of(), TypeInfo.Origin.SOURCE);
    }

    private List<List<TypeInfo>> declarations(
            List<Source> sources,
            Function<KeptFile, List<TypeInfo>> kept,
            BiFunction<Declared, TypeWorld, List<TypeInfo>> declare,
            TypeWorld world) {
        Function<Source, List<TypeInfo>> declareOne = source -> {
            Declared declared = source.declared();
            if (source.kept() != null) {
                return kept.apply(source.kept());
            }
            return declared == null
                    ? List.of()
                    : guarded(source.text().name(), () -> declare.apply(declared, world), List.of());
        };
        return workers.map(sources, () -> declareOne);
    }

    /** Names first, then supertypes, then everything: a member type's name may be inherited. */
    private TypeWorld world(List<List<TypeInfo>> declarations) {
        Map<String, TypeInfo> types = new HashMap<>();
        declarations.forEach(infos -> infos.forEach(info -> types.putIfAbsent(info.name(), info)));
        return new LayeredTypeWorld(types, compiled, catalogTypes);
    }

    private KeptFile file(Source source, List<TypeInfo> headers, List<TypeInfo> infos, @Nullable OwnClasses classes) {
        ParsedUnit unit = source.parsed();
        SourceNames.TopLevel names = unit == null || unit.tree() == null
                ? new SourceNames.TopLevel(source.text().name(), "", List.of())
                : SourceNames.TopLevel.of(unit, unit.tree());
        boolean kept = classes != null;
        return new KeptFile(
                kept ? LoweredFiles.digest(source.text()) : "",
                classes == null ? "" : classes.of(names),
                names,
                headers,
                infos,
                kept
                        ? infos.stream()
                                .flatMap(info -> classFiles.type(info.name()).stream())
                                .toList()
                        : List.of(),
                unit == null ? List.of() : unit.diagnostics(),
                null);
    }

    // ---- bodies

    private Result lower(Declaring declaring, @Nullable OwnClasses classes) {
        Typing typing = new Typing(declaring.world());
        Path base = options.base().toAbsolutePath().normalize();
        CompiledCalls compiled = new CompiledCalls(base, options.classDirectories());
        Function<Declared, Lowering> lower = unit -> Lowering.lower(
                unit.parsed(),
                unit.tree(),
                unit.table(),
                typing,
                CallResolver.of(compiled.seenFrom(unit.table().names()), typing, catalog),
                catalog,
                new Injected(catalog, configuration, base.resolve(unit.parsed().file())));
        List<Declared> fresh = declaring.sources().stream()
                .flatMap(source -> Optional.ofNullable(source.declared()).stream())
                .toList();
        Map<String, Lowering> lowered = new HashMap<>();
        workers.map(fresh, () -> lower).forEach(one -> lowered.put(one.unit().file(), one));
        List<KeptFile> files = new ArrayList<>();
        for (int i = 0; i < declaring.sources().size(); i++) {
            KeptFile file = declaring.files().get(i);
            Source source = declaring.sources().get(i);
            Lowering lowering = lowered.get(file.names().file());
            boolean isLost = source.parsed() != null && source.parsed().tree() != null && lowering == null;
            if (!isLost) {
                files.add(lowering == null ? file : file.with(lowering));
            }
        }
        List<Diagnostic> diagnostics = new ArrayList<>(failures);
        compiled.problems().forEach(problem -> diagnostics.add(new Diagnostic("classes", 0, problem)));
        return new Result(List.copyOf(files), typing, List.copyOf(diagnostics));
    }
}
