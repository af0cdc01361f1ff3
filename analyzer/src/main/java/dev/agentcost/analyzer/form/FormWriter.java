package dev.agentcost.analyzer.form;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Writes values one after the other, as {@link FormReader} reads them. A text or other {@linkplain #shared shared} value is written where
 * it occurs first and is a number from then on. The same values give the same bytes.
 */
public final class FormWriter {

    /** Raised whenever what is written changes, the records of {@link dev.agentcost.analyzer.ir} included. */
    static final int VERSION = 2;

    /** What the bytes begin with, before version and check sum. */
    static final byte[] MAGIC = {'a', 'c', 'f', 0};

    private final ByteArrayOutputStream content = new ByteArrayOutputStream(1 << 12);
    private final Map<Object, Integer> shared = new HashMap<>();

    /** All that was written, with what tells it from other files, other versions and damaged ones. */
    public byte[] bytes() {
        byte[] written = content.toByteArray();
        CRC32C sum = new CRC32C();
        sum.update(written);
        return ByteBuffer.allocate(MAGIC.length + 2 * Integer.BYTES + written.length)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt((int) sum.getValue())
                .put(written)
                .array();
    }

    /** A whole number; small ones that are not negative take one byte. */
    public FormWriter number(int number) {
        int left = number;
        while ((left & ~0x7f) != 0) {
            content.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        content.write(left);
        return this;
    }

    /** Yes or no. */
    public FormWriter flag(boolean flag) {
        return number(flag ? 1 : 0);
    }

    /** A constant of an enumeration. */
    public FormWriter constant(Enum<?> constant) {
        return number(constant.ordinal());
    }

    /** Eight bytes. */
    FormWriter bits(long bits) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            content.write((int) (bits >>> shift));
        }
        return this;
    }

    /** A text; lone surrogates are kept. */
    public FormWriter text(String text) {
        return shared(text, () -> {
            number(text.length());
            for (int i = 0; i < text.length(); i++) {
                number(text.charAt(i));
            }
        });
    }

    /** A list, each element by the given writer. */
    public <T> FormWriter list(List<T> list, Consumer<T> element) {
        number(list.size());
        list.forEach(element);
        return this;
    }

    /** Texts in their order. */
    public FormWriter texts(List<String> texts) {
        return list(texts, this::text);
    }

    /** A value that is written once however often it occurs; values of different types are never equal. */
    FormWriter shared(Object value, Runnable first) {
        Integer known = shared.get(value);
        if (known != null) {
            return number(known + 1);
        }
        number(0);
        first.run();
        shared.put(value, shared.size());
        return this;
    }
}
