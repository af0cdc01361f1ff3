package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.form.FormException;
import dev.agentcost.analyzer.form.FormReader;
import dev.agentcost.analyzer.form.FormWriter;
import dev.agentcost.analyzer.form.Sha256;
import dev.agentcost.analyzer.form.WholeFile;
import dev.agentcost.analyzer.resolve.ClassContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What jars were found to mention, by their contents: for the modules of a build, which share most of their jars, in memory, and for the
 * next run in a file. To find it out, all classes of a jar are unpacked. Whatever is wrong with the file, it counts as not there.
 * Thread-safe.
 */
public final class KeptMentions {

    /** More jars than a large build has. */
    private static final int MOST_KEPT = 2_000;

    /** Larger than any, and read without harm. */
    private static final long MOST_BYTES = 64L << 20;

    private static final Map<String, JarMentions> OF_BUILD = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JarMentions> eldest) {
            return size() > MOST_KEPT;
        }
    });

    private final @Nullable Path file;
    private final String surroundings;
    private final Map<String, JarMentions> before;
    private final SortedMap<String, JarMentions> used = Collections.synchronizedSortedMap(new TreeMap<>());

    private KeptMentions(@Nullable Path file, String surroundings) {
        this.file = file;
        this.surroundings = surroundings;
        this.before = file == null ? Map.of() : read(file, surroundings);
    }

    /** Kept for the modules of a build only. */
    public static KeptMentions inMemory() {
        return new KeptMentions(null, "");
    }

    /**
     * Kept for the next run too.
     *
     * @param surroundings digest of the program and whatever else it depends on
     */
    public static KeptMentions in(Path file, String surroundings) {
        return new KeptMentions(file, surroundings);
    }

    private static Map<String, JarMentions> read(Path file, String surroundings) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Map.of();
            }
            FormReader in = new FormReader(Files.readAllBytes(file));
            if (!in.text().equals(surroundings)) {
                return Map.of();
            }
            Map<String, JarMentions> known = new HashMap<>();
            in.list(() -> Map.entry(in.text(), new JarMentions(in.flag(), Set.copyOf(in.texts()))))
                    .forEach(jar -> known.put(jar.getKey(), jar.getValue()));
            in.end();
            return known;
        } catch (IOException | FormException unusable) {
            return Map.of();
        }
    }

    /** What a place mentions. */
    JarMentions of(ClassContainer place, ModelMarks marks) {
        Optional<String> content =
                place.contentSums().map(sums -> Sha256.of((marks.digest() + sums).getBytes(StandardCharsets.UTF_8)));
        JarMentions known =
                content.map(key -> before.getOrDefault(key, OF_BUILD.get(key))).orElse(null);
        if (known != null) {
            used.put(content.orElseThrow(), known);
            return known;
        }
        AtomicBoolean isBroken = new AtomicBoolean();
        JarMentions found = JarMentions.read(place, marks, () -> isBroken.set(true));
        if (content.isPresent() && !isBroken.get()) {
            OF_BUILD.put(content.get(), found);
            used.put(content.get(), found);
        }
        return found;
    }

    /** Keeps what was used since it was read. Where that cannot be done, the next run does its work anew. */
    void write() {
        if (file == null || used.equals(before)) {
            return;
        }
        FormWriter out = new FormWriter();
        out.text(surroundings);
        out.list(List.copyOf(used.entrySet()), jar -> {
            out.text(jar.getKey()).flag(jar.getValue().speaks());
            out.texts(jar.getValue().packages().stream().sorted().toList());
        });
        try {
            WholeFile.write(file, out.bytes());
        } catch (IOException e) {
            // the next run finds what it found before, or nothing
        }
    }
}
