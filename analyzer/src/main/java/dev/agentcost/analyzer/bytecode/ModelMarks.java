package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.form.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * By what code is known to speak to a model or to make tools: it names a class of a framework, or has a part of a model's address in one of
 * its texts. Thread-safe.
 */
final class ModelMarks {

    /** Paths of packages. */
    private final List<String> packages;

    /** What the name of a class in one of them begins with. */
    private final byte[][] beginnings;

    private final byte[][] addresses;
    private final String digest;
    private final Map<String, Boolean> frameworks = new ConcurrentHashMap<>();

    /** The marks that a catalogue names. */
    ModelMarks(Catalog catalog) {
        this.packages = catalog.markers().stream()
                .filter(marker -> !isAddress(marker) && marker.indexOf('.') > 0)
                .map(marker -> marker.replace('.', '/'))
                .toList();
        this.beginnings = bytes(packages.stream().map(path -> path + "/").toList());
        this.addresses =
                bytes(catalog.markers().stream().filter(ModelMarks::isAddress).toList());
        this.digest = Sha256.of(String.join("\n", catalog.markers()).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isAddress(String marker) {
        return marker.indexOf('/') >= 0 || marker.indexOf(':') >= 0;
    }

    private static byte[][] bytes(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    /** Whether a class, by its internal name, is a framework's. */
    boolean isOfFramework(String internalName) {
        String path = internalName.substring(0, Math.max(0, internalName.lastIndexOf('/')));
        return frameworks.computeIfAbsent(
                path, key -> packages.stream().anyMatch(marker -> key.equals(marker) || key.startsWith(marker + "/")));
    }

    /**
     * Whether a class file shows one. Makes no text of what it compares: most class files show none.
     *
     * @throws IndexOutOfBoundsException if it is no class file
     */
    boolean areIn(ConstantPool pool) {
        boolean[] found = new boolean[1];
        pool.each(
                (bytes, from, to) -> found[0] = found[0] || begins(bytes, from, to),
                (bytes, from, to) -> found[0] = found[0] || contains(bytes, from, to));
        return found[0];
    }

    private boolean begins(byte[] bytes, int from, int to) {
        for (byte[] beginning : beginnings) {
            if (ConstantPool.isAt(from, beginning, bytes, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            for (byte[] address : addresses) {
                if (ConstantPool.isAt(at, address, bytes, to)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A digest of all of them. */
    String digest() {
        return digest;
    }
}
