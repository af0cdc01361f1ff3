package dev.agentcost.analyzer.resolve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;

/** The bytes of class files, and what they are read with whatever they hold. */
public final class ClassBytes {

    /** Hundreds of times the largest that compilers write: what is larger is no class file, or a jar made to fill the memory. */
    static final int MOST = 64 << 20;

    /** What every class file begins with. */
    private static final int MAGIC = 0xCAFEBABE;

    /** Where a class file states its major version. */
    private static final int MAJOR_VERSION = 6;

    private ClassBytes() {}

    /** The bytes of a file. */
    static byte[] of(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return of(stream);
        }
    }

    /** The bytes that are left in a stream. */
    static byte[] of(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw new IOException("has more than " + (MOST >> 20) + " MB");
        }
        return bytes;
    }

    /**
     * A reader for the code of a class file, as {@link ClassFiles} read its declarations: what is odd about it they tell.
     *
     * @throws RuntimeException of many kinds if the bytes are no class file
     */
    public static ClassReader reader(byte[] bytes) {
        return reader(bytes, "", new ClassProblems());
    }

    /**
     * A reader for a class file. One of a Java that ASM does not know is read as the newest that it does: what declarations and calls look
     * like has not changed since Java 7.
     *
     * @param container where it stands
     * @param problems hears of a newer Java
     * @throws RuntimeException of many kinds if the bytes are no class file
     */
    static ClassReader reader(byte[] bytes, String container, ClassProblems problems) {
        if (bytes.length < MAJOR_VERSION + 2 || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            throw new IllegalArgumentException("no class file");
        }
        int major = Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(MAJOR_VERSION));
        if (major <= ClassProblems.NEWEST) {
            return new ClassReader(bytes);
        }
        problems.newer(container, major);
        byte[] asNewest = bytes.clone();
        ByteBuffer.wrap(asNewest).putShort(MAJOR_VERSION, (short) ClassProblems.NEWEST);
        return new ClassReader(asNewest);
    }
}
