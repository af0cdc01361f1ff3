package dev.agentcost.analyzer.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * Reads one generic signature of a class, method or field. Type variables of classes round the class become
 * {@code java.lang.Object}, as no {@link TypeInfo} of the class declares them.
 */
public final class GenericSignature extends SignatureVisitor {

    private final BinaryNames names;
    private final Set<String> outerVariables;

    private final Map<String, TypeText> bounds = new LinkedHashMap<>();
    private String currentVariable = "";
    private final List<TypeText> supertypes = new ArrayList<>();
    private final List<TypeText> parameters = new ArrayList<>();
    private TypeText result = TypeText.UNKNOWN;

    /**
     * A reader for one signature.
     *
     * @param outerVariables the type variables of the class, for signatures of its members
     */
    public GenericSignature(BinaryNames names, Set<String> outerVariables) {
        super(Opcodes.ASM9);
        this.names = names;
        this.outerVariables = outerVariables;
    }

    /** Type of a field. */
    public static String field(String signature, BinaryNames names, Set<String> variables) {
        GenericSignature reader = new GenericSignature(names, variables);
        new SignatureReader(signature).acceptType(reader.new OneType(type -> reader.result = type));
        return reader.result.toString();
    }

    /** Reads the signature of a class or method. */
    public GenericSignature read(String signature) {
        new SignatureReader(signature).accept(this);
        return this;
    }

    /** Names of the declared type variables. */
    public Set<String> variables() {
        return bounds.keySet();
    }

    /** As in {@link TypeInfo#typeParameters()}. */
    public List<String> typeParameters() {
        return bounds.entrySet().stream()
                .map(e -> new TypeParameter(e.getKey(), e.getValue()).toString())
                .toList();
    }

    public List<String> supertypes() {
        return supertypes.stream().map(TypeText::toString).toList();
    }

    public List<String> parameters() {
        return parameters.stream().map(TypeText::toString).toList();
    }

    public String result() {
        return result.toString();
    }

    @Override
    public void visitFormalTypeParameter(String name) {
        currentVariable = name;
        bounds.put(name, TypeText.UNKNOWN);
    }

    @Override
    public SignatureVisitor visitClassBound() {
        return bound();
    }

    @Override
    public SignatureVisitor visitInterfaceBound() {
        return bound();
    }

    /** The first bound is the erasure. */
    private SignatureVisitor bound() {
        String variable = currentVariable;
        return new OneType(type -> bounds.merge(variable, type, (first, next) -> first.isUnknown() ? next : first));
    }

    @Override
    public SignatureVisitor visitSuperclass() {
        return new OneType(supertypes::add);
    }

    @Override
    public SignatureVisitor visitInterface() {
        return new OneType(supertypes::add);
    }

    @Override
    public SignatureVisitor visitParameterType() {
        return new OneType(parameters::add);
    }

    @Override
    public SignatureVisitor visitReturnType() {
        return new OneType(type -> result = type);
    }

    /** Reads one type and hands it on at its end. */
    private final class OneType extends SignatureVisitor {

        private final Consumer<TypeText> whenRead;
        private String binaryName = "";
        private List<TypeText> arguments = new ArrayList<>();
        private int dimensions;

        OneType(Consumer<TypeText> whenRead) {
            super(Opcodes.ASM9);
            this.whenRead = whenRead;
        }

        @Override
        public void visitBaseType(char descriptor) {
            String name = Type.getType(String.valueOf(descriptor)).getClassName();
            whenRead.accept(TypeText.of(name).withDimensions(dimensions));
        }

        @Override
        public void visitTypeVariable(String name) {
            boolean declared = bounds.containsKey(name) || outerVariables.contains(name);
            whenRead.accept((declared ? TypeText.of(name) : TypeText.OBJECT).withDimensions(dimensions));
        }

        @Override
        public SignatureVisitor visitArrayType() {
            dimensions++;
            return this;
        }

        @Override
        public void visitClassType(String name) {
            binaryName = name;
        }

        @Override
        public void visitInnerClassType(String name) {
            binaryName += "$" + name;
            arguments = new ArrayList<>();
        }

        @Override
        public void visitTypeArgument() {
            arguments.add(TypeText.OBJECT);
        }

        @Override
        public SignatureVisitor visitTypeArgument(char wildcard) {
            return new OneType(arguments::add);
        }

        @Override
        public void visitEnd() {
            whenRead.accept(new TypeText(names.qualified(binaryName), List.copyOf(arguments), dimensions));
        }
    }
}
