package dev.agentcost.analyzer.catalog;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Names by which code that no row knows tells what it does: the accessors of wire formats and of the types made after
 * them, and the verbs of hand-written agents. Names are compared in lower case.
 *
 * @param toolRequests names, without {@code get}, {@code has} or {@code is} and without underscores, of what holds the tool
 *     calls that a model's answer asks for
 * @param toolRuns first words of the names of methods that run a tool where they are given a tool call
 * @param tools what the name of a tool's type holds
 * @param things last words that make of such a first word the name of a thing: {@code runId}, {@code callSessionKey}
 * @param toolHolders what the name of a library's method, of its type, or of what it is called on may hold as well where it runs tools
 */
public record Vocabulary(
        List<String> toolRequests,
        List<String> toolRuns,
        List<String> tools,
        List<String> things,
        List<String> toolHolders) {

    /** No words at all. */
    public static final Vocabulary NONE = new Vocabulary(List.of(), List.of(), List.of(), List.of(), List.of());

    private static final List<String> ACCESSORS = List.of("", "get", "has", "is");

    /** Takes copies of the lists, in lower case. */
    public Vocabulary {
        toolRequests = lower(toolRequests).map(Vocabulary::joined).distinct().toList();
        toolRuns = lower(toolRuns).distinct().toList();
        tools = lower(tools).distinct().toList();
        things = lower(things).distinct().toList();
        toolHolders = lower(toolHolders).distinct().toList();
    }

    private static Stream<String> lower(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT));
    }

    private static String joined(String word) {
        return word.replace("_", "");
    }

    /** Whether a method, or the key of a JSON object, is named like the tool calls of an answer. */
    public boolean namesToolRequests(String name) {
        String joined = joined(name.toLowerCase(Locale.ROOT));
        return ACCESSORS.stream()
                .filter(joined::startsWith)
                .anyMatch(accessor -> toolRequests.contains(joined.substring(accessor.length())));
    }

    /** Whether a method is named like one that runs a tool: {@code executeByName} is, {@code runName} is a name. */
    public boolean namesToolRun(String name) {
        String first = firstWord(name);
        String last = lastWord(name);
        boolean found = name.substring(0, name.length() - last.length()).endsWith("By");
        return toolRuns.contains(first.toLowerCase(Locale.ROOT))
                && (first.length() == name.length() || found || !things.contains(last.toLowerCase(Locale.ROOT)));
    }

    /** Whether a name is one of what runs tools: of a registry, a function, a plugin. */
    public boolean namesToolHolder(String name) {
        return namesTool(name) || holdsAny(name, toolHolders);
    }

    /** Whether a name is that of a tool. */
    public boolean namesTool(String name) {
        return holdsAny(name, tools);
    }

    /** Whether a type is named as a tool itself: {@code ClockTool} is, {@code ToolRegistry} is not. */
    public boolean isNameOfTool(String name) {
        return tools.contains(lastWord(name).toLowerCase(Locale.ROOT));
    }

    private static boolean holdsAny(String name, List<String> words) {
        String lower = name.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lower::contains);
    }

    /** Whether a method's name says what else than a tool it is about: {@code callKey}. */
    public boolean namesSomethingElse(String name) {
        return firstWord(name).length() < name.length() && !namesToolHolder(name);
    }

    /** {@code run} of {@code runTool}; {@code user} is one word and no use of anything. */
    private static String firstWord(String name) {
        int end = 1;
        while (end < name.length() && Character.isLowerCase(name.charAt(end))) {
            end++;
        }
        return name.substring(0, Math.min(end, name.length()));
    }

    /** {@code Key} of {@code callSessionKey}. */
    private static String lastWord(String name) {
        int start = name.length() - 1;
        while (start > 0 && !Character.isUpperCase(name.charAt(start))) {
            start--;
        }
        return name.substring(Math.max(start, 0));
    }

    /** The words of both. */
    public Vocabulary and(Vocabulary other) {
        return new Vocabulary(
                Stream.concat(toolRequests.stream(), other.toolRequests.stream())
                        .toList(),
                Stream.concat(toolRuns.stream(), other.toolRuns.stream()).toList(),
                Stream.concat(tools.stream(), other.tools.stream()).toList(),
                Stream.concat(things.stream(), other.things.stream()).toList(),
                Stream.concat(toolHolders.stream(), other.toolHolders.stream()).toList());
    }
}
