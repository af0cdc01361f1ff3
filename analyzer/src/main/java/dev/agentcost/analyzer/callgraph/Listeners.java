package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The methods of the sources that are run for each event of a type, whoever publishes it. */
final class Listeners {

    private final Program program;
    private final Catalog catalog;

    /** In the order of their keys, with the type of event that each takes. */
    private final Map<Procedure, String> events;

    Listeners(Program program, Catalog catalog) {
        this.program = program;
        this.catalog = catalog;
        Map<String, Procedure> found = new TreeMap<>();
        for (Procedure procedure : program.procedures()) {
            if (!procedure.isLambda() && listens(procedure.method())) {
                found.put(procedure.key(), procedure);
            }
        }
        this.events = new LinkedHashMap<>();
        found.values()
                .forEach(procedure -> events.put(
                        procedure, procedure.method().parameters().get(0).type()));
    }

    /** Those that an event of one of the types is handed to. */
    List<Procedure> of(Set<String> types) {
        List<Procedure> found = new ArrayList<>();
        events.forEach((procedure, event) -> {
            if (types.stream().anyMatch(type -> program.typing().isSubtype(type, event))) {
                found.add(procedure);
            }
        });
        return found;
    }

    private boolean listens(MethodDeclaration method) {
        return method.parameters().size() == 1
                && (isMarked(Stream.concat(
                                method.annotations().stream(), method.parameters().get(0).annotations().stream()))
                        || isOfListener(method));
    }

    private boolean isMarked(Stream<AnnotationUse> annotations) {
        return annotations
                .map(AnnotationUse::type)
                .anyMatch(type -> listener(type).isPresent());
    }

    /** Whether the method is the one that a library calls on a listener. */
    private boolean isOfListener(MethodDeclaration method) {
        return program.typing().hierarchy(method.owner()).stream()
                .map(Types::erasure)
                .flatMap(type -> listener(type).stream())
                .anyMatch(row -> row.run().equals(method.name()));
    }

    private Optional<TypeRow> listener(String type) {
        return catalog.type(type).filter(row -> row.marks() == TypeRow.Mark.LISTENER);
    }
}
