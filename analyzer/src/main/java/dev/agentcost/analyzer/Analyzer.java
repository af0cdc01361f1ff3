package dev.agentcost.analyzer;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.form.Form;
import dev.agentcost.analyzer.lower.LoweredProgram;
import dev.agentcost.analyzer.lower.ModuleForm;
import dev.agentcost.analyzer.lower.SourceOptions;
import dev.agentcost.analyzer.lower.SourceProgram;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.source.ConfigurationFiles;
import dev.agentcost.analyzer.source.SourceFile;
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
     * The files and directories that an analysis reads: sources, configuration files beside them, catalogues, the sources' own classes and
     * the class path. As long as nothing in them changes, and the options do not, the answer is the same.
     */
    public static List<Path> inputs(AnalyzerOptions options) {
        SourceTree tree = SourceTree.find(options.baseDirectory(), options.sources(), options.includeTests());
        List<SourceFile> sources = tree.files();
        List<Path> inputs = new ArrayList<>(tree.others());
        sources.forEach(source -> inputs.add(source.path()));
        inputs.addAll(ConfigurationFiles.filesBeside(sources));
        inputs.addAll(options.catalogs());
        inputs.addAll(options.classesDirectories());
        inputs.addAll(options.classPath());
        return inputs;
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
            return ProgramAnalysis.of(
                    program, catalog, options.prices(), options.tokens(), options.failedTries(), options.allLoops());
        }
    }

    /**
     * What a module's jar is to carry as {@link Form#FILE}, so that modules that depend on it see through their calls into it; empty where
     * its sources, without those of tests, can reach neither a model nor a tool. The same sources give the same bytes.
     *
     * @param jar the name of the jar, which places in it are told in
     * @throws AnalyzerException if a catalogue file cannot be used
     */
    public static Optional<byte[]> form(AnalyzerOptions options, String jar) throws AnalyzerException {
        try (LoweredProgram program = SourceProgram.load(sources(options, false, false), catalog(options))) {
            return ModuleForm.of(jar, program).map(form -> Workers.deep(form::bytes));
        }
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
