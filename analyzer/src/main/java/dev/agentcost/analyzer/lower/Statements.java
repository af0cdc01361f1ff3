package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithBody;
import com.github.javaparser.ast.nodeTypes.SwitchNode;
import com.github.javaparser.ast.stmt.AssertStmt;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.BreakStmt;
import com.github.javaparser.ast.stmt.CatchClause;
import com.github.javaparser.ast.stmt.ContinueStmt;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.EmptyStmt;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.LabeledStmt;
import com.github.javaparser.ast.stmt.LocalClassDeclarationStmt;
import com.github.javaparser.ast.stmt.LocalRecordDeclarationStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchStmt;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import com.github.javaparser.ast.stmt.ThrowStmt;
import com.github.javaparser.ast.stmt.TryStmt;
import com.github.javaparser.ast.stmt.UnparsableStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import com.github.javaparser.ast.stmt.YieldStmt;
import com.github.javaparser.ast.type.Type;
import dev.agentcost.analyzer.ir.Block.Kind;
import dev.agentcost.analyzer.ir.Block.LoopSyntax;
import dev.agentcost.analyzer.ir.Expression.Cursor;
import dev.agentcost.analyzer.ir.Expression.HasNext;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.Next;
import dev.agentcost.analyzer.ir.Terminator.Branch;
import dev.agentcost.analyzer.ir.Terminator.Return;
import dev.agentcost.analyzer.ir.Terminator.Throw;
import dev.agentcost.analyzer.resolve.NameScope;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Statements as blocks. */
final class Statements {

    /** More than anyone writes or generates; what follows takes time with the square of it, and more. */
    private static final int DEEPEST = 200;

    private final BodyContext body;
    private final Tries tries;
    /** Of the statement that is lowered, in loops. */
    private int depth;

    Statements(BodyContext body) {
        this.body = body;
        this.tries = new Tries(body);
    }

    void lower(Statement statement) {
        lower(statement, Set.of());
    }

    private void lower(Statement statement, Set<String> labels) {
        if (statement instanceof BlockStmt block) {
            inScope(() -> labelled(labels, () -> block.getStatements().forEach(this::lower)));
        } else if (statement instanceof ExpressionStmt expression) {
            body.expressions.effect(expression.getExpression());
        } else if (statement instanceof IfStmt test) {
            labelled(labels, () -> ifElse(test));
        } else if (statement instanceof ForEachStmt loop) {
            inScope(() -> forEach(loop, labels));
        } else if (statement instanceof ForStmt loop) {
            inScope(() -> forLoop(loop, labels));
        } else if (statement instanceof WhileStmt loop) {
            inScope(() -> whileLoop(loop, labels));
        } else if (statement instanceof DoStmt loop) {
            doLoop(loop, labels);
        } else if (statement instanceof SwitchStmt choice) {
            body.switches.statement(choice, labels);
        } else if (statement instanceof TryStmt guarded) {
            labelled(labels, () -> tries.lower(guarded));
        } else if (statement instanceof LabeledStmt labeled) {
            Set<String> all = new HashSet<>(labels);
            all.add(labeled.getLabel().asString());
            lower(labeled.getStatement(), all);
        } else if (statement instanceof SynchronizedStmt locked) {
            body.expressions.effect(locked.getExpression());
            labelled(labels, () -> lower(locked.getBody()));
        } else {
            leaf(statement);
        }
    }

    private void leaf(Statement statement) {
        if (statement instanceof ReturnStmt leaving) {
            leave(leaving);
        } else if (statement instanceof BreakStmt leaving) {
            String label = leaving.getLabel().map(name -> name.asString()).orElse("");
            Target target = target(t -> label.isEmpty() ? t.plain() : t.labels().contains(label));
            if (target == null) {
                unreadable(leaving);
            } else {
                leave(target.cleanup(), target.breakBlock());
            }
        } else if (statement instanceof ContinueStmt leaving) {
            String label = leaving.getLabel().map(name -> name.asString()).orElse("");
            Target target =
                    target(t -> t.isLoop() && (label.isEmpty() || t.labels().contains(label)));
            if (target == null) {
                unreadable(leaving);
            } else {
                leave(target.cleanup(), target.continueBlock());
            }
        } else if (statement instanceof YieldStmt leaving) {
            Target target = Switches.yieldTarget(body.targets);
            if (target == null) {
                unreadable(leaving);
            } else {
                body.switches.yieldValue(leaving.getExpression(), target);
            }
        } else if (statement instanceof ThrowStmt leaving) {
            Value thrown = body.expressions.lower(leaving.getExpression());
            body.graph.end(new Throw(thrown.expression(), BodyContext.line(leaving)));
        } else if (statement instanceof ExplicitConstructorInvocationStmt call) {
            body.calls.constructorCall(call);
        } else if (statement instanceof LocalClassDeclarationStmt local) {
            localType(
                    body.unit.table.of(local.getClassDeclaration()),
                    local.getClassDeclaration().getNameAsString());
        } else if (statement instanceof LocalRecordDeclarationStmt local) {
            localType(
                    body.unit.table.of(local.getRecordDeclaration()),
                    local.getRecordDeclaration().getNameAsString());
        } else if (!(statement instanceof EmptyStmt || statement instanceof AssertStmt)) {
            unreadable(statement);
        }
    }

    private void unreadable(Statement statement) {
        int line = BodyContext.line(statement);
        boolean jump = statement.isBreakStmt() || statement.isContinueStmt() || statement.isYieldStmt();
        String what = statement instanceof UnparsableStmt
                ? "a statement that cannot be parsed"
                : jump
                        ? "a jump that leads nowhere"
                        : "an unknown " + statement.getClass().getSimpleName();
        body.unreadable.add("line " + line + ": " + what);
        Value unknown = Value.opaque("???");
        body.graph.assign(body.hidden("t", ""), unknown.expression(), line);
    }

    private void inScope(Runnable work) {
        Scope outside = body.scope;
        NameScope types = body.typeNames();
        body.scope = new Scope(outside);
        work.run();
        body.scope = outside;
        if (types != body.typeNames()) {
            body.setTypeNames(types);
        }
    }

    /** A statement that {@code break} can leave by its label. */
    private void labelled(Set<String> labels, Runnable work) {
        if (labels.isEmpty()) {
            work.run();
            return;
        }
        int end = body.graph.newBlock();
        Target outer = body.targets;
        body.targets = new Target(outer, labels, false, end, -1, null, body.cleanup);
        work.run();
        body.targets = outer;
        body.graph.jump(end);
        body.graph.start(end);
    }

    private void localType(NamedType type, String simpleName) {
        body.setTypeNames(body.typeNames().withLocalType(simpleName, type.name()));
        localType(type);
    }

    /** A type inside the body: lowered once, however often the code round it is copied. */
    void localType(NamedType type) {
        if (!body.unit.isLowered(type)) {
            new TypeLowering(body.unit).lower(type, body.type, body.scope, body.names);
        }
    }

    /** Declares locals and assigns their initial values. */
    void declare(VariableDeclarationExpr declaration) {
        for (VariableDeclarator variable : declaration.getVariables()) {
            int line = BodyContext.line(variable);
            String written = body.type(variable.getType());
            if (variable.getInitializer().isEmpty()) {
                body.declare(variable.getNameAsString(), written);
                continue;
            }
            Value value = body.expressions.lower(variable.getInitializer().get(), written);
            Local local = body.declare(variable.getNameAsString(), inferred(written, value));
            body.graph.assign(local, value.expression(), line);
        }
    }

    private static String inferred(String written, Value value) {
        return written.isEmpty() && !value.type().equals(Typing.NULL) ? value.type() : written;
    }

    private void ifElse(IfStmt test) {
        int then = body.graph.newBlock();
        int end = body.graph.newBlock();
        int otherwise = test.getElseStmt().isPresent() ? body.graph.newBlock() : end;
        body.conditions.branch(test.getCondition(), then, otherwise);
        body.graph.start(then);
        lower(test.getThenStmt());
        body.graph.jump(end);
        if (test.getElseStmt().isPresent()) {
            body.graph.start(otherwise);
            lower(test.getElseStmt().get());
            body.graph.jump(end);
        }
        body.graph.start(end);
    }

    private LoopSyntax syntax(Statement loop, Kind kind) {
        int line = BodyContext.line(loop);
        body.facts.addAll(body.unit.facts.take(line, line, line));
        boolean conditional = loop instanceof ForEachStmt
                || loop instanceof WhileStmt each && !isAlways(each.getCondition())
                || loop instanceof ForStmt counted
                        && counted.getCompare().filter(test -> !isAlways(test)).isPresent();
        int testLine = ((NodeWithBody<?>) loop)
                .getBody().findAll(Node.class, Statements::isTest).stream()
                        .mapToInt(BodyContext::line)
                        .min()
                        .orElse(Integer.MAX_VALUE);
        return new LoopSyntax(kind, line, BodyContext.column(loop), BodyContext.endLine(loop), conditional, testLine);
    }

    private static boolean isAlways(Expression condition) {
        return Boolean.TRUE.equals(Folding.constant(condition));
    }

    /** Whatever makes a branch, or a jump. */
    private static boolean isTest(Node node) {
        boolean jump = node instanceof BreakStmt
                || node instanceof ContinueStmt
                || node instanceof ReturnStmt
                || node instanceof ThrowStmt
                || node instanceof YieldStmt;
        boolean choice = node instanceof IfStmt || node instanceof SwitchNode || node instanceof ConditionalExpr;
        boolean logic = node instanceof BinaryExpr binary
                && (binary.getOperator() == BinaryExpr.Operator.AND || binary.getOperator() == BinaryExpr.Operator.OR);
        return jump || choice || logic || node instanceof NodeWithBody<?> || node instanceof InstanceOfExpr;
    }

    private void loopBody(Statement statement, Set<String> labels, int exit, int next) {
        if (depth == DEEPEST) {
            throw new TooDeepException("its loops stand in each other more than " + DEEPEST + " deep");
        }
        depth++;
        Target outer = body.targets;
        body.targets = new Target(outer, labels, true, exit, next, null, body.cleanup);
        lower(statement);
        body.targets = outer;
        body.graph.jump(next);
        depth--;
    }

    private void whileLoop(WhileStmt loop, Set<String> labels) {
        int header = body.graph.newBlock(syntax(loop, Kind.WHILE));
        int start = body.graph.newBlock();
        int exit = body.graph.newBlock();
        body.graph.jump(header);
        body.graph.start(header);
        body.conditions.branch(loop.getCondition(), start, exit);
        body.graph.start(start);
        loopBody(loop.getBody(), labels, exit, header);
        body.graph.start(exit);
    }

    private void doLoop(DoStmt loop, Set<String> labels) {
        int header = body.graph.newBlock(syntax(loop, Kind.DO));
        int condition = body.graph.newBlock();
        int exit = body.graph.newBlock();
        body.graph.jump(header);
        body.graph.start(header);
        loopBody(loop.getBody(), labels, exit, condition);
        body.graph.start(condition);
        body.conditions.branch(loop.getCondition(), header, exit);
        body.graph.start(exit);
    }

    private void forLoop(ForStmt loop, Set<String> labels) {
        loop.getInitialization().forEach(body.expressions::effect);
        int header = body.graph.newBlock(syntax(loop, Kind.FOR));
        int start = body.graph.newBlock();
        int update = body.graph.newBlock();
        int exit = body.graph.newBlock();
        body.graph.jump(header);
        body.graph.start(header);
        body.conditions.branch(loop.getCompare().orElseGet(() -> new BooleanLiteralExpr(true)), start, exit);
        body.graph.start(start);
        loopBody(loop.getBody(), labels, exit, update);
        body.graph.start(update);
        loop.getUpdate().forEach(body.expressions::effect);
        body.graph.jump(header);
        body.graph.start(exit);
    }

    private void forEach(ForEachStmt loop, Set<String> labels) {
        int line = BodyContext.line(loop);
        Value collection = body.expressions.lower(loop.getIterable());
        Local cursor = body.hidden("it", "");
        body.graph.assign(cursor, new Cursor(collection.expression()), line);
        int header = body.graph.newBlock(syntax(loop, Kind.FOR_EACH));
        int start = body.graph.newBlock();
        int exit = body.graph.newBlock();
        body.graph.jump(header);
        body.graph.start(header);
        body.graph.end(new Branch(new HasNext(cursor), start, exit, line));
        body.graph.start(start);
        VariableDeclarator variable = loop.getVariable().getVariable(0);
        String written = body.type(variable.getType());
        String type = written.isEmpty() ? body.unit.typing.elementType(collection.type()) : written;
        body.graph.assign(body.declare(variable.getNameAsString(), type), new Next(cursor), line);
        loopBody(loop.getBody(), labels, exit, header);
        body.graph.start(exit);
    }

    private @Nullable Target target(Predicate<Target> wanted) {
        for (Target target = body.targets; target != null; target = target.outer()) {
            if (wanted.test(target)) {
                return target;
            }
        }
        return null;
    }

    private void leave(ReturnStmt statement) {
        int line = BodyContext.line(statement);
        Value value = null;
        if (statement.getExpression().isPresent()) {
            Expression expression = statement.getExpression().get();
            value = body.expressions.lower(expression, body.returnType);
            body.returned(value);
            value = body.expressions.operands().stable(value, tries.assignedByCleanups(), line);
        }
        tries.runCleanups(null);
        body.graph.end(new Return(value == null ? null : value.expression(), line));
        tries.restore();
    }

    /** Jumps out of everything that was opened since {@code until}. */
    void leave(@Nullable Cleanup until, int block) {
        tries.runCleanups(until);
        body.graph.jump(block);
        tries.restore();
    }

    /** Declares the variable of a catch clause: it holds what nobody knows. */
    void caught(CatchClause clause) {
        Type type = clause.getParameter().getType();
        Local local = body.declare(clause.getParameter().getNameAsString(), caughtType(type));
        body.graph.assign(local, Value.opaque("caught exception").expression(), BodyContext.line(clause));
    }

    private String caughtType(Type type) {
        return type.isUnionType() ? "java.lang.Throwable" : body.type(type);
    }
}
