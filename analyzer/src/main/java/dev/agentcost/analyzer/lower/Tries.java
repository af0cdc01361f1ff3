package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.type.Type;
import dev.agentcost.analyzer.ir.Terminator.Throw;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code try}: where exceptions go, and what runs on each way out. */
final class Tries {

    private static final Set<String> CATCHES_ALL = Set.of("java.lang.Throwable", "java.lang.Exception");

    /** Where the work stood before a way out was written. */
    private record State(
            @Nullable Cleanup cleanup, @Nullable Target targets, Scope scope, List<Integer> handlers) {}

    private final BodyContext body;
    private final Deque<State> saved = new ArrayDeque<>();

    Tries(BodyContext body) {
        this.body = body;
    }

    void lower(TryStmt statement) {
        if (statement.getFinallyBlock().isPresent()) {
            BlockStmt last = statement.getFinallyBlock().get();
            Set<String> assigned = body.unit.effects.of(last).assigned();
            guarded(() -> withCatches(statement), () -> body.statements.lower(last), assigned, last);
        } else {
            withCatches(statement);
        }
    }

    /** Runs work so that the cleanup follows on every way out of it. */
    private void guarded(Runnable work, Runnable cleanup, Set<String> assigned, Node at) {
        List<Integer> outerHandlers = body.graph.handlers();
        int failed = body.graph.newBlock();
        int done = body.graph.newBlock();
        Cleanup outer = body.cleanup;
        body.cleanup = new Cleanup(outer, outerHandlers, body.targets, body.scope, assigned, cleanup);
        body.graph.setHandlers(List.of(failed));
        body.graph.startNewBlock();
        work.run();
        body.graph.jump(done);
        body.cleanup = outer;
        body.graph.setHandlers(outerHandlers);
        body.graph.start(failed);
        cleanup.run();
        body.graph.end(new Throw(null, BodyContext.endLine(at)));
        body.graph.start(done);
        cleanup.run();
    }

    private void withCatches(TryStmt statement) {
        List<CatchClause> clauses = statement.getCatchClauses();
        List<Integer> outerHandlers = body.graph.handlers();
        List<Integer> handlers = new ArrayList<>();
        List<Integer> blocks = new ArrayList<>();
        boolean all = false;
        for (CatchClause clause : clauses) {
            int block = body.graph.newBlock();
            blocks.add(block);
            if (!all) {
                handlers.add(block);
            }
            all |= catchesAll(clause.getParameter().getType());
        }
        if (!all) {
            handlers.addAll(outerHandlers);
        }
        int end = body.graph.newBlock();
        body.graph.setHandlers(List.copyOf(handlers));
        body.graph.startNewBlock();
        Scope outside = body.scope;
        body.scope = new Scope(outside);
        resources(new ArrayDeque<>(statement.getResources()), statement);
        body.scope = outside;
        body.graph.setHandlers(outerHandlers);
        body.graph.jump(end);
        for (int i = 0; i < clauses.size(); i++) {
            body.graph.start(blocks.get(i));
            body.scope = new Scope(outside);
            body.statements.caught(clauses.get(i));
            body.statements.lower(clauses.get(i).getBody());
            body.scope = outside;
            body.graph.jump(end);
        }
        body.graph.start(end);
    }

    private boolean catchesAll(Type type) {
        return CATCHES_ALL.contains(body.type(type))
                || type.isUnionType()
                        && type.asUnionType().getElements().stream().anyMatch(this::catchesAll);
    }

    /** The resources from the first on, each closed behind what comes after it. */
    private void resources(Deque<Expression> resources, TryStmt statement) {
        if (resources.isEmpty()) {
            body.statements.lower(statement.getTryBlock());
            return;
        }
        Expression resource = resources.remove();
        Value value;
        if (resource instanceof VariableDeclarationExpr declaration) {
            body.statements.declare(declaration);
            value = body.variables.name(declaration.getVariable(0).getNameAsString());
        } else {
            value = body.expressions.lower(resource);
        }
        Runnable close = () -> body.calls.implicitCall(value, "close", resource);
        guarded(() -> resources(resources, statement), close, Set.of(), resource);
    }

    /** What runs between here and the end of the method assigns. */
    Set<String> assignedByCleanups() {
        Set<String> assigned = new HashSet<>();
        for (Cleanup cleanup = body.cleanup; cleanup != null; cleanup = cleanup.outer()) {
            assigned.addAll(cleanup.assigned());
        }
        return assigned;
    }

    /** Writes what must run between here and {@code until}; {@link #restore} comes back here. */
    void runCleanups(@Nullable Cleanup until) {
        saved.push(new State(body.cleanup, body.targets, body.scope, body.graph.handlers()));
        Cleanup cleanup = body.cleanup;
        while (cleanup != until && cleanup != null && body.graph.isOpen()) {
            body.cleanup = cleanup.outer();
            body.targets = cleanup.targets();
            body.scope = cleanup.scope();
            body.graph.setHandlers(cleanup.handlers());
            body.graph.startNewBlock();
            cleanup.write().run();
            cleanup = cleanup.outer();
        }
    }

    void restore() {
        State state = saved.pop();
        body.cleanup = state.cleanup();
        body.targets = state.targets();
        body.scope = state.scope();
        body.graph.setHandlers(state.handlers());
    }
}
