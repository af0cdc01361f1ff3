package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Interfaces with a single abstract method. */
final class FunctionalTypes {

    private final TypeWorld world;
    private final Hierarchy hierarchy;
    private final Map<TypeText, Optional<Function>> known = new ConcurrentHashMap<>();

    FunctionalTypes(TypeWorld world, Hierarchy hierarchy) {
        this.world = world;
        this.hierarchy = hierarchy;
    }

    /**
     * The abstract method of a functional interface.
     *
     * @param raw as declared
     * @param parameters with the interface's type arguments put in
     * @param result the same for the return type
     */
    record Function(MethodInfo raw, List<TypeText> parameters, TypeText result) {

        boolean isVoid() {
            return result.name().equals("void");
        }

        MethodInfo method() {
            return new MethodInfo(
                    raw.owner(),
                    raw.name(),
                    raw.typeParameters(),
                    parameters.stream().map(TypeText::toString).toList(),
                    result.toString(),
                    false,
                    true,
                    false,
                    raw.isVarArgs());
        }
    }

    /** Whether the type's declaration is at hand, so that {@link #of} being empty means that it is not functional. */
    boolean isKnown(TypeText type) {
        return type.isArray()
                || world.type(type.name())
                        .filter(info -> info.origin() != Origin.CATALOG)
                        .isPresent();
    }

    /** The method of a functional interface; empty for other types. */
    Optional<Function> of(TypeText type) {
        Optional<Function> answer = known.get(type);
        if (answer == null) {
            answer = find(type);
            known.put(type, answer);
        }
        return answer;
    }

    private Optional<Function> find(TypeText type) {
        boolean isInterface = !type.isArray()
                && world.type(type.name()).map(TypeInfo::isInterface).orElse(false);
        List<Function> found = isInterface ? abstractMethods(type) : List.of();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private List<Function> abstractMethods(TypeText type) {
        // Methods of Object do not count although interfaces such as Comparator declare them.
        Set<String> seen = methodsOf(TypeText.OBJECT);
        List<Function> found = new ArrayList<>();
        for (TypeText supertype : hierarchy.of(type)) {
            Optional<TypeInfo> declaration = world.type(supertype.name());
            for (MethodInfo method : declaration.map(TypeInfo::methods).orElse(List.of())) {
                if (!method.isStatic() && !method.isPrivate()) {
                    Function function = inTermsOf(supertype, method, declaration.orElseThrow());
                    if (seen.add(signature(function)) && method.isAbstract()) {
                        found.add(function);
                    }
                }
            }
        }
        return found;
    }

    private Set<String> methodsOf(TypeText type) {
        return world.type(type.name())
                .map(info -> info.methods().stream()
                        .map(method -> signature(inTermsOf(type, method, info)))
                        .collect(Collectors.toCollection(HashSet::new)))
                .orElseGet(HashSet::new);
    }

    private static Function inTermsOf(TypeText type, MethodInfo method, TypeInfo declaration) {
        Map<String, TypeText> variables = new HashMap<>(Hierarchy.arguments(type, declaration));
        variables.putAll(TypeParameter.erasures(List.of(), method.typeParameters()));
        List<TypeText> parameters = method.parameterTypes().stream()
                .map(parameter -> TypeText.parse(parameter).substitute(variables))
                .toList();
        return new Function(
                method, parameters, TypeText.parse(method.returnType()).substitute(variables));
    }

    private static String signature(Function function) {
        return function.raw().name()
                + function.parameters().stream().map(TypeText::erased).toList();
    }
}
