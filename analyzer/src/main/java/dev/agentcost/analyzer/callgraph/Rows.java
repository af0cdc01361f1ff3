package dev.agentcost.analyzer.callgraph;

import dev.agentcost.analyzer.catalog.Catalog;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the catalogue says of called methods, looked up through the supertypes of their owners. */
public final class Rows {

    private final Program program;
    private final Catalog catalog;
    private final Map<CallTarget, Optional<MethodRow>> known = new HashMap<>();

    /** Rows for the calls of a program. */
    public Rows(Program program, Catalog catalog) {
        this.program = program;
        this.catalog = catalog;
    }

    /** The row for the called method. */
    public Optional<MethodRow> of(CallTarget target) {
        return known.computeIfAbsent(target, this::find);
    }

    /** Whether the call adds its arguments to what it is made on. */
    public boolean isAppending(CallTarget target) {
        return of(target)
                .filter(row -> row.context() == ContextOperation.APPEND)
                .isPresent();
    }

    /** Whether the call makes an object around its first argument, to which goes on what is handed to the object: a writer round another. */
    boolean isAround(CallTarget target) {
        return target.name().equals("<init>")
                && target.arity() > 0
                && of(target)
                        .filter(row -> row.context() == ContextOperation.CARRY)
                        .isPresent()
                && catalog.type(target.owner()).stream()
                        .flatMap(type -> type.methods().stream())
                        .anyMatch(row -> row.context() == ContextOperation.APPEND);
    }

    private Optional<MethodRow> find(CallTarget target) {
        List<String> owners = program.typing().hierarchy(target.owner()).stream()
                .map(Types::erasure)
                .toList();
        return catalog.method(owners.isEmpty() ? List.of(target.owner()) : owners, target.name(), target.arity());
    }
}
