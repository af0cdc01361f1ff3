package dev.agentcost.analyzer.bytecode;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * What a class file mentions, read without its code.
 *
 * @param name internal name of the class
 * @param speaks whether it shows {@linkplain ModelMarks marks} of a model
 * @param types internal names of the classes that its code or its annotations name
 * @param parents internal names of what it extends and implements
 */
record ClassScan(String name, boolean isAnnotation, boolean speaks, Set<String> types, Set<String> parents) {

    /** Reads a class file; empty where the bytes are none. */
    static Optional<ClassScan> of(byte[] bytes, ModelMarks marks) {
        return ConstantPool.of(bytes).flatMap(pool -> of(pool, marks));
    }

    private static Optional<ClassScan> of(ConstantPool pool, ModelMarks marks) {
        try {
            Set<String> types = new LinkedHashSet<>();
            pool.each((bytes, from, to) -> addType(ConstantPool.text(bytes, from, to), types), (bytes, from, to) -> {});
            int at = pool.end();
            String name = pool.className(pool.number(at + 2));
            Set<String> parents = new LinkedHashSet<>();
            int superclass = pool.number(at + 4);
            if (superclass > 0) {
                parents.add(pool.className(superclass));
            }
            for (int i = 0; i < pool.number(at + 6); i++) {
                parents.add(pool.className(pool.number(at + 8 + 2 * i)));
            }
            types.remove(name);
            boolean isAnnotation = (pool.number(at) & Opcodes.ACC_ANNOTATION) != 0;
            return Optional.of(new ClassScan(name, isAnnotation, marks.areIn(pool), types, parents));
        } catch (IndexOutOfBoundsException noClassFile) {
            return Optional.empty();
        }
    }

    private static void addType(String name, Set<String> types) {
        if (!name.startsWith("java/") && name.indexOf('<') < 0 && name.length() > 1) {
            types.add(name);
        }
    }
}
