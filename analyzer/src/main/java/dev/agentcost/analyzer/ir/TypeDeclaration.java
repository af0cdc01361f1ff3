package dev.agentcost.analyzer.ir;

import java.util.List;

/**
 * A class, interface, enum, record or annotation type of the source, anonymous and local ones included.
 *
 * @param name fully qualified, nested types with {@code .}
 * @param supertypes with type arguments, as declared: superclass first, then interfaces
 * @param typeParameters names of the type parameters
 */
public record TypeDeclaration(
        String name,
        Kind kind,
        boolean isAbstract,
        List<String> typeParameters,
        List<String> supertypes,
        List<FieldDeclaration> fields,
        List<MethodDeclaration> methods,
        List<AnnotationUse> annotations,
        SourceLocation location) {

    /** Kinds of types. */
    public enum Kind {
        CLASS,
        INTERFACE,
        ENUM,
        RECORD,
        ANNOTATION
    }
}
