package dev.agentcost.maven;

import dev.agentcost.analyzer.Analyzer;
import dev.agentcost.maven.outcome.LogLine;
import dev.agentcost.maven.outcome.Outcome;
import dev.agentcost.maven.outcome.OutcomeFile;
import dev.agentcost.maven.outcome.RunFingerprint;
import dev.agentcost.maven.report.Report;
import dev.agentcost.rules.baseline.Baseline;
import dev.agentcost.rules.configuration.Configuration;
import dev.agentcost.rules.finding.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * A check that is answered at once where nothing that its result depends on has changed since the run before: what that one said is said
 * again, and its reports are there. In every other case, also where that cannot be told, the analysis is made anew, of sources that have
 * not changed from the lowered forms that the run before has left.
 */
final class IncrementalCheck {

    private static final LogLine UNCHANGED =
            new LogLine(Level.NOTE, "agentcost: nothing has changed since the run before; what follows is its result");

    private final Settings settings;
    private final Path directory;
    private final String baselineGoal;
    private final Output output;
    private final CostCheck check;

    /**
     * @param directory where the reports are
     * @param baselineGoal the goal that writes the baseline, as a command names it
     */
    IncrementalCheck(Log log, Settings settings, Path directory, String baselineGoal) {
        this.settings = settings;
        this.directory = directory;
        this.baselineGoal = baselineGoal;
        this.output = new Output(log, directory, settings.reports(), settings.variants());
        this.check = new CostCheck(settings);
    }

    /** Why the scope fails the build; empty where it does not. */
    Optional<String> failure(Scope scope) throws UsageException {
        BaselineFile baselineFile = new BaselineFile(scope, settings);
        Optional<Baseline> baseline = baselineFile.read();
        Configuration configuration = check.configuration(scope);
        OutcomeFile file = new OutcomeFile(directory);
        Optional<Fingerprint> fingerprint = fingerprint(scope, configuration, baselineFile.path());
        Optional<Outcome> known = fingerprint.flatMap(before -> file.read(before.run()));
        if (known.isPresent()) {
            output.say(List.of(UNCHANGED));
            output.say(known.get().lines());
            return known.get().failure();
        }
        Report report = fingerprint.isPresent()
                ? check.report(
                        scope,
                        configuration,
                        baseline,
                        fingerprint.get().surroundings().formsIn(directory))
                : check.report(scope, configuration, baseline);
        Outcome outcome = output.write(report, scope).with(Gate.failure(report.result(), baselineGoal));
        // of files that changed meanwhile nobody knows which state was read
        if (fingerprint.isPresent() && fingerprint.equals(fingerprint(scope, configuration, baselineFile.path()))) {
            file.write(fingerprint.get().run(), outcome);
        }
        return outcome.failure();
    }

    /**
     * Digests of what is read.
     *
     * @param run of the surroundings and everything else that the result depends on
     */
    private record Fingerprint(Surroundings surroundings, String run) {}

    /** Empty where nothing is kept: without reports, beside measured variants, and where something cannot be read. */
    private Optional<Fingerprint> fingerprint(Scope scope, Configuration configuration, Path baseline) {
        if (settings.reports().isEmpty() || settings.variants().isPresent()) {
            return Optional.empty();
        }
        try {
            Analyzer.Inputs inputs = Analyzer.inputs(check.options(scope, configuration));
            Surroundings surroundings = Surroundings.of(settings, scope, inputs);
            String run = new RunFingerprint()
                    .setting("surroundings", List.of(surroundings.digest()))
                    .setting("goal", List.of(settings.version(), baselineGoal, directory))
                    .setting("fail on", List.of(settings.failOn()))
                    .setting("reports", settings.reports())
                    .setting(
                            "budgets",
                            settings.budgets().stream().map(Budget::settings).toList())
                    .setting("module", List.of(scope.module(), scope.directory()))
                    .files("subjects", inputs.subjects())
                    .files("configuration", configuration.files())
                    .files("baseline", List.of(baseline))
                    .value();
            return Optional.of(new Fingerprint(surroundings, run));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
