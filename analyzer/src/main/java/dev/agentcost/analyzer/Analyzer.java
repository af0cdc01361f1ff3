package dev.agentcost.analyzer;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.CatalogException;
import dev.agentcost.analyzer.lower.LoweredProgram;
import dev.agentcost.analyzer.lower.SourceOptions;
import dev.agentcost.analyzer.lower.SourceProgram;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.analyzer.summary.ProgramAnalysis;

/** Source in, cost bounds out. */
public final class Analyzer {

    private Analyzer() {}

    /**
     * Analyses a set of sources. Files that cannot be read are lost one by one and listed in the coverage.
     *
     * @throws AnalyzerException if a catalogue file cannot be used
     */
    public static Analysis analyze(AnalyzerOptions options) throws AnalyzerException {
        Catalog catalog;
        try {
            catalog = Catalog.load(options.catalogs(), options.classPath(), options.artifactVersions());
        } catch (CatalogException broken) {
            throw new AnalyzerException(String.valueOf(broken.getMessage()));
        }
        SourceOptions sources = new SourceOptions(
                options.baseDirectory(),
                options.sources(),
                options.classPath(),
                options.classesDirectories(),
                options.encoding(),
                options.includeTests(),
                options.allLoops(),
                options.threads());
        try (LoweredProgram program = SourceProgram.load(sources, catalog)) {
            return ProgramAnalysis.of(
                    program, catalog, options.prices(), options.tokens(), options.failedTries(), options.allLoops());
        }
    }
}
