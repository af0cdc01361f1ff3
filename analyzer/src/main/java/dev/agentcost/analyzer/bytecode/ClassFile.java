package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.resolve.BinaryNames;
import dev.agentcost.analyzer.resolve.ClassBytes;
import dev.agentcost.analyzer.resolve.GenericSignature;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;

/** One class file with what its names mean. */
final class ClassFile {

    private final ClassNode node = new ClassNode();
    private final BinaryNames names = new BinaryNames();
    private final Typing typing;
    private final String typeName;
    private final Set<String> typeVariables;
    private final Map<String, MethodNode> methods = new HashMap<>();

    /**
     * Reads a class file.
     *
     * @throws RuntimeException of many kinds if the bytes are no class file that ASM knows
     */
    ClassFile(byte[] bytes, Typing typing) {
        this.typing = typing;
        ClassBytes.reader(bytes).accept(node, ClassReader.SKIP_FRAMES);
        for (InnerClassNode inner : node.innerClasses) {
            names.add(inner.name, inner.outerName, inner.innerName, inner.access);
        }
        typeName = names.qualified(node.name);
        typeVariables = node.signature == null
                ? Set.of()
                : new GenericSignature(names, Set.of()).read(node.signature).variables();
        node.methods.forEach(method -> methods.putIfAbsent(method.name + method.desc, method));
    }

    ClassNode node() {
        return node;
    }

    Typing typing() {
        return typing;
    }

    /** Fully qualified name of the type. */
    String typeName() {
        return typeName;
    }

    Set<String> typeVariables() {
        return typeVariables;
    }

    BinaryNames names() {
        return names;
    }

    /** A type of a descriptor. */
    String name(Type type) {
        return names.qualified(type);
    }

    /** A class by its internal name, or an array by its descriptor. */
    String name(String internalName) {
        return names.qualified(Type.getObjectType(internalName));
    }

    /** The type of a field or local, with type arguments where the class file has them. */
    String type(String descriptor, @Nullable String signature) {
        return signature == null
                ? name(Type.getType(descriptor))
                : GenericSignature.field(signature, names, typeVariables);
    }

    /** The types of all parameters of a method, with type arguments where the class file has them. */
    List<String> parameterTypes(MethodNode method) {
        List<String> types = new ArrayList<>();
        for (Type type : Type.getArgumentTypes(method.desc)) {
            types.add(name(type));
        }
        if (method.signature != null) {
            List<String> generic = new GenericSignature(names, typeVariables)
                    .read(method.signature)
                    .parameters();
            // the signature leaves out what javac has added in front
            int added = types.size() - generic.size();
            for (int i = 0; added >= 0 && i < generic.size(); i++) {
                types.set(added + i, generic.get(i));
            }
        }
        return types;
    }

    @Nullable
    MethodNode method(String name, String descriptor) {
        return methods.get(name + descriptor);
    }

    boolean isEnum() {
        return (node.access & Opcodes.ACC_ENUM) != 0;
    }

    boolean isInterface() {
        return (node.access & Opcodes.ACC_INTERFACE) != 0;
    }

    /** How many of a constructor's parameters javac has put before those of the source. */
    int hiddenParameters(String internalName) {
        boolean ownEnum = isEnum() && internalName.equals(node.name) && "java/lang/Enum".equals(node.superName);
        return ownEnum ? 2 : names.hasOuterInstance(internalName) ? 1 : 0;
    }

    /** Whether the class's objects hold the one that they were made in. */
    boolean holdsOuter() {
        return node.fields.stream().anyMatch(ClassFile::isOuter);
    }

    private static boolean isOuter(FieldNode field) {
        return isOuter(field.name) && (field.access & Opcodes.ACC_SYNTHETIC) != 0;
    }

    /** The name of the field that holds the object round one. */
    static boolean isOuter(String field) {
        return field.startsWith("this$");
    }
}
