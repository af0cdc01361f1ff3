package dev.agentcost.analyzer.resolve;

import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Supertypes with their type arguments put in. Remembers every answer. Thread-safe. */
final class Hierarchy {

    private final TypeWorld world;
    private final Map<TypeText, List<TypeText>> known = new ConcurrentHashMap<>();

    Hierarchy(TypeWorld world) {
        this.world = world;
    }

    static boolean isPrimitive(TypeText type) {
        return !type.isArray() && (Types.isPrimitive(type.name()) || type.name().equals("void"));
    }

    /** The type, its superclasses but {@code Object}, its interfaces breadth first, {@code Object}. */
    List<TypeText> of(TypeText type) {
        List<TypeText> answer = known.get(type);
        if (answer == null) {
            answer = List.copyOf(walk(type));
            known.put(type, answer);
        }
        return answer;
    }

    private List<TypeText> walk(TypeText type) {
        if (type.isUnknown()) {
            return List.of();
        }
        if (isPrimitive(type)) {
            return List.of(type);
        }
        if (type.isArray()) {
            return List.of(type, TypeText.OBJECT);
        }
        if (world.type(type.name()).isEmpty()) {
            return List.of(type);
        }
        // By name: a type that is reached twice, or from itself, counts once.
        Map<String, TypeText> found = new LinkedHashMap<>();
        Deque<TypeText> interfaces = new ArrayDeque<>();
        Optional<TypeText> next = Optional.of(type);
        while (next.isPresent() && found.putIfAbsent(next.get().name(), next.get()) == null) {
            next = superclass(next.get(), interfaces);
        }
        while (!interfaces.isEmpty()) {
            TypeText one = interfaces.remove();
            if (found.putIfAbsent(one.name(), one) == null) {
                interfaces.addAll(supertypes(one));
            }
        }
        found.remove(TypeText.OBJECT.name());
        List<TypeText> all = new ArrayList<>(found.values());
        all.add(TypeText.OBJECT);
        return all;
    }

    /** Queues the interfaces of a class and returns its superclass. */
    private Optional<TypeText> superclass(TypeText type, Deque<TypeText> interfaces) {
        List<TypeText> supertypes = supertypes(type);
        boolean hasSuperclass = !supertypes.isEmpty() && !isInterface(type) && !isInterface(supertypes.get(0));
        interfaces.addAll(hasSuperclass ? supertypes.subList(1, supertypes.size()) : supertypes);
        return hasSuperclass ? Optional.of(supertypes.get(0)) : Optional.empty();
    }

    private boolean isInterface(TypeText type) {
        return world.type(type.name()).map(TypeInfo::isInterface).orElse(false);
    }

    private List<TypeText> supertypes(TypeText type) {
        Optional<TypeInfo> declaration = world.type(type.name());
        if (declaration.isEmpty()) {
            return List.of();
        }
        Map<String, TypeText> arguments = arguments(type, declaration.get());
        return declaration.get().supertypes().stream()
                .map(TypeText::parse)
                .filter(supertype -> !supertype.isUnknown())
                .map(supertype -> supertype.substitute(arguments))
                .toList();
    }

    /** What the type parameters of a declaration mean in this type; their erasures where the type is raw. */
    static Map<String, TypeText> arguments(TypeText type, TypeInfo declaration) {
        List<String> parameters = declaration.typeParameters();
        if (parameters.isEmpty()) {
            return Map.of();
        }
        if (parameters.size() != type.arguments().size()) {
            return TypeParameter.erasures(parameters, List.of());
        }
        Map<String, TypeText> arguments = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            arguments.put(
                    TypeParameter.parse(parameters.get(i)).name(),
                    type.arguments().get(i));
        }
        return arguments;
    }

    /** The supertype of this name (or the type itself) with its arguments. */
    Optional<TypeText> as(TypeText type, String supertype) {
        return of(type).stream()
                .filter(t -> !t.isArray() && t.name().equals(supertype))
                .findFirst();
    }

    /** Whether the erasure of one type is that of the other or of a subtype. */
    boolean isSubtype(TypeText type, TypeText of) {
        if (type.name().equals(of.name()) && type.dimensions() == of.dimensions()) {
            return true;
        }
        if (of.equals(TypeText.OBJECT)) {
            return !isPrimitive(type) && !type.isUnknown();
        }
        if (type.isArray() && of.isArray()) {
            return isSubtype(type.component(), of.component());
        }
        return !of.isArray() && !type.isArray() && as(type.erased(), of.name()).isPresent();
    }

    /** Whether every supertype's declaration was found, so that "is no subtype" is an answer. */
    boolean isComplete(TypeText type) {
        return isPrimitive(type)
                || of(type.withDimensions(0).erased()).stream()
                        .allMatch(t -> isPrimitive(t) || world.type(t.name()).isPresent());
    }
}
