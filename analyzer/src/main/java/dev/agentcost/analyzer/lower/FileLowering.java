package dev.agentcost.analyzer.lower;

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
import dev.agentcost.analyzer.source.SourceText;
import dev.agentcost.analyzer.source.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
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

    /** What is known of a file: what was kept of it, or what its text says. */
    private record Source(
            SourceText text,
            @Nullable KeptFile kept,
            @Nullable ReadFile read) {

        SourceNames.@Nullable TopLevel names() {
            if (read != null) {
                return read.names();
            }
            return kept == null || kept.lowering() == null ? null : kept.names();
        }
    }

    /** What all files declare, but for how they are lowered; in the order of the texts. */
    private record Declaring(List<Source> sources, SourceNames names, List<KeptFile> files, TypeWorld world) {}

    private final SourceOptions options;
    private final Catalog catalog;
    private final Workers workers;
    private final ConfigurationFiles configuration;
    private final ClassFiles classFiles;
    private final TypeWorld compiled;
    private final TypeWorld catalogTypes;
    private final Set<Diagnostic> failures = new LinkedHashSet<>();

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
        List<Source> sources = workers.map(texts, () -> {
            JavaSource parser = new JavaSource();
            return text -> {
                KeptFile kept = known.get(text.name());
                return new Source(text, kept, kept == null ? ReadFile.of(text, parser) : null);
            };
        });
        SourceNames names = SourceNames.of(sources.stream()
                .flatMap(source -> Optional.ofNullable(source.names()).stream())
                .toList());
        List<List<TypeInfo>> named = declarations(
                sources,
                names,
                kept -> kept.headers().stream()
                        .map(type -> named(type.name(), type.isInterface()))
                        .toList(),
                unit -> unit.table().types().stream()
                        .map(type -> named(type.name(), type.isInterface()))
                        .toList());
        TypeWorld byName = world(named);
        List<List<TypeInfo>> headers = declarations(
                sources,
                names,
                KeptFile::headers,
                unit -> Declarations.headers(unit.tree(), unit.table(), byName, catalog));
        TypeWorld byHeader = world(headers);
        List<List<TypeInfo>> infos = declarations(
                sources,
                names,
                KeptFile::infos,
                unit -> Declarations.typeInfos(unit.tree(), unit.table(), byHeader, catalog));
        List<KeptFile> files = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            KeptFile kept = sources.get(i).kept();
            files.add(kept == null ? file(sources.get(i), headers.get(i), infos.get(i), classes) : kept);
        }
        return new Declaring(sources, names, files, world(infos));
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

    private static TypeInfo named(String name, boolean isInterface) {
        return new TypeInfo(name, isInterface, List.of(), List.of(), List.of(), List.of(), TypeInfo.Origin.SOURCE);
    }

    private List<List<TypeInfo>> declarations(
            List<Source> sources,
            SourceNames names,
            Function<KeptFile, List<TypeInfo>> kept,
            Function<ReadFile.Declared, List<TypeInfo>> declare) {
        return workers.map(sources, () -> {
            JavaSource parser = new JavaSource();
            return source -> source.kept() != null
                    ? kept.apply(source.kept())
                    : withTree(source, names, parser, declare, List.of());
        });
    }

    /** What a step makes of a file's tree; what it is else where there is no tree, or the step fails. */
    private <T> T withTree(
            Source source, SourceNames names, JavaSource parser, Function<ReadFile.Declared, T> step, T otherwise) {
        ReadFile read = source.read();
        return read == null
                ? otherwise
                : guarded(
                        source.text().name(),
                        () -> {
                            ReadFile.Declared declared = read.declared(names, parser);
                            return declared == null ? otherwise : step.apply(declared);
                        },
                        otherwise);
    }

    /** Names first, then supertypes, then everything: a member type's name may be inherited. */
    private TypeWorld world(List<List<TypeInfo>> declarations) {
        Map<String, TypeInfo> types = new HashMap<>();
        declarations.forEach(infos -> infos.forEach(info -> types.putIfAbsent(info.name(), info)));
        return new LayeredTypeWorld(types, compiled, catalogTypes);
    }

    private KeptFile file(Source source, List<TypeInfo> headers, List<TypeInfo> infos, @Nullable OwnClasses classes) {
        SourceNames.TopLevel names =
                source.names() == null ? new SourceNames.TopLevel(source.text().name(), "", List.of()) : source.names();
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
                source.read() == null ? List.of() : source.read().diagnostics(),
                null);
    }

    // ---- bodies

    private Result lower(Declaring declaring, @Nullable OwnClasses classes) {
        Typing typing = new Typing(declaring.world());
        Path base = options.base().toAbsolutePath().normalize();
        CompiledCalls compiled = new CompiledCalls(base, options.classDirectories());
        Function<ReadFile.Declared, Optional<Lowering>> lower = unit -> Optional.of(Lowering.lower(
                unit.parsed(),
                unit.tree(),
                unit.table(),
                typing,
                CallResolver.of(compiled.seenFrom(unit.table().names()), typing, catalog),
                catalog,
                new Injected(catalog, configuration, base.resolve(unit.parsed().file()))));
        List<Optional<Lowering>> lowered = workers.map(declaring.sources(), () -> {
            JavaSource parser = new JavaSource();
            return source -> {
                Optional<Lowering> result = withTree(source, declaring.names(), parser, lower, Optional.empty());
                if (source.read() != null) {
                    source.read().forget();
                }
                return result;
            };
        });
        List<KeptFile> files = new ArrayList<>();
        for (int i = 0; i < declaring.sources().size(); i++) {
            KeptFile file = declaring.files().get(i);
            Source source = declaring.sources().get(i);
            Lowering lowering = lowered.get(i).orElse(null);
            boolean isLost = source.read() != null && source.names() != null && lowering == null;
            if (!isLost) {
                files.add(lowering == null ? file : file.with(lowering));
            }
        }
        List<Diagnostic> diagnostics = new ArrayList<>(failures);
        compiled.problems().forEach(problem -> diagnostics.add(new Diagnostic("classes", 0, problem)));
        return new Result(List.copyOf(files), typing, List.copyOf(diagnostics));
    }
}
