package dev.agentcost.maven;

import dev.agentcost.analyzer.Analyzer;
import dev.agentcost.analyzer.AnalyzerException;
import dev.agentcost.analyzer.AnalyzerOptions;
import dev.agentcost.analyzer.cost.Assumption;
import dev.agentcost.analyzer.lower.LoweredFiles;
import dev.agentcost.analyzer.result.Analysis;
import dev.agentcost.maven.report.Report;
import dev.agentcost.maven.report.SourceFiles;
import dev.agentcost.rules.Evaluation;
import dev.agentcost.rules.baseline.Baseline;
import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.price.TokenCounting;
import dev.agentcost.rules.rule.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One run: configuration, analysis, verdict. */
final class CostCheck {

    private final Settings settings;

    CostCheck(Settings settings) {
        this.settings = settings;
    }

    /** All that there is to say about the scope. */
    Report report(Scope scope, Optional<Baseline> baseline) throws UsageException {
        return report(scope, configuration(scope), baseline);
    }

    /** What the user sets for the scope. */
    Configuration configuration(Scope scope) throws UsageException {
        return new ConfigurationSource(scope).read(settings, Rules.ids());
    }

    /** All that there is to say about the scope under a configuration. */
    Report report(Scope scope, Configuration configuration, Optional<Baseline> baseline) throws UsageException {
        return report(scope, configuration, baseline, analyze(options(scope, configuration)));
    }

    /** As {@link #report(Scope, Configuration, Optional)}, with what is kept of the run before. */
    Report report(Scope scope, Configuration configuration, Optional<Baseline> baseline, LoweredFiles files)
            throws UsageException {
        try {
            Analysis analysis = Analyzer.analyze(options(scope, configuration), files);
            return report(scope, configuration, baseline, analysis);
        } catch (AnalyzerException e) {
            throw unusable(e);
        }
    }

    private Report report(Scope scope, Configuration configuration, Optional<Baseline> baseline, Analysis analysis) {
        return new Report(
                scope.module(),
                settings.version(),
                analysis,
                Evaluation.evaluate(analysis, configuration, baseline),
                Rules.all(),
                new SourceFiles(scope.baseDirectory(), settings.encoding()),
                settings.allLoops());
    }

    /**
     * What the jar of the scope's module is to carry; empty where it has nothing to tell. Made of the lowered forms that a check keeps
     * beside the reports, where they hold, and leaves its own there.
     *
     * @param directory where the reports are
     */
    Optional<byte[]> form(Scope scope, String jar, Path directory) throws UsageException {
        AnalyzerOptions options = options(scope, configuration(scope));
        Optional<LoweredFiles> files = formsOfCheck(scope, options, directory);
        try {
            return files.isPresent() ? Analyzer.form(options, jar, files.get()) : Analyzer.form(options, jar);
        } catch (AnalyzerException e) {
            throw unusable(e);
        }
    }

    /** Empty where a check keeps none, or keeps those of more sources, which are not to be lost. */
    private Optional<LoweredFiles> formsOfCheck(Scope scope, AnalyzerOptions options, Path directory) {
        if (settings.reports().isEmpty() || settings.includeTests() || settings.allLoops()) {
            return Optional.empty();
        }
        try {
            Surroundings surroundings = Surroundings.of(settings, scope, Analyzer.inputs(options));
            return Optional.of(surroundings.formsIn(directory));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** What is analysed, and how. */
    AnalyzerOptions options(Scope scope, Configuration configuration) {
        return new AnalyzerOptions(
                scope.sources(),
                scope.classesDirectories(),
                scope.classPath(),
                scope.artifactVersions(),
                scope.baseDirectory(),
                settings.encoding(),
                settings.includeTests(),
                settings.allLoops(),
                settings.threads(),
                configuration.catalogs(),
                configuration.prices(),
                TokenCounting.o200k(),
                configuration.numbers().get(Assumption.FAILED_TRIES).intValue());
    }

    private static Analysis analyze(AnalyzerOptions options) throws UsageException {
        try {
            return Analyzer.analyze(options);
        } catch (AnalyzerException e) {
            throw unusable(e);
        }
    }

    private static UsageException unusable(AnalyzerException failure) {
        return new UsageException(String.valueOf(failure.getMessage()));
    }
}
