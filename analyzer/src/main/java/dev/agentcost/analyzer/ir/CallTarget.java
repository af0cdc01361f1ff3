package dev.agentcost.analyzer.ir;

import java.util.List;

/**
 * What a call calls, as far as it could be found out.
 *
 * @param owner fully qualified name of the static type the method is called on (nested types with {@code .}); "" where unknown
 * @param name method name, {@code <init>} for constructors
 * @param arity number of arguments at the call
 * @param parameterTypes erased declared parameter types where the declaration was found, otherwise empty
 * @param returnType type of the result with its type arguments, "" where unknown, {@code void}
 * @param staticCall whether no receiver is involved
 * @param exact whether the call cannot be overridden (constructor, static, private, super)
 * @param resolution which of the ways answered
 */
public record CallTarget(
        String owner,
        String name,
        int arity,
        List<String> parameterTypes,
        String returnType,
        boolean staticCall,
        boolean exact,
        Resolution resolution) {

    /** Of what tells most targets apart: targets are looked up far more often than they are compared. */
    @Override
    public int hashCode() {
        return (owner.hashCode() * 31 + name.hashCode()) * 31 + arity;
    }

    /** How a call's target was found. */
    public enum Resolution {
        /** From the invoke instruction of the compiled class. */
        BYTECODE,
        /** From declared types of sources and class files. */
        TYPES,
        /** From imports and the catalogue alone. */
        CATALOG,
        /** Not found: the name is all that is known. */
        UNRESOLVED
    }
}
