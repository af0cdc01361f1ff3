package dev.agentcost.analyzer;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.form.Form;
import dev.agentcost.analyzer.lower.LoweredFiles;
import dev.agentcost.analyzer.lower.LoweredProgram;
import dev.agentcost.analyzer.lower.ModuleForm;
import dev.agentcost.analyzer.lower.SourceOptions;
import dev.agentcost.analyzer.lower.SourceProgram;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.source.ConfigurationFiles;
import dev.agentcost.analyzer.source.SourceTree;
import dev.agentcost.analyzer.source.Workers;
import dev.agentcost.analyzer.summary.ProgramAnalysis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Source in, cost bounds out. */
public final class Analyzer {

    private Analyzer() {}

    /**
     * The files and directories that an analysis reads. As long as nothing changes in them, and the options do not, the answer is the same.
     *
     * @param subjects the sources and their own classes
     * @param surroundings configuration files beside the sources, catalogues and the class path
     */
    public record Inputs(List<Path> subjects, List<Path> surroundings) {}

    /** What an analysis with these options reads. */
    public static Inputs inputs(AnalyzerOptions options) {
        SourceTree tree = SourceTree.find(options.baseDirectory(), options.sources(), options.includeTests());
        List<Path> subjects = new ArrayList<>(tree.others());
        tree.files().forEach(source -> subjects.add(source.path()));
        subjects.addAll(options.classesDirectories());
        List<Path> surroundings = new ArrayList<>(ConfigurationFiles.filesBeside(tree.files()));
        surroundings.addAll(options.catalogs());
        surroundings.addAll(options.classPath());
        return new Inputs(List.copyOf(subjects), List.copyOf(surroundings));
    }

    /**
     * Analyses a set of sources. Files that cannot be read are lost one by one and listed in the coverage.
     *
     * @throws AnalyzerException if a catalogue file cannot be used
     */
    public static Analysis analyze(AnalyzerOptions options) throws AnalyzerException {
        Catalog catalog = catalog(options);
        try (LoweredProgram program =
                SourceProgram.load(sources(options, options.includeTests(), options.allLoops()), catalog)) {
            return analysis(program, catalog, options);
        }
    }

    /**
     * As without them; what is kept in the files and holds still is not made again, and what was made is kept there.
     *
     * @throws AnalyzerException if a catalogue file cannot be used
     */
    public static Analysis analyze(AnalyzerOptions options, LoweredFiles files) throws AnalyzerException {
        Catalog catalog = catalog(options);
        try (LoweredProgram program =
                SourceProgram.load(sources(options, options.includeTests(), options.allLoops()), catalog, files)) {
            return analysis(program, catalog, options);
        }
    }

    private static Analysis analysis(LoweredProgram program, Catalog catalog, AnalyzerOptions options) {
        return ProgramAnalysis.of(
                program, catalog, options.prices(), options.tokens(), options.failedTries(), options.allLoops());
    }

    /**
     * What a module's jar is to carry as {@link Form#FILE}, so that modules that depend on it see through their calls into it; empty where
     * its sources, without those of tests, can reach neither a model nor a tool. The same sources give the same bytes.
     *
     * @param jar the name of the jar, which places in it are told in
     * @throws AnalyzerException if a catalogue file cannot be used
     */
    public static Optional<byte[]> form(AnalyzerOptions options, String jar) throws AnalyzerException {
        Catalog catalog = catalog(options);
        try (LoweredProgram program = SourceProgram.load(sources(options, false, false), catalog)) {
            return form(jar, program, catalog);
        }
    }

    /**
     * As without them; what is kept in the files and holds still is not made again, and what was made is kept there.
     *
     * @throws AnalyzerException if a catalogue file cannot be used
     */
    public static Optional<byte[]> form(AnalyzerOptions options, String jar, LoweredFiles files)
            throws AnalyzerException {
        Catalog catalog = catalog(options);
        try (LoweredProgram program = SourceProgram.load(sources(options, false, false), catalog, files)) {
            return form(jar, program, catalog);
        }
    }

    private static Optional<byte[]> form(String jar, LoweredProgram program, Catalog catalog) {
        return ModuleForm.of(jar, program, catalog).map(form -> Workers.deep(form::bytes));
    }

    private static Catalog catalog(AnalyzerOptions options) throws AnalyzerException {
        try {
            return Catalog.load(options.catalogs(), options.classPath(), options.artifactVersions());
        } catch (CatalogException broken) {
            throw new AnalyzerException(String.valueOf(broken.getMessage()));
        }
    }

    private static SourceOptions sources(AnalyzerOptions options, boolean tests, boolean everything) {
        return new SourceOptions(
                options.baseDirectory(),
                options.sources(),
                options.classPath(),
                options.classesDirectories(),
                options.encoding(),
                tests,
                everything,
                options.threads());
    }
}
