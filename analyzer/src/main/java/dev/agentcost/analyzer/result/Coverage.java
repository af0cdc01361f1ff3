package dev.agentcost.analyzer.result;

import java.util.List;
import java.util.SortedMap;

/**
 * What was looked at, and what could not be.
 *
 * @param filesSeen Java files found
 * @param filesParsed files read and analysed
 * @param filesIrrelevant files left out because nothing in them can reach a model or a tool
 * @param failures files that could not be read whole, by path, with the reason
 * @param callsByResolution number of calls by the way in which their target was found
 * @param undecided methods and sites for which the analysis gave up, with the reason
 * @param problems other things that could not be read: jars, class files, encodings
 */
public record Coverage(
        int filesSeen,
        int filesParsed,
        int filesIrrelevant,
        SortedMap<String, String> failures,
        SortedMap<String, Integer> callsByResolution,
        List<String> undecided,
        List<String> problems) {}
