package dev.agentcost.maven;

import dev.agentcost.analyzer.Analyzer;
import dev.agentcost.analyzer.lower.LoweredFiles;
import dev.agentcost.maven.outcome.RunFingerprint;
import dev.agentcost.rules.configuration.Configuration;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * All that the lowered form of a source depends on beside the sources themselves, as one digest. Goals of one module that have the same
 * find each other's forms, in a file beside the reports.
 */
record Surroundings(String digest) {

    private static final String FORMS = "agentcost.forms";

    /**
     * Those of a run.
     *
     * @param inputs what it reads
     * @throws IOException if something cannot be read: then nothing is to be kept of the run
     */
    static Surroundings of(Settings settings, Scope scope, Analyzer.Inputs inputs) throws IOException {
        return new Surroundings(new RunFingerprint()
                .files("program", program())
                .setting("java", List.of(Runtime.version()))
                .setting("encoding", List.of(settings.encoding(), settings.includeTests(), settings.allLoops()))
                .setting("base", List.of(scope.baseDirectory()))
                .setting("sources", scope.sources())
                .setting("classes", scope.classesDirectories())
                .setting("class path", scope.classPath())
                .setting("versions", new TreeMap<>(scope.artifactVersions()).entrySet())
                .files("surroundings", inputs.surroundings())
                .value());
    }

    /**
     * The forms that hold in these surroundings.
     *
     * @param directory where the reports are
     */
    LoweredFiles formsIn(Path directory) {
        return new LoweredFiles(directory.resolve(FORMS), digest);
    }

    /** The plugin itself with its libraries: a snapshot keeps its version and changes. */
    private static List<Path> program() throws IOException {
        ClassLoader loader = Surroundings.class.getClassLoader();
        List<Path> program = new ArrayList<>();
        try {
            if (loader instanceof URLClassLoader realm) {
                for (URL url : realm.getURLs()) {
                    program.add(Path.of(url.toURI()));
                }
            } else {
                for (Class<?> part : List.of(Surroundings.class, Configuration.class, Analyzer.class)) {
                    program.add(Path.of(part.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()));
                }
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        return program;
    }
}
