package dev.agentcost.analyzer.form;

import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Unit;
import dev.agentcost.analyzer.resolve.TypeInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import dev.agentcost.analyzer.resolve.TypeWorld;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Class files, and behind them the types that only the lowered code of dependencies has: anonymous and local classes go by other names in
 * class files.
 */
public final class DependencyTypes implements TypeWorld {

    private final TypeWorld classFiles;
    private final Map<String, TypeInfo> lowered = new HashMap<>();

    /** Types of class files and of the code of dependencies. */
    public DependencyTypes(TypeWorld classFiles, List<Unit> dependencies) {
        this.classFiles = classFiles;
        dependencies.forEach(unit -> unit.types().forEach(type -> lowered.putIfAbsent(type.name(), info(type))));
    }

    @Override
    public Optional<TypeInfo> type(String name) {
        return classFiles.type(name).or(() -> Optional.ofNullable(lowered.get(name)));
    }

    private static TypeInfo info(TypeDeclaration type) {
        boolean isInterface =
                type.kind() == TypeDeclaration.Kind.INTERFACE || type.kind() == TypeDeclaration.Kind.ANNOTATION;
        return new TypeInfo(
                type.name(),
                isInterface,
                type.typeParameters(),
                type.supertypes(),
                type.fields().stream()
                        .map(field -> new FieldInfo(
                                type.name(), field.name(), field.type(), field.isStatic(), field.constant()))
                        .toList(),
                type.methods().stream()
                        .map(method -> new MethodInfo(
                                type.name(),
                                method.name(),
                                List.of(),
                                method.parameters().stream()
                                        .map(parameter -> parameter.type())
                                        .toList(),
                                method.name().equals("<init>") ? type.name() : method.returnType(),
                                method.modifiers().isStatic(),
                                method.modifiers().isAbstract(),
                                method.modifiers().isPrivate(),
                                method.modifiers().isVarArgs()))
                        .toList(),
                TypeInfo.Origin.CLASS_FILE);
    }
}
