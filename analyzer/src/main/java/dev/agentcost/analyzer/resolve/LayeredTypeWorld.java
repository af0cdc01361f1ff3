package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.resolve.TypeInfo.FieldInfo;
import dev.agentcost.analyzer.resolve.TypeInfo.MethodInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The module's sources, then class files, then the catalogue. A source type that is compiled too gains what only its class file
 * has: the members that annotation processors such as Lombok add.
 */
public final class LayeredTypeWorld implements TypeWorld {

    private final Map<String, TypeInfo> sources;
    private final TypeWorld classFiles;
    private final TypeWorld catalog;
    private final Map<String, TypeInfo> merged = new ConcurrentHashMap<>();

    /**
     * Three layers.
     *
     * @param sources declarations of the module's sources by name
     * @param classFiles {@link ClassFiles}
     * @param catalog {@link CatalogTypes}
     */
    public LayeredTypeWorld(Map<String, TypeInfo> sources, TypeWorld classFiles, TypeWorld catalog) {
        this.sources = Map.copyOf(sources);
        this.classFiles = classFiles;
        this.catalog = catalog;
    }

    @Override
    public Optional<TypeInfo> type(String name) {
        TypeInfo source = sources.get(name);
        Optional<TypeInfo> compiled = classFiles.type(name);
        if (source != null) {
            return Optional.of(
                    compiled.map(c -> withGeneratedMembers(source, c)).orElse(source));
        }
        return compiled.or(() -> catalog.type(name));
    }

    private static TypeInfo withGeneratedMembers(TypeInfo source, TypeInfo compiled) {
        Set<String> methodNames =
                source.methods().stream().map(MethodInfo::name).collect(Collectors.toSet());
        Set<String> fieldNames = source.fields().stream().map(FieldInfo::name).collect(Collectors.toSet());
        List<MethodInfo> methods = new ArrayList<>(source.methods());
        compiled.methods().stream().filter(m -> !methodNames.contains(m.name())).forEach(methods::add);
        List<FieldInfo> fields = new ArrayList<>(source.fields());
        compiled.fields().stream().filter(f -> !fieldNames.contains(f.name())).forEach(fields::add);
        return new TypeInfo(
                source.name(),
                source.isInterface(),
                source.typeParameters(),
                source.supertypes(),
                List.copyOf(fields),
                List.copyOf(methods),
                source.origin());
    }
}
