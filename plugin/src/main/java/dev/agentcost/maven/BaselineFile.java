package dev.agentcost.maven;

import dev.agentcost.rules.baseline.Baseline;
import dev.agentcost.rules.baseline.BaselineException;
import dev.agentcost.rules.baseline.BaselineStore;
import dev.agentcost.rules.baseline.TextFileStore;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the baseline of a scope. */
final class BaselineFile {

    private static final String NAME = "agentcost-baseline.txt";

    private final Path file;
    private final boolean named;
    private final String shown;
    private final BaselineStore store;

    BaselineFile(Scope scope, Settings settings) {
        this.file = settings.baselineFile().orElse(scope.directory().resolve(NAME));
        this.named = settings.baselineFile().isPresent();
        this.shown = scope.shown(file);
        this.store = new TextFileStore(file, shown);
    }

    /** Where it is, or would be. */
    Path path() {
        return file;
    }

    /** The baseline, or empty where there is none and the user names none. */
    Optional<Baseline> read() throws UsageException {
        try {
            Optional<Baseline> baseline = store.read();
            if (baseline.isEmpty() && named) {
                throw new UsageException(shown + ": agentcost.baselineFile names this file, which is not there;"
                        + " write it with mvn agentcost:baseline, or correct the path");
            }
            return baseline;
        } catch (BaselineException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Keeps the baseline, in the place of the one before. */
    void write(Baseline baseline) throws UsageException {
        try {
            store.write(baseline);
        } catch (BaselineException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** How messages name it. */
    @Override
    public String toString() {
        return shown;
    }
}
