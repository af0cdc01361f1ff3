package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Reads one class file's declarations. ASM hands over the header before the nested names that it is written in, so what the
 * header says is kept and turned into names when the first member comes, or the end.
 */
final class ClassFileReader extends ClassVisitor {

    private final BinaryNames names = new BinaryNames();
    private final List<FieldInfo> fields = new ArrayList<>();
    private final List<MethodInfo> methods = new ArrayList<>();

    private String internalName = "";
    private int access;
    private @Nullable String signature;
    private List<String> rawSupertypes = List.of();
    private @Nullable Header header;

    private record Header(String name, Set<String> variables, List<String> typeParameters, List<String> supertypes) {}

    private ClassFileReader() {
        super(Opcodes.ASM9);
    }

    /**
     * The declaration in a class file.
     *
     * @throws RuntimeException of many kinds if the bytes are no class file that ASM knows
     */
    static TypeInfo read(ClassReader file) {
        ClassFileReader reader = new ClassFileReader();
        file.accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
        return reader.declaration();
    }

    private TypeInfo declaration() {
        Header known = header();
        return new TypeInfo(
                known.name(),
                (access & Opcodes.ACC_INTERFACE) != 0,
                known.typeParameters(),
                known.supertypes(),
                List.copyOf(fields),
                List.copyOf(methods),
                Origin.CLASS_FILE);
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        this.internalName = name;
        this.access = access;
        this.signature = signature;
        List<String> all = new ArrayList<>();
        if (superName != null) {
            all.add(superName);
        }
        if (interfaces != null) {
            all.addAll(Arrays.asList(interfaces));
        }
        this.rawSupertypes = all;
    }

    @Override
    public void visitInnerClass(String name, @Nullable String outer, @Nullable String inner, int innerAccess) {
        names.add(name, outer, inner, innerAccess);
    }

    private Header header() {
        if (header == null) {
            header = readHeader();
        }
        return header;
    }

    private Header readHeader() {
        String name = names.qualified(internalName);
        if (signature == null) {
            List<String> supertypes =
                    rawSupertypes.stream().map(names::qualified).toList();
            return new Header(name, Set.of(), List.of(), withoutObjectOfInterfaces(supertypes));
        }
        GenericSignature generic = new GenericSignature(names, Set.of()).read(signature);
        return new Header(
                name, generic.variables(), generic.typeParameters(), withoutObjectOfInterfaces(generic.supertypes()));
    }

    /** Class files name {@code java.lang.Object} as the superclass of interfaces. */
    private List<String> withoutObjectOfInterfaces(List<String> supertypes) {
        boolean isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        return isInterface && !supertypes.isEmpty() ? supertypes.subList(1, supertypes.size()) : supertypes;
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int fieldAccess, String name, String descriptor, @Nullable String fieldSignature, @Nullable Object value) {
        if ((fieldAccess & Opcodes.ACC_SYNTHETIC) == 0) {
            String type = fieldSignature == null
                    ? names.qualified(Type.getType(descriptor))
                    : GenericSignature.field(fieldSignature, names, header().variables());
            boolean isStatic = (fieldAccess & Opcodes.ACC_STATIC) != 0;
            fields.add(new FieldInfo(header().name(), name, type, isStatic, constant(value, descriptor)));
        }
        return null;
    }

    /** Class files hold all small integer types as {@link Integer}. */
    private static @Nullable Object constant(@Nullable Object value, String descriptor) {
        if (value instanceof Integer number && descriptor.equals("Z")) {
            return number != 0;
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        return value instanceof Float number ? (Object) number.doubleValue() : value;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int methodAccess,
            String name,
            String descriptor,
            @Nullable String methodSignature,
            String @Nullable [] exceptions) {
        if ((methodAccess & Opcodes.ACC_SYNTHETIC) == 0 && !name.equals("<clinit>") && isAccessible(methodAccess)) {
            methods.add(method(methodAccess, name, descriptor, methodSignature));
        }
        return null;
    }

    /**
     * No source that is read here is in a package of {@code java}, so nothing can call what is hidden there. The choice of an
     * overload is the easier for it: {@code StringBuilder.append} has one for a class that only its package sees.
     */
    private boolean isAccessible(int methodAccess) {
        return !internalName.startsWith("java/") || (methodAccess & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
    }

    private MethodInfo method(int methodAccess, String name, String descriptor, @Nullable String methodSignature) {
        List<String> typeParameters = List.of();
        List<String> parameters = parameters(name, descriptor);
        String result = names.qualified(Type.getReturnType(descriptor));
        if (methodSignature != null) {
            GenericSignature generic = new GenericSignature(names, header().variables()).read(methodSignature);
            typeParameters = generic.typeParameters();
            parameters = generic.parameters();
            result = generic.result();
        }
        return new MethodInfo(
                header().name(),
                name,
                typeParameters,
                parameters,
                name.equals("<init>") ? header().name() : result,
                (methodAccess & Opcodes.ACC_STATIC) != 0,
                (methodAccess & Opcodes.ACC_ABSTRACT) != 0,
                (methodAccess & Opcodes.ACC_PRIVATE) != 0,
                (methodAccess & Opcodes.ACC_VARARGS) != 0);
    }

    /** The parameters of the source: a descriptor also has the outer object that a member class's constructor takes. */
    private List<String> parameters(String name, String descriptor) {
        List<String> all = Arrays.stream(Type.getArgumentTypes(descriptor))
                .map(names::qualified)
                .toList();
        boolean takesOuter = name.equals("<init>") && !all.isEmpty() && names.hasOuterInstance(internalName);
        return takesOuter ? all.subList(1, all.size()) : all;
    }
}
