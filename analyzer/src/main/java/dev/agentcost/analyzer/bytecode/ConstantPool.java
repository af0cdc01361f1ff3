package dev.agentcost.analyzer.bytecode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a class file mentions, after section 4.4 of the Java Virtual Machine Specification: the part of it that is read without its code. */
final class ConstantPool {

    /** A piece of the class file's bytes. */
    @FunctionalInterface
    interface Span {
        void at(byte[] bytes, int from, int to);
    }

    private static final int HEADER = 10;

    private final byte[] bytes;
    private final int[] offsets;
    private final int end;

    private ConstantPool(byte[] bytes) {
        this.bytes = bytes;
        this.offsets = new int[number(HEADER - 2)];
        int at = HEADER;
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = at;
            switch (bytes[at]) {
                case 1 -> at += 3 + number(at + 1);
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                case 5, 6 -> {
                    at += 9;
                    i++;
                }
                default -> at += 5;
            }
        }
        this.end = at;
    }

    /** That of a class file; empty where the bytes are none. */
    static Optional<ConstantPool> of(byte[] bytes) {
        try {
            return Optional.of(new ConstantPool(bytes));
        } catch (IndexOutOfBoundsException noClassFile) {
            return Optional.empty();
        }
    }

    /** Where the class file goes on behind it. */
    int end() {
        return end;
    }

    /** The two bytes at a place of the class file. */
    int number(int offset) {
        return (bytes[offset] & 0xff) << 8 | bytes[offset + 1] & 0xff;
    }

    /**
     * Tells of the internal names of classes that code or annotations name, and of texts.
     *
     * @throws IndexOutOfBoundsException if the bytes are no class file
     */
    void each(Span type, Span text) {
        for (int offset : offsets) {
            if (offset > 0) {
                mention(offset, type, text);
            }
        }
    }

    private void mention(int offset, Span type, Span text) {
        switch (bytes[offset]) {
            case 7 -> {
                int name = offsets[number(offset + 1)];
                element(name + 3, name + 3 + number(name + 1), type);
            }
            case 8 -> {
                int constant = offsets[number(offset + 1)];
                text.at(bytes, constant + 3, constant + 3 + number(constant + 1));
            }
            case 1 -> {
                // an annotation is named by nothing but a descriptor
                int length = number(offset + 1);
                if (length > 2 && bytes[offset + 3] == 'L' && bytes[offset + 2 + length] == ';') {
                    type.at(bytes, offset + 4, offset + 2 + length);
                }
            }
            default -> {}
        }
    }

    /** A class, or the class that an array is of. */
    private void element(int from, int to, Span type) {
        int begin = from;
        while (begin < to && bytes[begin] == '[') {
            begin++;
        }
        if (begin == from) {
            type.at(bytes, from, to);
        } else if (begin < to && bytes[begin] == 'L') {
            type.at(bytes, begin + 1, to - 1);
        }
    }

    /** The name of the class constant of this index. */
    String className(int index) {
        int name = offsets[number(offsets[index] + 1)];
        return text(bytes, name + 3, name + 3 + number(name + 1));
    }

    /** Names and texts are compared with plain ones only, so that their encoding does not matter. */
    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Whether these bytes stand at a place before the end of a span. */
    static boolean isAt(int at, byte[] searched, byte[] bytes, int to) {
        return at + searched.length <= to
                && bytes[at] == searched[0]
                && Arrays.equals(bytes, at, at + searched.length, searched, 0, searched.length);
    }
}
