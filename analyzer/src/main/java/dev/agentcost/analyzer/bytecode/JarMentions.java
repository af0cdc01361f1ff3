package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.form.Sha256;
import dev.agentcost.analyzer.resolve.ClassContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the classes of a jar mention, read without their code.
 *
 * @param speaks whether one of them shows {@linkplain ModelMarks marks} of a model
 * @param packages paths of the packages that they name classes of, the JDK's left out
 */
record JarMentions(boolean speaks, Set<String> packages) {

    private static final byte[] JDK = {'j', 'a', 'v', 'a', '/'};

    /** More jars than a large build has. */
    private static final int MOST_KEPT = 2_000;

    /** What was found in a jar with this content: the modules of a build share most of their jars. */
    private static final Map<String, JarMentions> KEPT = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JarMentions> eldest) {
            return size() > MOST_KEPT;
        }
    });

    /** Those of a jar or directory; whatever cannot be read in it mentions nothing. */
    static JarMentions of(ClassContainer place, ModelMarks marks) {
        Optional<String> content =
                place.contentSums().map(sums -> Sha256.of((marks.digest() + sums).getBytes(StandardCharsets.UTF_8)));
        JarMentions known = content.map(KEPT::get).orElse(null);
        if (known != null) {
            return known;
        }
        JarMentions read = read(place, marks);
        content.ifPresent(key -> KEPT.put(key, read));
        return read;
    }

    private static JarMentions read(ClassContainer place, ModelMarks marks) {
        boolean speaks = false;
        Set<String> packages = new HashSet<>();
        try {
            for (String file : place.classes()) {
                byte[] bytes = place.bytes(file);
                if (bytes != null) {
                    speaks |= read(bytes, marks, packages);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // a broken jar is told of where its types are asked for
            return new JarMentions(speaks, Set.copyOf(packages));
        }
        return new JarMentions(speaks, Set.copyOf(packages));
    }

    /** Whether a class file shows marks. */
    private static boolean read(byte[] bytes, ModelMarks marks, Set<String> packages) {
        try {
            Optional<ConstantPool> pool = ConstantPool.of(bytes);
            pool.ifPresent(
                    found -> found.each((all, from, to) -> addPackage(all, from, to, packages), (all, from, to) -> {}));
            return pool.filter(marks::areIn).isPresent();
        } catch (IndexOutOfBoundsException noClassFile) {
            return false;
        }
    }

    private static void addPackage(byte[] bytes, int from, int to, Set<String> packages) {
        int end = to;
        while (end > from && bytes[end - 1] != '/') {
            end--;
        }
        if (end > from && !ConstantPool.isAt(from, JDK, bytes, end)) {
            packages.add(ConstantPool.text(bytes, from, end - 1));
        }
    }
}
