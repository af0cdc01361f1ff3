package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import java.util.List;
import java.util.Optional;

/**
 * Java's type rules on texts, as far as finding call targets needs them: supertypes, members, overloads, what a generic call
 * returns. Types are texts as in {@link dev.agentcost.analyzer.ir.Types}; {@code ""} is an unknown type and fits everywhere.
 * Arguments may also be {@link #NULL}, {@link #lambda} and {@link #METHOD_REFERENCE}. Thread-safe.
 */
public final class Typing {

    /** The type of the argument {@code null}. */
    public static final String NULL = "null";

    /** The type of an argument that is a method reference. */
    public static final String METHOD_REFERENCE = "<method>";

    private final TypeWorld world;

    /** The rules over these declarations. */
    public Typing(TypeWorld world) {
        this.world = world;
    }

    /** The type of an argument that is a lambda with this many parameters. */
    public static String lambda(int parameters) {
        return "<lambda:" + parameters + ">";
    }

    /** The declarations that the rules are applied to. */
    public TypeWorld world() {
        return world;
    }

    /**
     * The type itself and all its supertypes, with their type arguments in terms of the type's: nearer ones first, classes
     * before interfaces, {@code java.lang.Object} last. An unknown type is alone.
     */
    public List<String> hierarchy(String type) {
        return List.of();
    }

    /** Whether one type is another or extends or implements it; type arguments are not compared. */
    public boolean isSubtype(String type, String of) {
        return false;
    }

    /** The methods of this name that the type declares or inherits, as declared; overridden ones are left out. */
    public List<MethodInfo> overloads(String receiverType, String name) {
        return List.of();
    }

    /** The overload that a call with these arguments calls, as declared: in terms of its owner's and its own type parameters. */
    public Optional<MethodInfo> declaredMethod(String receiverType, String name, List<String> argumentTypes) {
        return Optional.empty();
    }

    /** The overload that a call with these arguments calls, with the receiver's and the inferred type arguments put in. */
    public Optional<MethodInfo> method(String receiverType, String name, List<String> argumentTypes) {
        return Optional.empty();
    }

    /** The field, declared or inherited, with the receiver's type arguments put in. */
    public Optional<FieldInfo> field(String type, String name) {
        return Optional.empty();
    }

    /** The single abstract method of a functional interface, with its type arguments put in; empty for other types. */
    public Optional<MethodInfo> functionalMethod(String type) {
        return Optional.empty();
    }

    /** What a collection, array, stream, iterator or optional holds; {@code ""} where unknown. */
    public String elementType(String type) {
        return "";
    }

    /**
     * The type that a call returns.
     *
     * @param raw the method as declared, from {@link #declaredMethod}
     * @param receiverType static type of the receiver, with type arguments
     * @param argumentTypes one for each argument
     * @param lambdaResultTypes for each argument the type of what the lambda or method reference returns, {@code ""} for others
     *     and where unknown; may be shorter than the arguments
     */
    public String returnType(
            MethodInfo raw, String receiverType, List<String> argumentTypes, List<String> lambdaResultTypes) {
        return "";
    }

    /** The types of the parameters of the lambda that is the argument at this index; {@code ""} for each that is unknown. */
    public List<String> lambdaParameterTypes(
            MethodInfo raw, String receiverType, List<String> argumentTypes, int argumentIndex) {
        return List.of();
    }

    /**
     * The type that a parameter takes in this call: the functional interface for a lambda; {@code ""} where unknown. Repeated
     * for the arguments of a varargs parameter.
     */
    public String parameterType(MethodInfo raw, String receiverType, List<String> argumentTypes, int argumentIndex) {
        return "";
    }

    /** The parameter types without type arguments, type variables as their bounds: as in a method descriptor. */
    public List<String> erasedParameterTypes(MethodInfo raw) {
        return List.of();
    }

    /** The innermost of a type and the types round it that has a method of this name: whose an unqualified call is. */
    public Optional<String> enclosingOwner(String innermostType, String methodName) {
        return Optional.empty();
    }
}
