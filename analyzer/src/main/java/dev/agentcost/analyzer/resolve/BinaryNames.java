package dev.agentcost.analyzer.resolve;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Turns the names of one class file into fully qualified ones. That {@code a/b/C$D} is {@code a.b.C.D} is told by the class
 * file's InnerClasses attribute only, as {@code $} is a letter like others. Local and anonymous classes keep their {@code $}.
 */
public final class BinaryNames {

    private record Nested(String outer, String simpleName, int access) {}

    private final Map<String, Nested> nested = new HashMap<>();

    /** Takes an entry of the InnerClasses attribute. */
    public void add(String name, @Nullable String outer, @Nullable String simpleName, int access) {
        if (outer != null && simpleName != null && !outer.equals(name)) {
            nested.put(name, new Nested(outer, simpleName, access));
        }
    }

    /** The fully qualified name of a class. */
    public String qualified(String internalName) {
        StringBuilder members = new StringBuilder();
        String outermost = internalName;
        // A forged attribute may have cycles: no more steps than there are entries.
        for (int steps = 0; steps <= nested.size(); steps++) {
            Nested entry = nested.get(outermost);
            if (entry == null) {
                break;
            }
            members.insert(0, "." + entry.simpleName());
            outermost = entry.outer();
        }
        return outermost.replace('/', '.') + members;
    }

    /** The type of a descriptor, erased. */
    public String qualified(Type type) {
        return switch (type.getSort()) {
            case Type.ARRAY -> qualified(type.getElementType()) + "[]".repeat(type.getDimensions());
            case Type.OBJECT -> qualified(type.getInternalName());
            // of which ASM says in an assertion that it cannot be
            case Type.METHOD -> throw new IllegalArgumentException("the descriptor of a method where a type's belongs");
            default -> type.getClassName();
        };
    }

    /** Whether objects of the class hold one of the class round it, which its constructors take first. */
    public boolean hasOuterInstance(String internalName) {
        Nested entry = nested.get(internalName);
        return entry != null && (entry.access() & Opcodes.ACC_STATIC) == 0;
    }
}
