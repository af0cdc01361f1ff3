package dev.agentcost.analyzer.lower;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What is read, and how.
 *
 * @param base directory that file names are relative to
 * @param roots source directories and files
 * @param classPath jars and directories of the dependencies
 * @param classDirectories where the sources' own classes stand, if they were compiled
 * @param encoding encoding of files that are not UTF-8
 * @param withTests whether test sources below the roots belong to it
 * @param everything whether files that reach no model are read too
 * @param threads how many threads may work
 */
public record SourceOptions(
        Path base,
        List<Path> roots,
        List<Path> classPath,
        List<Path> classDirectories,
        Charset encoding,
        boolean withTests,
        boolean everything,
        int threads) {

    /** All files below one directory, without class path. */
    public static SourceOptions of(Path directory) {
        return new SourceOptions(
                directory,
                List.of(directory),
                List.of(),
                List.of(),
                StandardCharsets.UTF_8,
                false,
                false,
                Runtime.getRuntime().availableProcessors());
    }

    /** The same with the files that reach no model. */
    public SourceOptions withEverything() {
        return new SourceOptions(base, roots, classPath, classDirectories, encoding, withTests, true, threads);
    }
}
