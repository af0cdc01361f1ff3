package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Service;
import dev.agentcost.analyzer.catalog.TypeRow;
import dev.agentcost.analyzer.ir.AnnotationUse;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.TypeDeclaration;
import dev.agentcost.analyzer.ir.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Interfaces of the sources that a library implements at run time, with the row that says what their methods cost. */
public final class Services {

    private final Program program;
    private final Map<String, MethodRow> rows = new TreeMap<>();
    private final Map<String, List<Map.Entry<Procedure, Instruction.Invoke>>> builders = new TreeMap<>();
    private final Map<Map.Entry<Procedure, Instruction.Invoke>, MethodRow> built = new HashMap<>();

    /** Finds the services of a program. */
    public Services(Program program, Catalog catalog) {
        this.program = program;
        for (TypeDeclaration type : program.types()) {
            for (AnnotationUse annotation : type.annotations()) {
                TypeRow row = catalog.type(annotation.type()).orElse(null);
                if (row != null && row.service() != null) {
                    rows.putIfAbsent(type.name(), asRow(row.service(), annotation.type(), row.place()));
                }
            }
        }
        for (Procedure procedure : program.procedures()) {
            for (Block block : procedure.body().blocks()) {
                for (Instruction instruction : block.instructions()) {
                    if (instruction instanceof Instruction.Invoke invoke) {
                        addBuilder(catalog, procedure, invoke);
                    }
                }
            }
        }
    }

    private void addBuilder(Catalog catalog, Procedure procedure, Instruction.Invoke invoke) {
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
            MethodRow made = asRow(row.service(), row.evidence(), row.place());
            rows.put(literal.type(), made);
            built.put(Map.entry(procedure, invoke), made);
            builders.computeIfAbsent(literal.type(), type -> new ArrayList<>()).add(Map.entry(procedure, invoke));
        }
    }

    /** A row that says no more than what a call costs. */
    static MethodRow asRow(Service service, String evidence, String place) {
        return new MethodRow(
                List.of(),
                Set.of(),
                "",
                service.modelCall(),
                false,
                false,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                service.modelCall() == null,
                null,
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
