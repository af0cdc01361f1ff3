package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.resolve.ClassContainer;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the classes of a jar mention, read without their code.
 *
 * @param speaks whether one of them shows {@linkplain ModelMarks marks} of a model
 * @param packages paths of the packages that they name classes of, the JDK's left out
 */
record JarMentions(boolean speaks, Set<String> packages) {

    private static final byte[] JDK = {'j', 'a', 'v', 'a', '/'};

    /**
     * Those of a jar or directory; of one that cannot be read as a whole, of what can be.
     *
     * @param broken is run where it cannot
     */
    static JarMentions read(ClassContainer place, ModelMarks marks, Runnable broken) {
        boolean speaks = false;
        Set<String> packages = new TreeSet<>();
        try {
            for (String file : place.classes()) {
                byte[] bytes = place.bytes(file);
                if (bytes != null) {
                    speaks |= read(bytes, marks, packages);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            // a broken jar is told of where its types are asked for
            broken.run();
        }
        return new JarMentions(speaks, Collections.unmodifiableSet(packages));
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
