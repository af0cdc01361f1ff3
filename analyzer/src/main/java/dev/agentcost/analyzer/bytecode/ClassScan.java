package dev.agentcost.analyzer.bytecode;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * What a class file mentions, read from its constant pool alone.
 *
 * @param name internal name of the class
 * @param types internal names of the classes that its code or its annotations name
 * @param texts its texts
 * @param parents internal names of what it extends and implements
 */
record ClassScan(String name, boolean isAnnotation, Set<String> types, Set<String> texts, Set<String> parents) {

    private static final int HEADER = 10;

    /** Reads a class file; empty where the bytes are none. */
    static Optional<ClassScan> of(byte[] bytes) {
        try {
            return Optional.of(new Pool(bytes).scan());
        } catch (IndexOutOfBoundsException noClassFile) {
            return Optional.empty();
        }
    }

    /** The constant pool, after section 4.4 of the Java Virtual Machine Specification. */
    private static final class Pool {
        private final byte[] bytes;
        private final int[] offsets;
        private final Set<String> types = new LinkedHashSet<>();
        private final Set<String> texts = new LinkedHashSet<>();
        private int at = HEADER;

        Pool(byte[] bytes) {
            this.bytes = bytes;
            this.offsets = new int[number(HEADER - 2)];
        }

        private int number(int offset) {
            return (bytes[offset] & 0xff) << 8 | bytes[offset + 1] & 0xff;
        }

        ClassScan scan() {
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
            for (int offset : offsets) {
                if (offset > 0) {
                    mention(offset);
                }
            }
            String name = className(number(at + 2));
            Set<String> parents = new LinkedHashSet<>();
            int superclass = number(at + 4);
            if (superclass > 0) {
                parents.add(className(superclass));
            }
            for (int i = 0; i < number(at + 6); i++) {
                parents.add(className(number(at + 8 + 2 * i)));
            }
            types.remove(name);
            boolean isAnnotation = (number(at) & Opcodes.ACC_ANNOTATION) != 0;
            return new ClassScan(name, isAnnotation, types, texts, parents);
        }

        private void mention(int offset) {
            switch (bytes[offset]) {
                case 7 -> addType(text(number(offset + 1)));
                case 8 -> texts.add(text(number(offset + 1)));
                case 1 -> {
                    // an annotation is named by nothing but a descriptor
                    int length = number(offset + 1);
                    if (length > 2 && bytes[offset + 3] == 'L' && bytes[offset + 2 + length] == ';') {
                        addType(utf8(offset + 4, length - 2));
                    }
                }
                default -> {}
            }
        }

        private void addType(String name) {
            String element =
                    name.startsWith("[") ? name.replaceFirst("^\\[+L?", "").replace(";", "") : name;
            if (!element.startsWith("java/") && element.indexOf('<') < 0 && element.length() > 1) {
                types.add(element);
            }
        }

        private String className(int index) {
            return text(number(offsets[index] + 1));
        }

        private String text(int index) {
            int offset = offsets[index];
            return utf8(offset + 3, number(offset + 1));
        }

        /** Names and texts are compared with plain ones only, so that their encoding does not matter. */
        private String utf8(int offset, int length) {
            return new String(bytes, offset, length, StandardCharsets.UTF_8);
        }
    }
}
