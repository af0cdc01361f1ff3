package dev.agentcost.analyzer.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method, constructor ({@code <init>}) or the initialisers of a type ({@code <fields>} for instance fields and blocks, which
 * run in each constructor, {@code <clinit>} for static ones).
 *
 * @param owner fully qualified name of the declaring type, nested types with {@code .}, anonymous and local ones as
 *     {@code Outer.method$1}
 * @param parameters in order
 * @param returnType with type arguments, {@code void} for constructors
 * @param body null for abstract methods, native ones and those that could not be read
 * @param endLine last line
 * @param unreadable why the body is missing or incomplete, or "" where it is whole
 */
public record MethodDeclaration(
        String owner,
        String name,
        List<Parameter> parameters,
        String returnType,
        Modifiers modifiers,
        List<AnnotationUse> annotations,
        @Nullable Body body,
        SourceLocation location,
        int endLine,
        String unreadable) {

    /** A parameter; {@code type} with type arguments, arrays and varargs as {@code T[]}. */
    public record Parameter(String name, String type, List<AnnotationUse> annotations) {}

    /** What is declared of a method. */
    public record Modifiers(
            boolean isPublic,
            boolean isPrivate,
            boolean isStatic,
            boolean isAbstract,
            boolean isFinal,
            boolean isVarArgs) {}

    private static final String ANNOTATIONS = "@";

    /**
     * The name of the method that stands for the annotations of another, as the calls of a builder each; of its type's for {@code ""}.
     */
    public static String annotationsOf(String method) {
        return ANNOTATIONS + method;
    }

    /** Whether it stands for annotations, and nobody wrote or calls it. */
    public boolean isAnnotations() {
        return name.startsWith(ANNOTATIONS);
    }

    /** The same with another body. */
    public MethodDeclaration withBody(@Nullable Body replaced) {
        return new MethodDeclaration(
                owner, name, parameters, returnType, modifiers, annotations, replaced, location, endLine, unreadable);
    }

    /** The same at another place. */
    public MethodDeclaration at(SourceLocation place) {
        return new MethodDeclaration(
                owner, name, parameters, returnType, modifiers, annotations, body, place, endLine, unreadable);
    }

    /** {@code Type#name}, with the simple name of the type: for readers. */
    public String displayName() {
        return owner.substring(owner.lastIndexOf('.') + 1) + "#" + name;
    }

    /** Unique within a program: owner, name and erased parameter types. */
    public String key() {
        StringBuilder key = new StringBuilder(owner).append('#').append(name).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            key.append(i == 0 ? "" : ",").append(Types.erasure(parameters.get(i).type()));
        }
        return key.append(')').toString();
    }
}
