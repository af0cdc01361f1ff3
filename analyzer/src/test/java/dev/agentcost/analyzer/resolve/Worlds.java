package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Declarations of tests. */
final class Worlds {

    /** The JDK alone. */
    static final ClassFiles JDK = ClassFiles.of(List.of());

    private Worlds() {}

    /** Source types over the JDK. */
    static TypeWorld sources(TypeInfo... types) {
        Map<String, TypeInfo> byName =
                Arrays.stream(types).collect(Collectors.toMap(TypeInfo::name, Function.identity()));
        return new LayeredTypeWorld(byName, JDK, name -> Optional.empty());
    }

    static TypeInfo type(String name, List<String> supertypes, MethodInfo... methods) {
        return new TypeInfo(name, false, List.of(), supertypes, List.of(), List.of(methods), Origin.SOURCE);
    }

    static TypeInfo interfaceType(
            String name, List<String> typeParameters, List<String> supertypes, MethodInfo... methods) {
        return new TypeInfo(name, true, typeParameters, supertypes, List.of(), List.of(methods), Origin.SOURCE);
    }

    static TypeInfo withFields(String name, List<String> supertypes, FieldInfo... fields) {
        return new TypeInfo(name, false, List.of(), supertypes, List.of(fields), List.of(), Origin.SOURCE);
    }

    static MethodInfo method(String owner, String name, String returnType, String... parameters) {
        return new MethodInfo(owner, name, List.of(), List.of(parameters), returnType, false, false, false, false);
    }

    static MethodInfo abstractMethod(String owner, String name, String returnType, String... parameters) {
        return new MethodInfo(owner, name, List.of(), List.of(parameters), returnType, false, true, false, false);
    }
}
