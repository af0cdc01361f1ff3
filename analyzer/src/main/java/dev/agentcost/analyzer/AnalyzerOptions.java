package dev.agentcost.analyzer;

import dev.agentcost.analyzer.cost.PriceList;
import dev.agentcost.analyzer.cost.TokenCounter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is analysed, and how.
 *
 * @param sources directories and files with Java source
 * @param classesDirectories where the sources' own classes stand, if they were compiled
 * @param classPath jars and directories of the dependencies
 * @param artifactVersions artifact id to version, for rows of the catalogue that hold for some versions
 * @param baseDirectory directory that paths in the result are relative to
 * @param encoding encoding of files that are not UTF-8
 * @param includeTests whether test sources belong to it
 * @param allLoops whether to answer for every loop and method, also where nothing costs
 * @param threads how many threads may work
 * @param catalogs the user's own catalogue files
 * @param prices what models charge
 * @param tokens counts the tokens of texts in the sources
 * @param failedTries how many tries of one request fail before one succeeds, where the library tries again
 */
public record AnalyzerOptions(
        List<Path> sources,
        List<Path> classesDirectories,
        List<Path> classPath,
        Map<String, String> artifactVersions,
        Path baseDirectory,
        Charset encoding,
        boolean includeTests,
        boolean allLoops,
        int threads,
        List<Path> catalogs,
        PriceList prices,
        TokenCounter tokens,
        int failedTries) {}
