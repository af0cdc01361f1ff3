package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.ComponentPatternExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.expr.RecordPatternExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import dev.agentcost.analyzer.ir.Expression.Cast;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.InstanceOf;
import dev.agentcost.analyzer.ir.Expression.Opaque;
import dev.agentcost.analyzer.ir.Terminator.Branch;

/** Conditions as control flow: each branch tests one thing, a constant one tests nothing. */
final class Conditions {

    private final BodyContext body;

    Conditions(BodyContext body) {
        this.body = body;
    }

    /** Ends the current block with the condition. */
    void branch(Expression condition, int whenTrue, int whenFalse) {
        if (condition instanceof EnclosedExpr enclosed) {
            branch(enclosed.getInner(), whenTrue, whenFalse);
        } else if (isNegation(condition)) {
            branch(condition.asUnaryExpr().getExpression(), whenFalse, whenTrue);
        } else if (condition instanceof BinaryExpr binary && binary.getOperator() == BinaryExpr.Operator.AND) {
            int second = body.graph.newBlock();
            branch(binary.getLeft(), second, whenFalse);
            body.graph.start(second);
            branch(binary.getRight(), whenTrue, whenFalse);
        } else if (condition instanceof BinaryExpr binary && binary.getOperator() == BinaryExpr.Operator.OR) {
            int second = body.graph.newBlock();
            branch(binary.getLeft(), whenTrue, second);
            body.graph.start(second);
            branch(binary.getRight(), whenTrue, whenFalse);
        } else if (condition instanceof ConditionalExpr choice) {
            branchOnChoice(choice, whenTrue, whenFalse);
        } else if (condition instanceof InstanceOfExpr test && test.getPattern().isPresent()) {
            branchOnPattern(test, test.getPattern().get(), whenTrue, whenFalse);
        } else {
            branch(body.expressions.lower(condition), whenTrue, whenFalse, BodyContext.line(condition));
        }
    }

    private static boolean isNegation(Expression condition) {
        return condition instanceof UnaryExpr unary && unary.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT;
    }

    private void branch(Value condition, int whenTrue, int whenFalse, int line) {
        if (condition.expression() instanceof Constant constant && constant.value() instanceof Boolean always) {
            body.graph.jump(always ? whenTrue : whenFalse);
        } else {
            body.graph.end(new Branch(condition.expression(), whenTrue, whenFalse, line));
        }
    }

    private void branchOnChoice(ConditionalExpr choice, int whenTrue, int whenFalse) {
        int then = body.graph.newBlock();
        int otherwise = body.graph.newBlock();
        branch(choice.getCondition(), then, otherwise);
        body.graph.start(then);
        branch(choice.getThenExpr(), whenTrue, whenFalse);
        body.graph.start(otherwise);
        branch(choice.getElseExpr(), whenTrue, whenFalse);
    }

    private void branchOnPattern(InstanceOfExpr test, PatternExpr pattern, int whenTrue, int whenFalse) {
        int line = BodyContext.line(test);
        Value value = body.expressions.lower(test.getExpression());
        branchOnPattern(value, pattern, whenTrue, whenFalse, line);
    }

    /** Tests a value against a pattern and, where it matches, assigns the pattern's variables. */
    void branchOnPattern(Value value, ComponentPatternExpr pattern, int whenTrue, int whenFalse, int line) {
        int bind = body.graph.newBlock();
        String type = pattern instanceof PatternExpr typed ? body.type(typed.getType()) : "";
        if (type.isEmpty()) {
            body.graph.jump(bind);
        } else {
            body.graph.end(new Branch(new InstanceOf(value.expression(), type), bind, whenFalse, line));
        }
        body.graph.start(bind);
        bind(value, pattern, line);
        body.graph.jump(whenTrue);
    }

    private void bind(Value value, ComponentPatternExpr pattern, int line) {
        if (pattern instanceof TypePatternExpr variable) {
            String written = body.type(variable.getType());
            String type = written.isEmpty() ? value.type() : written;
            dev.agentcost.analyzer.ir.Expression bound = type.isEmpty() || value.expression() instanceof Opaque
                    ? value.expression()
                    : new Cast(type, value.expression());
            body.graph.assign(body.declare(variable.getNameAsString(), type), bound, line);
        } else if (pattern instanceof RecordPatternExpr components) {
            for (ComponentPatternExpr component : components.getPatternList()) {
                bind(Value.opaque("component of " + components.getTypeAsString()), component, line);
            }
        }
    }
}
