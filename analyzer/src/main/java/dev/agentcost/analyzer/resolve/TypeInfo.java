package dev.agentcost.analyzer.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a type, from wherever it is known.
 *
 * @param name fully qualified, nested types with {@code .}
 * @param typeParameters each a name, or {@code T extends a.Bound} where its erasure is not {@code java.lang.Object}
 * @param supertypes with type arguments, superclass first
 * @param origin where the declaration was read
 */
public record TypeInfo(
        String name,
        boolean isInterface,
        List<String> typeParameters,
        List<String> supertypes,
        List<FieldInfo> fields,
        List<MethodInfo> methods,
        Origin origin) {

    /** Where a declaration was read. */
    public enum Origin {
        SOURCE,
        CLASS_FILE,
        CATALOG
    }

    /**
     * A field.
     *
     * @param type with type arguments, in terms of the type's parameters
     * @param constant its compile-time constant, or null
     */
    public record FieldInfo(
            String owner,
            String name,
            String type,
            boolean isStatic,
            @Nullable Object constant) {}

    /**
     * A method or constructor ({@code <init>}).
     *
     * @param typeParameters the method's own, as those of a type
     * @param parameterTypes with type arguments; varargs as {@code T[]}; {@code ""} where only the catalogue knows the method
     * @param returnType with type arguments; the declaring type for constructors
     */
    public record MethodInfo(
            String owner,
            String name,
            List<String> typeParameters,
            List<String> parameterTypes,
            String returnType,
            boolean isStatic,
            boolean isAbstract,
            boolean isPrivate,
            boolean isVarArgs) {

        /** A damaged class file may tell varargs of a method that has no parameter. */
        public MethodInfo {
            isVarArgs = isVarArgs && !parameterTypes.isEmpty();
        }
    }
}
