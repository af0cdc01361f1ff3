package dev.agentcost.analyzer.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue knows of one type.
 *
 * @param framework the framework whose file the row is in
 * @param name fully qualified name, nested types with {@code .}
 * @param supertypes fully qualified supertypes, used where neither source nor class file tells
 * @param role what an object of the type holds
 * @param methods rows of its methods
 * @param run the method that a library calls on objects of the type that it was given (as a tool, a sub-agent, a node of a
 *     graph), or "" where it calls none
 * @param fields public fields to their types, used where the class path does not tell
 * @param service for an annotation type: interfaces that carry the annotation are implemented by the library; null otherwise
 * @param marks for an annotation type: what the annotated method or type is; {@link Mark#ENTRY_POINT} for an interface whose
 *     objects events from outside run, {@link Mark#LISTENER} for one whose objects those of the program run; null otherwise
 * @param place where the row stands: its file and line, such as {@code acme.yaml:12}
 */
public record TypeRow(
        String framework,
        String name,
        List<String> supertypes,
        Role role,
        List<MethodRow> methods,
        String run,
        Map<String, String> fields,
        @Nullable Service service,
        @Nullable Mark marks,
        String place) {

    /** Takes copies of the collections; fields stand in the order of their names. */
    public TypeRow {
        supertypes = List.copyOf(supertypes);
        methods = List.copyOf(methods);
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    TypeRow withMethods(List<MethodRow> others) {
        return new TypeRow(framework, name, supertypes, role, others, run, fields, service, marks, place);
    }

    /** Both rows of one type as one: this one's facts first, the other's where this one is silent. */
    TypeRow orElse(TypeRow other) {
        return new TypeRow(
                framework,
                name,
                Stream.concat(supertypes.stream(), other.supertypes.stream())
                        .distinct()
                        .toList(),
                role == Role.PLAIN ? other.role : role,
                Stream.concat(methods.stream(), other.methods.stream()).toList(),
                run.isEmpty() ? other.run : run,
                both(other.fields, fields),
                service == null ? other.service : service,
                marks == null ? other.marks : marks,
                place);
    }

    private static Map<String, String> both(Map<String, String> first, Map<String, String> overriding) {
        Map<String, String> all = new TreeMap<>(first);
        all.putAll(overriding);
        return all;
    }

    /** The package: the part of the name before the first segment that starts like a class; "" for none. */
    public String packageName() {
        int outermost = nestedName(name);
        return outermost == 0 ? "" : name.substring(0, outermost - 1);
    }

    /** The name without the package: {@code Map.Entry}. */
    public String nameInPackage() {
        return name.substring(nestedName(name));
    }

    /** The methods by which a model or a tool may be reached: none of an annotation, which means it by itself; empty for all other types, and where an address says more. */
    public Optional<Set<String>> reachingMethods() {
        if (service != null || marks != null && marks != Mark.SENT && marks != Mark.EXCHANGE) {
            return Optional.of(Set.of());
        }
        Set<String> names = methods.stream()
                .filter(MethodRow::reaches)
                .flatMap(row -> row.names().stream())
                .collect(Collectors.toUnmodifiableSet());
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    private static int nestedName(String name) {
        int start = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
            if (Character.isUpperCase(name.charAt(start))) {
                return start;
            }
            start = dot + 1;
        }
        return start;
    }

    /** What an object of a type holds. */
    public enum Role {
        /** Nothing the analysis follows. */
        PLAIN,
        /** Content that is sent to a model and may grow: message lists, memories, request builders, text builders. */
        CONTEXT,
        /** One message or a piece of content. */
        MESSAGE,
        /** A model's answer. */
        ANSWER,
        /** A tool call that a model asked for. */
        TOOL_REQUEST
    }

    /** What an annotation says of the element that carries it, or an interface of what implements it. */
    public enum Mark {
        /** The method is a tool that a model may ask for. */
        TOOL,
        /** A request from outside enters here. */
        ENTRY_POINT,
        /** The method, that of the annotated parameter, or {@link TypeRow#run()} of the interface, is run for each event that is published. */
        LISTENER,
        /** The method is called again and again by a scheduler. */
        SCHEDULED,
        /** Calls of the method are repeated on failure. */
        RETRY,
        /** The annotation's text is sent with each request of the annotated method or type of a service. */
        PROMPT,
        /** Calls of the method, or of those of the interface, are sent as HTTP requests to the address that stands in annotations. */
        SENT,
        /**
         * {@link #ENTRY_POINT} where the sources have the method's code, otherwise {@link #SENT}: servers and clients declare such
         * interfaces in the same way.
         */
        EXCHANGE
    }
}
