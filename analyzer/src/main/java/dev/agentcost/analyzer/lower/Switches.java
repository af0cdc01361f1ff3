package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.expr.ComponentPatternExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.nodeTypes.SwitchNode;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SwitchStmt;
import dev.agentcost.analyzer.ir.Expression.Field;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.ir.Terminator.Branch;
import dev.agentcost.analyzer.ir.Terminator.Switch;
import dev.agentcost.analyzer.ir.Terminator.Throw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Switch statements and expressions, old and new: a jump by constants, a chain of tests where patterns or guards decide. */
final class Switches {

    private final BodyContext body;

    Switches(BodyContext body) {
        this.body = body;
    }

    void statement(SwitchStmt statement, Set<String> labels) {
        int end = body.graph.newBlock();
        Target target = new Target(body.targets, labels, true, end, -1, null, body.cleanup);
        lower(statement, target, end);
        body.graph.start(end);
    }

    Value expression(SwitchExpr expression, String expected) {
        int end = body.graph.newBlock();
        int line = BodyContext.line(expression);
        Local result = body.hidden("t", expected);
        Target target = new Target(body.targets, Set.of(), false, end, -1, result, body.cleanup);
        int unmatched = body.graph.newBlock();
        String type = lower(expression, target, unmatched);
        body.graph.start(unmatched);
        body.graph.end(new Throw(null, line));
        body.graph.start(end);
        String known = expected.isEmpty() ? type : Expressions.common(type, "", expected);
        body.retype(result, known);
        return new Value(result, known);
    }

    /** Lowers selector and entries; the type of what the entries yield. */
    private String lower(SwitchNode node, Target target, int unmatched) {
        Value selector = body.expressions.lower(node.getSelector());
        List<SwitchEntry> entries = node.getEntries();
        List<Integer> blocks = new ArrayList<>();
        entries.forEach(entry -> blocks.add(body.graph.newBlock()));
        Scope outside = body.scope;
        body.scope = new Scope(outside);
        Target outer = body.targets;
        List<Scope> scopes = new ArrayList<>(Collections.nCopies(entries.size(), body.scope));
        if (entries.stream().anyMatch(Switches::tests)) {
            scopes.replaceAll(Scope::new);
            chain(selector, entries, blocks, scopes, unmatched, BodyContext.line(node.getSelector()));
        } else {
            jump(selector, entries, blocks, unmatched, BodyContext.line(node.getSelector()));
        }
        body.targets = target;
        String type = "";
        for (int i = 0; i < entries.size(); i++) {
            body.graph.start(blocks.get(i));
            body.scope = scopes.get(i);
            int next = i + 1 < blocks.size() ? blocks.get(i + 1) : target.breakBlock();
            String entryType = entry(entries.get(i), target, next);
            type = type.isEmpty() ? entryType : Expressions.common(type, entryType, "");
        }
        body.targets = outer;
        body.scope = outside;
        return type;
    }

    private static boolean tests(SwitchEntry entry) {
        return entry.getGuard().isPresent()
                || entry.getLabels().stream()
                        .anyMatch(label -> label instanceof ComponentPatternExpr || label instanceof NullLiteralExpr);
    }

    private void jump(Value selector, List<SwitchEntry> entries, List<Integer> blocks, int unmatched, int line) {
        List<dev.agentcost.analyzer.ir.Expression> labels = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        int otherwise = unmatched;
        for (int i = 0; i < entries.size(); i++) {
            for (Expression label : entries.get(i).getLabels()) {
                labels.add(label(selector, label));
                targets.add(blocks.get(i));
            }
            if (entries.get(i).isDefault() || entries.get(i).getLabels().isEmpty()) {
                otherwise = blocks.get(i);
            }
        }
        body.graph.end(new Switch(selector.expression(), List.copyOf(labels), List.copyOf(targets), otherwise, line));
    }

    private dev.agentcost.analyzer.ir.Expression label(Value selector, Expression label) {
        if (label instanceof NameExpr name && !selector.type().isEmpty()) {
            // The constants of an enum are named without it.
            Value constant = body.variables.staticField(selector.type(), name.getNameAsString());
            if (!constant.type().isEmpty()) {
                return constant.expression();
            }
        }
        if (label instanceof NameExpr name) {
            Value variable = body.variables.name(name.getNameAsString());
            boolean known = !(variable.expression() instanceof Field field && field.receiver() != null);
            return known
                    ? variable.expression()
                    : Value.opaque(name.getNameAsString()).expression();
        }
        return body.expressions.lower(label).expression();
    }

    /** Tests the labels in order; a default only where nothing else matches. Each entry has pattern variables of its own. */
    private void chain(
            Value written,
            List<SwitchEntry> entries,
            List<Integer> blocks,
            List<Scope> scopes,
            int unmatched,
            int line) {
        Value selector = body.saved(written, line);
        int otherwise = unmatched;
        for (int i = 0; i < entries.size(); i++) {
            SwitchEntry entry = entries.get(i);
            body.scope = scopes.get(i);
            for (Expression label : entry.getLabels()) {
                int next = body.graph.newBlock();
                int matched = body.graph.newBlock();
                test(selector, label, matched, next, line);
                body.graph.start(matched);
                if (entry.getGuard().isPresent()) {
                    body.conditions.branch(entry.getGuard().get(), blocks.get(i), next);
                } else {
                    body.graph.jump(blocks.get(i));
                }
                body.graph.start(next);
            }
            if (entry.isDefault() || entry.getLabels().isEmpty()) {
                otherwise = blocks.get(i);
            }
        }
        body.graph.jump(otherwise);
    }

    private void test(Value selector, Expression label, int matched, int next, int line) {
        if (label instanceof ComponentPatternExpr pattern) {
            body.conditions.branchOnPattern(selector, pattern, matched, next, line);
            return;
        }
        dev.agentcost.analyzer.ir.Expression constant = label(selector, label);
        Value equal = Folding.binary(Operator.EQUAL, selector, new Value(constant, ""));
        body.graph.end(new Branch(equal.expression(), matched, next, line));
    }

    /** One entry's statements; the type that it yields as an expression, "" where none. */
    private String entry(SwitchEntry entry, Target target, int next) {
        if (entry.getType() == SwitchEntry.Type.STATEMENT_GROUP) {
            entry.getStatements().forEach(body.statements::lower);
            body.graph.jump(next);
            return "";
        }
        Scope outside = body.scope;
        body.scope = new Scope(outside);
        String type = "";
        for (Statement statement : entry.getStatements()) {
            if (target.result() != null && statement instanceof ExpressionStmt value) {
                type = yieldValue(value.getExpression(), target);
            } else {
                body.statements.lower(statement);
            }
        }
        body.graph.jump(target.breakBlock());
        body.scope = outside;
        return type;
    }

    /** Gives the switch expression its value and leaves it. */
    String yieldValue(Expression expression, Target target) {
        Local result = target.result();
        if (result == null) {
            return "";
        }
        Value value = body.expressions.lower(expression, body.names.type(result.name()));
        body.graph.assign(result, value.expression(), BodyContext.line(expression));
        if (body.names.type(result.name()).isEmpty()) {
            body.retype(result, value.type());
        }
        body.statements.leave(target.cleanup(), target.breakBlock());
        return value.type();
    }

    /** The switch expression that a {@code yield} belongs to. */
    static @Nullable Target yieldTarget(@Nullable Target innermost) {
        Target target = innermost;
        while (target != null && target.result() == null) {
            target = target.outer();
        }
        return target;
    }
}
