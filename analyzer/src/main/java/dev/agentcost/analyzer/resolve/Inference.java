package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What type variables of a method and of its class stand for in one call: the receiver's type arguments, what the arguments'
 * types say, what the lambdas return.
 */
final class Inference {

    private static final Map<String, String> BOXES = Map.of(
            "boolean", "java.lang.Boolean",
            "byte", "java.lang.Byte",
            "short", "java.lang.Short",
            "char", "java.lang.Character",
            "int", "java.lang.Integer",
            "long", "java.lang.Long",
            "float", "java.lang.Float",
            "double", "java.lang.Double");

    private final TypeWorld world;
    private final Hierarchy hierarchy;
    private final FunctionalTypes functionalTypes;

    Inference(TypeWorld world, Hierarchy hierarchy, FunctionalTypes functionalTypes) {
        this.world = world;
        this.hierarchy = hierarchy;
        this.functionalTypes = functionalTypes;
    }

    /** The class of a primitive type's values; other types as they are. */
    static TypeText boxed(TypeText type) {
        String box = type.isArray() ? null : BOXES.get(type.name());
        return box == null ? type : TypeText.of(box);
    }

    /** The type that a call returns. */
    TypeText result(MethodInfo raw, TypeText receiver, List<String> arguments, List<String> lambdaResults) {
        if (raw.name().equals("<init>")) {
            return created(raw, receiver, arguments, lambdaResults);
        }
        return TypeText.parse(raw.returnType()).substitute(closedVariables(raw, receiver, arguments, lambdaResults));
    }

    /** {@code new T<>(...)}: the class's type variables are inferred as those of a method would be. */
    private TypeText created(MethodInfo raw, TypeText receiver, List<String> arguments, List<String> lambdaResults) {
        List<String> parameters = ownerParameters(raw);
        boolean isDiamond = receiver.arguments().isEmpty() && !parameters.isEmpty();
        Map<String, TypeText> inferred = isDiamond ? variables(raw, receiver, arguments, lambdaResults) : Map.of();
        List<String> names = names(parameters);
        if (names.stream().noneMatch(inferred::containsKey)) {
            return receiver;
        }
        Map<String, TypeText> erasures = erasures(raw);
        List<TypeText> typeArguments = names.stream()
                .map(name -> inferred.getOrDefault(name, erasures.getOrDefault(name, TypeText.OBJECT)))
                .toList();
        return new TypeText(receiver.name(), typeArguments, 0);
    }

    /** The type of the parameter that takes this argument; what is not inferred is unknown. */
    TypeText parameter(
            MethodInfo raw, TypeText receiver, List<String> arguments, List<String> lambdaResults, int index) {
        Map<String, TypeText> variables = new HashMap<>();
        allNames(raw).forEach(name -> variables.put(name, TypeText.UNKNOWN));
        variables.putAll(variables(raw, receiver, arguments, lambdaResults));
        return parameter(raw, index, arguments.size()).substitute(variables);
    }

    /** All variables; those that nothing tells as their erasures. */
    Map<String, TypeText> closedVariables(
            MethodInfo raw, TypeText receiver, List<String> arguments, List<String> lambdaResults) {
        Map<String, TypeText> closed = new HashMap<>(erasures(raw));
        closed.putAll(variables(raw, receiver, arguments, lambdaResults));
        return closed;
    }

    /** The variables that something tells. */
    private Map<String, TypeText> variables(
            MethodInfo raw, TypeText receiver, List<String> arguments, List<String> lambdaResults) {
        Map<String, TypeText> known = new HashMap<>(receiverVariables(raw, receiver));
        Set<String> open = new LinkedHashSet<>(names(raw.typeParameters()));
        open.forEach(known::remove);
        if (raw.name().equals("<init>") && known.isEmpty()) {
            open.addAll(names(ownerParameters(raw)));
        }
        if (open.isEmpty() || raw.parameterTypes().isEmpty()) {
            return known;
        }
        Solver solver = new Solver(open);
        for (int i = 0; i < arguments.size(); i++) {
            TypeText parameter = parameter(raw, i, arguments.size());
            if (isExpression(arguments.get(i))) {
                solver.argument(passedAs(parameter, raw, arguments, i, known), TypeText.parse(arguments.get(i)));
            } else if (i < lambdaResults.size()) {
                solver.lambda(parameter.substitute(known), TypeText.parse(lambdaResults.get(i)));
            }
        }
        known.putAll(solver.found);
        return known;
    }

    private static boolean isExpression(String argument) {
        return !argument.startsWith("<") && !argument.equals(Typing.NULL);
    }

    /** An array in the place of varargs is passed as it is. */
    private static TypeText passedAs(
            TypeText parameter, MethodInfo raw, List<String> arguments, int index, Map<String, TypeText> known) {
        int last = raw.parameterTypes().size() - 1;
        boolean isWhole = raw.isVarArgs()
                && arguments.size() == last + 1
                && index == last
                && TypeText.parse(arguments.get(index)).dimensions() > parameter.dimensions();
        return (isWhole ? parameter.withDimensions(parameter.dimensions() + 1) : parameter).substitute(known);
    }

    /** The declared type of the parameter that takes this argument. */
    TypeText parameter(MethodInfo raw, int index, int arity) {
        List<String> types = raw.parameterTypes();
        int last = types.size() - 1;
        if (raw.isVarArgs() && index >= last) {
            TypeText array = TypeText.parse(types.get(last));
            return array.isArray() ? array.component() : array;
        }
        return index <= last ? TypeText.parse(types.get(index)) : TypeText.UNKNOWN;
    }

    /** What the receiver's type arguments make of the variables of the method's class; empty where the receiver is raw. */
    Map<String, TypeText> receiverVariables(MethodInfo raw, TypeText receiver) {
        if (ownerParameters(raw).isEmpty()) {
            return Map.of();
        }
        return hierarchy
                .as(receiver, raw.owner())
                .filter(owner -> !owner.arguments().isEmpty())
                .flatMap(owner -> world.type(raw.owner()).map(info -> Hierarchy.arguments(owner, info)))
                .orElse(Map.of());
    }

    /** The erasure of each type variable that the method's declaration may speak of. */
    Map<String, TypeText> erasures(MethodInfo raw) {
        return TypeParameter.erasures(ownerParameters(raw), raw.typeParameters());
    }

    List<TypeText> erasedParameters(MethodInfo raw) {
        Map<String, TypeText> erasures = erasures(raw);
        return raw.parameterTypes().stream()
                .map(parameter -> TypeText.parse(parameter).substitute(erasures).erased())
                .toList();
    }

    private List<String> ownerParameters(MethodInfo raw) {
        return world.type(raw.owner()).map(TypeInfo::typeParameters).orElse(List.of());
    }

    private List<String> allNames(MethodInfo raw) {
        return names(Stream.of(ownerParameters(raw), raw.typeParameters())
                .flatMap(Collection::stream)
                .toList());
    }

    private static List<String> names(List<String> typeParameters) {
        return typeParameters.stream().map(p -> TypeParameter.parse(p).name()).collect(Collectors.toList());
    }

    /** Collects what the arguments of one call say of its open variables. */
    private final class Solver {

        private final Set<String> open;
        private final Map<String, TypeText> found = new HashMap<>();

        Solver(Set<String> open) {
            this.open = open;
        }

        /** A value of one type is given to a parameter of another. */
        void argument(TypeText parameter, TypeText argument) {
            if (argument.isUnknown()) {
                return;
            }
            if (open.contains(parameter.name())) {
                bind(parameter, argument);
            } else if (!parameter.arguments().isEmpty() && parameter.dimensions() == argument.dimensions()) {
                TypeText element = argument.withDimensions(0);
                hierarchy
                        .as(boxed(element), parameter.name())
                        .filter(same ->
                                same.arguments().size() == parameter.arguments().size())
                        .ifPresent(same -> typeArguments(parameter, same));
            }
        }

        private void typeArguments(TypeText parameter, TypeText argument) {
            for (int i = 0; i < parameter.arguments().size(); i++) {
                argument(parameter.arguments().get(i), argument.arguments().get(i));
            }
        }

        /** A lambda that returns a value of this type is given to a functional parameter. */
        void lambda(TypeText parameter, TypeText result) {
            if (!result.name().equals("void")) {
                functionalTypes.of(parameter).ifPresent(function -> argument(function.result(), result));
            }
        }

        private void bind(TypeText variable, TypeText argument) {
            int dimensions = argument.dimensions() - variable.dimensions();
            if (dimensions < 0) {
                return;
            }
            TypeText type = boxed(argument.withDimensions(dimensions));
            if (!type.name().equals("void")) {
                found.merge(variable.name(), type, this::common);
            }
        }

        /** The nearest type that both are. */
        private TypeText common(TypeText first, TypeText second) {
            return hierarchy.of(first).stream()
                    .filter(candidate -> hierarchy.isSubtype(second, candidate))
                    .findFirst()
                    .orElse(TypeText.OBJECT);
        }
    }
}
