package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    private static final String LAMBDA = "<lambda:";

    /** Types that hold elements as their first type argument; {@code BaseStream} stands for all streams. */
    private static final List<String> HOLDERS = List.of(
            "java.lang.Iterable",
            "java.util.stream.BaseStream",
            "java.util.Iterator",
            "java.util.Enumeration",
            "java.util.Optional",
            "java.util.concurrent.Flow.Publisher");

    private static final Map<String, String> PRIMITIVE_HOLDERS = Map.of(
            "java.util.stream.IntStream", "int",
            "java.util.stream.LongStream", "long",
            "java.util.stream.DoubleStream", "double",
            "java.util.OptionalInt", "int",
            "java.util.OptionalLong", "long",
            "java.util.OptionalDouble", "double");

    private final TypeWorld world;
    private final Hierarchy hierarchy;
    private final FunctionalTypes functionalTypes;
    private final Inference inference;
    private final Overloads overloads;

    /** The rules over these declarations. */
    public Typing(TypeWorld world) {
        this.world = world;
        this.hierarchy = new Hierarchy(world);
        this.functionalTypes = new FunctionalTypes(world, hierarchy);
        this.inference = new Inference(world, hierarchy, functionalTypes);
        this.overloads = new Overloads(world, hierarchy, functionalTypes, inference);
    }

    /** The type of an argument that is a lambda with this many parameters. */
    public static String lambda(int parameters) {
        return LAMBDA + parameters + ">";
    }

    /** How many parameters the lambda has that an argument is; -1 for other arguments. */
    static int lambdaArity(String argumentType) {
        return argumentType.startsWith(LAMBDA)
                ? Integer.parseInt(argumentType.substring(LAMBDA.length(), argumentType.length() - 1))
                : -1;
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
        return hierarchy.of(TypeText.parse(type)).stream()
                .map(TypeText::toString)
                .toList();
    }

    /** Whether one type is another or extends or implements it; type arguments are not compared. */
    public boolean isSubtype(String type, String of) {
        return hierarchy.isSubtype(TypeText.parse(type), TypeText.parse(of));
    }

    /** The methods of this name that the type declares or inherits, as declared; overridden ones are left out. */
    public List<MethodInfo> overloads(String receiverType, String name) {
        return overloads.of(TypeText.parse(receiverType), name);
    }

    /** The overload that a call with these arguments calls, as declared: in terms of its owner's and its own type parameters. */
    public Optional<MethodInfo> declaredMethod(String receiverType, String name, List<String> argumentTypes) {
        return declaredMethod(receiverType, name, argumentTypes, List.of());
    }

    /**
     * As {@link #declaredMethod(String, String, List)}, and what the lambdas return decides too, where it is known.
     *
     * @param lambdaResultTypes as for {@link #returnType}
     */
    public Optional<MethodInfo> declaredMethod(
            String receiverType, String name, List<String> argumentTypes, List<String> lambdaResultTypes) {
        return choose(receiverType, name, argumentTypes, lambdaResultTypes).map(Overloads.Choice::best);
    }

    /** The overload that a call calls, and whether that is certain. */
    Optional<Overloads.Choice> choose(
            String receiverType, String name, List<String> argumentTypes, List<String> lambdaResultTypes) {
        return overloads.choose(TypeText.parse(receiverType), name, argumentTypes, lambdaResultTypes);
    }

    /** The overload that a call with these arguments calls, with the receiver's and the inferred type arguments put in. */
    public Optional<MethodInfo> method(String receiverType, String name, List<String> argumentTypes) {
        return declaredMethod(receiverType, name, argumentTypes)
                .map(raw -> withTypeArguments(raw, receiverType, argumentTypes));
    }

    private MethodInfo withTypeArguments(MethodInfo raw, String receiverType, List<String> argumentTypes) {
        Map<String, TypeText> variables =
                inference.closedVariables(raw, TypeText.parse(receiverType), argumentTypes, List.of());
        return new MethodInfo(
                raw.owner(),
                raw.name(),
                List.of(),
                raw.parameterTypes().stream()
                        .map(p -> TypeText.parse(p).substitute(variables).toString())
                        .toList(),
                returnType(raw, receiverType, argumentTypes, List.of()),
                raw.isStatic(),
                raw.isAbstract(),
                raw.isPrivate(),
                raw.isVarArgs());
    }

    /** The field, declared or inherited, with the receiver's type arguments put in. */
    public Optional<FieldInfo> field(String type, String name) {
        for (TypeText supertype : hierarchy.of(TypeText.parse(type))) {
            Optional<TypeInfo> declaration = supertype.isArray() ? Optional.empty() : world.type(supertype.name());
            for (FieldInfo field : declaration.map(TypeInfo::fields).orElse(List.of())) {
                if (field.name().equals(name)) {
                    Map<String, TypeText> variables = Hierarchy.arguments(supertype, declaration.orElseThrow());
                    String fieldType =
                            TypeText.parse(field.type()).substitute(variables).toString();
                    return Optional.of(
                            new FieldInfo(field.owner(), name, fieldType, field.isStatic(), field.constant()));
                }
            }
        }
        return Optional.empty();
    }

    /** The single abstract method of a functional interface, with its type arguments put in; empty for other types. */
    public Optional<MethodInfo> functionalMethod(String type) {
        return functionalTypes.of(TypeText.parse(type)).map(FunctionalTypes.Function::method);
    }

    /** What a collection, array, stream, iterator or optional holds; {@code ""} where unknown. */
    public String elementType(String type) {
        TypeText holder = TypeText.parse(type);
        if (holder.isArray()) {
            return holder.component().toString();
        }
        String primitive = PRIMITIVE_HOLDERS.get(holder.name());
        if (primitive != null) {
            return primitive;
        }
        return HOLDERS.stream()
                .flatMap(name -> hierarchy.as(holder, name).stream())
                .filter(supertype -> !supertype.arguments().isEmpty())
                .map(supertype -> supertype.arguments().get(0).toString())
                .findFirst()
                .orElse("");
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
        if (isOfCatalogue(raw) && raw.returnType().equals(CatalogTypes.RECEIVER)) {
            return receiverType;
        }
        TypeText receiver = TypeText.parse(receiverType);
        return inference.result(raw, receiver, argumentTypes, lambdaResultTypes).toString();
    }

    /** Whether nothing but the catalogue knows the method. */
    boolean isOfCatalogue(MethodInfo method) {
        return world.type(method.owner()).filter(Typing::isOfCatalogue).isPresent();
    }

    static boolean isOfCatalogue(TypeInfo type) {
        return type.origin() == Origin.CATALOG;
    }

    /**
     * The types of the parameters of the lambda that is the argument at this index; {@code ""} for each that is unknown.
     *
     * @param lambdaResultTypes as for {@link #returnType}: what one lambda returns may be what another is handed
     */
    public List<String> lambdaParameterTypes(
            MethodInfo raw,
            String receiverType,
            List<String> argumentTypes,
            List<String> lambdaResultTypes,
            int argumentIndex) {
        TypeText functional =
                inference.parameter(raw, TypeText.parse(receiverType), argumentTypes, lambdaResultTypes, argumentIndex);
        return functionalTypes
                .of(functional)
                .map(function ->
                        function.parameters().stream().map(TypeText::toString).toList())
                .orElse(List.of());
    }

    /**
     * The type that a parameter takes in this call: the functional interface for a lambda; {@code ""} where unknown. Repeated
     * for the arguments of a varargs parameter.
     *
     * @param lambdaResultTypes as for {@link #returnType}
     */
    public String parameterType(
            MethodInfo raw,
            String receiverType,
            List<String> argumentTypes,
            List<String> lambdaResultTypes,
            int argumentIndex) {
        return inference
                .parameter(raw, TypeText.parse(receiverType), argumentTypes, lambdaResultTypes, argumentIndex)
                .toString();
    }

    /** The parameter types without type arguments, type variables as their bounds: as in a method descriptor. */
    public List<String> erasedParameterTypes(MethodInfo raw) {
        return inference.erasedParameters(raw).stream().map(TypeText::toString).toList();
    }

    /** The return type without type arguments, type variables as their bounds: as in a method descriptor. */
    String erasedReturnType(MethodInfo raw) {
        return TypeText.parse(raw.returnType())
                .substitute(inference.erasures(raw))
                .erased()
                .toString();
    }

    /** The innermost of a type and the types round it that has a method of this name: whose an unqualified call is. */
    public Optional<String> enclosingOwner(String innermostType, String methodName) {
        Set<String> tried = new HashSet<>();
        for (String type = innermostType; tried.add(type) && !type.isEmpty(); type = outer(type)) {
            if (!overloads(type, methodName).isEmpty()) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static String outer(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }
}
