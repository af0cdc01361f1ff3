package dev.agentcost.analyzer.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;

/**
 * What is wrong with class files, in one line for each place that holds some: a jar that is damaged throughout must not bury what else there
 * is to say. Thread-safe.
 */
final class ClassProblems {

    /** The newest class files that ASM knows, as their major version; that of Java 1 is 45. */
    static final int NEWEST = Opcodes.V28 & 0xFFFF;

    private static final int JAVA_0 = 44;

    private final SortedSet<String> others = new TreeSet<>();
    /** By container: class file to reason. */
    private final SortedMap<String, SortedMap<String, String>> unreadable = new TreeMap<>();
    /** By container: major version of the newest class file. */
    private final SortedMap<String, Integer> newer = new TreeMap<>();

    private final SortedSet<String> withoutLines = new TreeSet<>();

    /** Something about a place as a whole. */
    synchronized void add(String problem) {
        others.add(problem);
    }

    /** A class file that cannot be read. */
    synchronized void unreadable(String container, String file, Throwable reason) {
        unreadable.computeIfAbsent(container, first -> new TreeMap<>()).put(file, reason(reason));
    }

    /** A class file of a Java that ASM does not know yet. */
    synchronized void newer(String container, int majorVersion) {
        newer.merge(container, majorVersion, Math::max);
    }

    /** A class whose calls have no line numbers. */
    synchronized void withoutLines(String container) {
        withoutLines.add(container);
    }

    /** All of them so far, sorted. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>(others);
        unreadable.forEach((container, files) -> lines.add(unreadableLine(container, files)));
        newer.forEach(
                (container, version) -> lines.add(container + " has class files of a newer Java (version " + version
                        + ") than is known: they are read as those of Java " + (NEWEST - JAVA_0)
                        + ", what is new in them is not seen; use a newer agentcost"));
        withoutLines.forEach(container -> lines.add(container
                + " has classes without line numbers: their calls are told from the sources' types, which is less exact;"
                + " compile with debug information (-g)"));
        Collections.sort(lines);
        return lines;
    }

    private static String unreadableLine(String container, SortedMap<String, String> files) {
        String first = files.firstKey();
        int more = files.size() - 1;
        return "cannot read " + first
                + (more == 0 ? "" : " and " + more + (more == 1 ? " more class file" : " more class files"))
                + " in " + container + ": " + files.get(first);
    }

    /** What went wrong, for a message. */
    static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
