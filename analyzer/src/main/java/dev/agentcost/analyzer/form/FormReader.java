package dev.agentcost.analyzer.form;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Reads what {@link FormWriter} wrote, in the same order. Whatever the bytes are, each method answers or throws a {@link FormException},
 * and takes no more memory than a small multiple of their number.
 */
public final class FormReader {

    /** Reads one value. */
    @FunctionalInterface
    public interface Item<T> {

        /** The value that stands next. */
        T read() throws FormException;
    }

    private static final String DAMAGED = "is damaged";
    private static final int HEADER = FormWriter.MAGIC.length + 2 * Integer.BYTES;

    private final byte[] bytes;
    private int at = HEADER;
    private final List<Object> shared = new ArrayList<>();

    /**
     * A reader of these bytes.
     *
     * @throws FormException if they are something else, of another version, or changed since they were written
     */
    public FormReader(byte[] bytes) throws FormException {
        this.bytes = bytes;
        int magic = FormWriter.MAGIC.length;
        if (bytes.length < HEADER || !Arrays.equals(bytes, 0, magic, FormWriter.MAGIC, 0, magic)) {
            throw new FormException("is no form of agentcost's");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, magic, HEADER - magic);
        int version = header.getInt();
        if (version != FormWriter.VERSION) {
            throw new FormException("has version " + version
                    + " of the format, this release of agentcost reads version " + FormWriter.VERSION);
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes, HEADER, bytes.length - HEADER);
        if (header.getInt() != (int) sum.getValue()) {
            throw damaged();
        }
    }

    /** What is thrown where the bytes make no sense. */
    static FormException damaged() {
        return new FormException(DAMAGED);
    }

    /** Must be called at the end: more bytes than were asked for are something else too. */
    public void end() throws FormException {
        check(at == bytes.length);
    }

    /** As {@link FormWriter#number}. */
    public int number() throws FormException {
        int number = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            byte next = next();
            number |= (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw damaged();
    }

    private byte next() throws FormException {
        check(at < bytes.length);
        return bytes[at++];
    }

    /** The number of all bytes. */
    int size() {
        return bytes.length;
    }

    /** A number that is not negative and below a limit. */
    int below(int limit) throws FormException {
        int number = number();
        check(number >= 0 && number < limit);
        return number;
    }

    /** As {@link FormWriter#flag}. */
    public boolean flag() throws FormException {
        return below(2) == 1;
    }

    /** As {@link FormWriter#constant}; the constants in the order of their declaration. */
    public <E extends Enum<E>> E constant(E[] constants) throws FormException {
        return constants[below(constants.length)];
    }

    long bits() throws FormException {
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << Byte.SIZE | next() & 0xff;
        }
        return bits;
    }

    /** As {@link FormWriter#text}. */
    public String text() throws FormException {
        return shared(String.class, () -> {
            // each character takes a byte at least
            char[] text = new char[below(bytes.length - at + 1)];
            for (int i = 0; i < text.length; i++) {
                text[i] = (char) below(1 << Character.SIZE);
            }
            return new String(text);
        });
    }

    /** As {@link FormWriter#list}; unmodifiable. */
    public <T> List<T> list(Item<T> element) throws FormException {
        // each element takes a byte at least
        int size = below(bytes.length - at + 1);
        if (size == 0) {
            return List.of();
        }
        List<T> list = new ArrayList<>(Math.min(size, 64));
        for (int i = 0; i < size; i++) {
            list.add(element.read());
        }
        return Collections.unmodifiableList(list);
    }

    /** As {@link FormWriter#texts}. */
    public List<String> texts() throws FormException {
        return list(this::text);
    }

    /** As {@link FormWriter#shared}. */
    <T> T shared(Class<T> type, Item<T> first) throws FormException {
        int known = below(shared.size() + 1);
        if (known > 0) {
            Object value = shared.get(known - 1);
            check(type.isInstance(value));
            return type.cast(value);
        }
        T value = first.read();
        shared.add(value);
        return value;
    }

    static void check(boolean holds) throws FormException {
        if (!holds) {
            throw damaged();
        }
    }
}
