package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.bytecode.DependencyClasses;
import dev.agentcost.analyzer.bytecode.KeptMentions;
import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.form.DependencyCode;
import dev.agentcost.analyzer.form.DependencyForms;
import dev.agentcost.analyzer.form.DependencyTypes;
import dev.agentcost.analyzer.ir.CallTarget.Resolution;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.resolve.ClassFiles;
import dev.agentcost.analyzer.source.ConfigurationFiles;
import dev.agentcost.analyzer.source.Diagnostic;
import dev.agentcost.analyzer.source.Frameworks;
import dev.agentcost.analyzer.source.Relevance;
import dev.agentcost.analyzer.source.SourceText;
import dev.agentcost.analyzer.source.SourceTree;
import dev.agentcost.analyzer.source.TypeName;
import dev.agentcost.analyzer.source.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From directories to the lowered form: find, sort out, parse, declare, lower. The result does not depend on threads. */
public final class SourceProgram {

    private final SourceOptions options;
    private final Catalog catalog;
    private final Workers workers;
    private final @Nullable LoweredFiles files;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private SourceProgram(SourceOptions options, Catalog catalog, @Nullable LoweredFiles files) {
        this.options = options;
        this.catalog = catalog;
        this.files = files;
        this.workers = new Workers(options.threads());
    }

    /** Reads and lowers the sources. Whatever is wrong with them is a diagnostic of the result. */
    public static LoweredProgram load(SourceOptions options, Catalog catalog) {
        return new SourceProgram(options, catalog, null).load();
    }

    /** As without them; what is kept in the files and has not changed is not made again, and what was made is kept there. */
    public static LoweredProgram load(SourceOptions options, Catalog catalog, LoweredFiles files) {
        return new SourceProgram(options, catalog, files).load();
    }

    private LoweredProgram load() {
        SourceTree found = SourceTree.find(options.base(), options.roots(), options.withTests());
        diagnostics.addAll(found.diagnostics());
        List<SourceText> texts = workers.map(found.files(), () -> file -> SourceText.read(file, options.encoding()));
        ClassFiles classFiles =
                ClassFiles.of(Stream.concat(options.classDirectories().stream(), options.classPath().stream())
                        .toList());
        DependencyForms forms = DependencyForms.of(classFiles.places(options.classPath()), catalog, workers);
        DependencyCode dependencies = forms.code()
                .and(DependencyClasses.of(
                        texts,
                        forms,
                        classFiles,
                        catalog,
                        files == null ? KeptMentions.inMemory() : files.mentions(),
                        workers));
        diagnostics.addAll(dependencies.diagnostics());
        Relevance relevance = options.everything()
                ? Relevance.everything(texts.size())
                : Relevance.of(texts, frameworks(catalog), dependencies.reaching(), workers);
        List<String> reaching =
                relevance.reaching().stream().map(i -> texts.get(i).name()).toList();
        List<SourceText> selected = Stream.concat(relevance.reaching().stream(), relevance.supporting().stream())
                .sorted()
                .map(texts::get)
                .toList();
        Set<String> read = selected.stream().map(SourceText::name).collect(Collectors.toSet());
        ConfigurationFiles configuration = ConfigurationFiles.beside(
                options.base().toAbsolutePath().normalize(),
                found.files().stream()
                        .filter(file -> read.contains(file.name()))
                        .toList(),
                dependencies.settings());
        diagnostics.addAll(configuration.diagnostics());
        FileLowering lowering = new FileLowering(
                options,
                catalog,
                workers,
                configuration,
                classFiles,
                new DependencyTypes(classFiles, dependencies.units()));
        FileLowering.Result lowered = files == null ? lowering.lower(selected) : lowering.lower(selected, files);
        diagnostics.addAll(lowered.diagnostics());
        if (!selected.isEmpty()) {
            diagnostics.addAll(forms.unexplained());
            classFiles.problems().forEach(problem -> diagnostics.add(new Diagnostic("class path", 0, problem)));
        }
        return program(
                lowered,
                dependencies,
                classFiles,
                configuration,
                unparsed -> new SourceCoverage(
                        texts.size(),
                        selected.size() - unparsed.size(),
                        texts.size() - selected.size(),
                        reaching,
                        relevance.types(),
                        unparsed));
    }

    private static Frameworks frameworks(Catalog catalog) {
        Set<TypeName> types = new HashSet<>();
        Map<TypeName, Set<String>> reaching = new HashMap<>();
        for (TypeRow row : catalog.types()) {
            String nested = row.nameInPackage();
            types.add(new TypeName(row.packageName(), nested.split("\\.", 2)[0]));
            row.reachingMethods()
                    .ifPresent(methods -> reaching.put(
                            new TypeName(row.packageName(), nested.substring(nested.lastIndexOf('.') + 1)), methods));
        }
        return new Frameworks(catalog.markers(), catalog.endpoints().bodyKeys(), types, reaching);
    }

    private LoweredProgram program(
            FileLowering.Result lowered,
            DependencyCode dependencies,
            ClassFiles classFiles,
            ConfigurationFiles configuration,
            Function<List<String>, SourceCoverage> coverage) {
        Map<Resolution, Integer> resolutions = new EnumMap<>(Resolution.class);
        List<Unit> units = new ArrayList<>();
        List<String> unparsed = new ArrayList<>();
        for (KeptFile file : lowered.files()) {
            diagnostics.addAll(file.diagnostics());
            Lowering lowering = file.lowering();
            if (lowering != null) {
                units.add(lowering.unit());
                diagnostics.addAll(lowering.diagnostics());
                lowering.resolutions().forEach((way, count) -> resolutions.merge(way, count, Integer::sum));
            } else {
                unparsed.add(file.names().file());
            }
        }
        Collections.sort(diagnostics);
        return new LoweredProgram(
                List.copyOf(units),
                dependencies.beside(units),
                lowered.typing(),
                coverage.apply(List.copyOf(unparsed)),
                List.copyOf(diagnostics),
                Collections.unmodifiableMap(resolutions),
                classFiles,
                configuration);
    }
}
