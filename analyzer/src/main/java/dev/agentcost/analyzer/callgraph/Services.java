package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Service;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.catalog.VersionRange;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.MethodDeclaration;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Interfaces of the sources that a library implements at run time, with the row that says what their methods cost. */
public final class Services {

    private final Program program;
    private final Map<String, MethodRow> rows = new TreeMap<>();
    private final Map<String, List<Map.Entry<Procedure, Instruction.Invoke>>> builders = new TreeMap<>();
    private final Map<Map.Entry<Procedure, Instruction.Invoke>, MethodRow> built = new HashMap<>();

    /** Finds the services of a program. */
    public Services(Program program, Catalog catalog) {
        this.program = program;
        Map<String, MethodRow> annotated = new TreeMap<>();
        Map<String, Map.Entry<Procedure, Instruction.Invoke>> places = new TreeMap<>();
        program.types().forEach(type -> addAnnotated(catalog, type, annotated, places));
        for (Procedure procedure : program.procedures()) {
            for (Instruction.Invoke call : calls(procedure)) {
                addBuilder(catalog, procedure, call, annotated);
            }
        }
        // what a builder says of an interface holds over its annotations
        annotated.forEach(rows::putIfAbsent);
        places.forEach((type, place) -> {
            built.put(place, rows.get(type));
            builders.computeIfAbsent(type, absent -> new ArrayList<>(List.of(place)));
        });
    }

    /** An annotation of an interface, or of an abstract method of one, says what a builder would. */
    private void addAnnotated(
            Catalog catalog,
            TypeDeclaration type,
            Map<String, MethodRow> annotated,
            Map<String, Map.Entry<Procedure, Instruction.Invoke>> places) {
        List<String> elements = new ArrayList<>(List.of(""));
        if (type.kind() == TypeDeclaration.Kind.INTERFACE) {
            type.methods().stream()
                    .filter(method -> method.modifiers().isAbstract())
                    .forEach(method -> elements.add(method.name()));
        }
        for (Map.Entry<Procedure, Instruction.Invoke> site : carried(type.name(), elements)) {
            TypeRow found = catalog.type(site.getValue().target().owner()).orElse(null);
            if (found != null && found.service() != null && !annotated.containsKey(type.name())) {
                annotated.put(type.name(), asRow(found.service(), null, found.name(), found.place()));
                places.put(type.name(), site);
            }
        }
    }

    /** What stands for the annotations of a method, or of the type for {@code ""}. */
    private List<Procedure> annotations(String type, String method) {
        return program.declared(type, MethodDeclaration.annotationsOf(method)).stream()
                .map(declaration -> program.procedure(declaration.key()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Instruction.Invoke> calls(Procedure procedure) {
        return procedure.body().blocks().stream()
                .flatMap(block -> block.instructions().stream())
                .filter(Instruction.Invoke.class::isInstance)
                .map(Instruction.Invoke.class::cast)
                .toList();
    }

    /** The annotations of the interface and of the methods that a call of it may mean: all where the name is not known. */
    List<Map.Entry<Procedure, Instruction.Invoke>> annotated(String type, String method) {
        List<String> methods = new ArrayList<>(List.of(""));
        methods.addAll(
                method.isEmpty()
                        ? program.type(type).stream()
                                .flatMap(declaration -> declaration.methods().stream())
                                .filter(declaration -> !declaration.isAnnotations())
                                .map(MethodDeclaration::name)
                                .distinct()
                                .toList()
                        : List.of(method));
        return carried(type, methods);
    }

    private List<Map.Entry<Procedure, Instruction.Invoke>> carried(String type, List<String> elements) {
        List<Map.Entry<Procedure, Instruction.Invoke>> found = new ArrayList<>();
        for (String element : elements) {
            for (Procedure procedure : annotations(type, element)) {
                calls(procedure).stream()
                        .filter(call -> call.target().name().equals("<init>"))
                        .forEach(call -> found.add(Map.entry(procedure, call)));
            }
        }
        return found;
    }

    private void addBuilder(
            Catalog catalog, Procedure procedure, Instruction.Invoke invoke, Map<String, MethodRow> annotated) {
        if (invoke.arguments().stream().noneMatch(Expression.ClassLiteral.class::isInstance)) {
            return;
        }
        List<String> owners = program.typing().hierarchy(invoke.target().owner()).stream()
                .map(Types::erasure)
                .toList();
        MethodRow row = catalog.method(
                        owners, invoke.target().name(), invoke.target().arity())
                .orElse(null);
        if (row == null || row.service() == null || row.service().type() == null) {
            return;
        }
        Operand operand = row.service().type();
        if (operand.index() >= 0
                && operand.index() < invoke.arguments().size()
                && invoke.arguments().get(operand.index()) instanceof Expression.ClassLiteral literal) {
            MethodRow made = row.service().annotated()
                    ? annotated.get(literal.type())
                    : asRow(row.service(), row.versions(), row.evidence(), row.place());
            if (made == null) {
                return;
            }
            rows.put(literal.type(), made);
            built.put(Map.entry(procedure, invoke), made);
            builders.computeIfAbsent(literal.type(), type -> new ArrayList<>()).add(Map.entry(procedure, invoke));
        }
    }

    /** A row that says no more than what a call costs. */
    static MethodRow asRow(Service service, @Nullable VersionRange versions, String evidence, String place) {
        return new MethodRow(
                List.of(),
                Set.of(),
                "",
                service.modelCall(),
                false,
                false,
                null,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                List.of(),
                null,
                null,
                service.modelCall() == null,
                versions,
                evidence,
                place);
    }

    /** The row of the methods of the interface. */
    public Optional<MethodRow> row(String type) {
        return Optional.ofNullable(rows.get(Types.erasure(type)));
    }

    /** Whether some service may have the method that a call means. */
    boolean mayDeclare(CallTarget target) {
        return rows.keySet().stream().anyMatch(service -> declares(service, target));
    }

    private boolean declares(String service, CallTarget target) {
        List<String> line = program.typing().hierarchy(service);
        return line.stream()
                .anyMatch(type ->
                        !program.typing().world().type(Types.erasure(type)).isPresent()
                                || program.declared(type, target.name()).stream()
                                        .anyMatch(method -> method.parameters().size() == target.arity()));
    }

    /** The calls with which the interface is handed to the library, and where they stand. */
    public List<Map.Entry<Procedure, Instruction.Invoke>> builders(String type) {
        return builders.getOrDefault(Types.erasure(type), List.of());
    }

    /** The row of the methods of the interface that the call hands to the library, if it does. */
    public Optional<MethodRow> built(Procedure procedure, Instruction.Invoke call) {
        return Optional.ofNullable(built.get(Map.entry(procedure, call)));
    }
}
