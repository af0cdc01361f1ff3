package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The methods of the sources that are run for each event of a type, whoever publishes it. */
final class Listeners {

    private final Program program;
    private final Catalog catalog;

    /** With the type of event that each takes; null until an event is published, which most programs never do. */
    private @Nullable SortedMap<Procedure, String> events;

    Listeners(Program program, Catalog catalog) {
        this.program = program;
        this.catalog = catalog;
    }

    /** Those that an event of one of the types is handed to. */
    List<Procedure> of(Set<String> types) {
        SortedMap<Procedure, String> all = events;
        if (all == null) {
            all = find();
            events = all;
        }
        List<Procedure> found = new ArrayList<>();
        all.forEach((procedure, event) -> {
            if (types.stream().anyMatch(type -> program.typing().isSubtype(type, event))) {
                found.add(procedure);
            }
        });
        return found;
    }

    private SortedMap<Procedure, String> find() {
        SortedMap<Procedure, String> found = new TreeMap<>(Comparator.comparing(Procedure::key));
        for (Procedure procedure : program.procedures()) {
            if (!procedure.isLambda() && listens(procedure.method())) {
                found.put(procedure, procedure.method().parameters().get(0).type());
            }
        }
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
