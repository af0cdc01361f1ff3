package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.ClassExpr;
import com.github.javaparser.ast.expr.ConditionalExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import dev.agentcost.analyzer.ir.Expression.Binary;
import dev.agentcost.analyzer.ir.Expression.Choice;
import dev.agentcost.analyzer.ir.Expression.ClassLiteral;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.Element;
import dev.agentcost.analyzer.ir.Expression.InstanceOf;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.NewArray;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.ir.Expression.Result;
import dev.agentcost.analyzer.ir.Expression.This;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Expressions: what they do goes into blocks, in Java's order of evaluation; what they are comes back as a value without effects.
 */
final class Expressions {

    /** Longer sums of strings become balanced trees: nobody who walks them recurses deep. */
    private static final int LONG_SUM = 32;

    private final BodyContext body;
    private final Operands operands;

    Expressions(BodyContext body) {
        this.body = body;
        this.operands = new Operands(body);
    }

    Operands operands() {
        return operands;
    }

    Value lower(Expression expression) {
        return lower(expression, "");
    }

    /**
     * Lowers an expression.
     *
     * @param expected the type that its place asks for, which lambdas take theirs from; "" where unknown
     */
    Value lower(Expression expression, String expected) {
        Value literal = Folding.literal(expression);
        if (literal != null) {
            return literal;
        } else if (expression instanceof EnclosedExpr enclosed) {
            return lower(enclosed.getInner(), expected);
        } else if (expression instanceof NameExpr name) {
            return body.variables.name(name.getNameAsString());
        } else if (expression instanceof FieldAccessExpr access) {
            return body.variables.access(access);
        } else if (expression instanceof MethodCallExpr call) {
            return body.calls.call(call);
        } else if (expression instanceof ObjectCreationExpr creation) {
            return body.calls.creation(creation, expected);
        } else if (expression instanceof BinaryExpr binary) {
            return binary(binary);
        } else if (expression instanceof AssignExpr assign) {
            return assign(assign);
        } else if (expression instanceof UnaryExpr unary) {
            return unary(unary);
        } else if (expression instanceof LambdaExpr lambda) {
            return body.functions.lambda(lambda, expected);
        } else if (expression instanceof MethodReferenceExpr reference) {
            return body.functions.reference(reference, expected);
        } else if (expression instanceof ConditionalExpr choice) {
            return choice(choice, expected);
        } else if (expression instanceof SwitchExpr choice) {
            return body.switches.expression(choice, expected);
        }
        return other(expression, expected);
    }

    private Value other(Expression expression, String expected) {
        if (expression instanceof ThisExpr self) {
            String type = self.getTypeName()
                    .map(name -> body.typeNames().resolve(name.asString()))
                    .orElse(body.type.name());
            return new Value(new This(), type);
        } else if (expression instanceof SuperExpr) {
            return new Value(new This(), body.type.superclass());
        } else if (expression instanceof InstanceOfExpr test) {
            return instanceOf(test);
        } else if (expression instanceof CastExpr cast) {
            String type = body.type(cast.getType());
            return Folding.cast(type, lower(cast.getExpression(), type));
        } else if (expression instanceof ArrayAccessExpr access) {
            return element(operands.lower(List.of(access.getName(), access.getIndex())));
        } else if (expression instanceof ArrayCreationExpr creation) {
            return newArray(creation);
        } else if (expression instanceof ArrayInitializerExpr initializer) {
            return elements(initializer, expected);
        } else if (expression instanceof ClassExpr literal) {
            String type = body.type(literal.getType());
            return new Value(new ClassLiteral(type), "java.lang.Class<" + type + ">");
        } else if (expression instanceof VariableDeclarationExpr declaration) {
            body.statements.declare(declaration);
            return Value.opaque(declaration.toString());
        }
        return Value.opaque(expression.toString());
    }

    /** An expression for its effect only: the value of {@code i++} needs no copy. */
    void effect(Expression expression) {
        Expression inner = expression;
        while (inner instanceof EnclosedExpr enclosed) {
            inner = enclosed.getInner();
        }
        if (inner instanceof UnaryExpr unary && step(unary.getOperator()) != null) {
            step(unary, operands.place(unary.getExpression()));
        } else {
            lower(inner);
        }
    }

    private Value element(List<Value> arrayAndIndex) {
        String arrayType = arrayAndIndex.get(0).type();
        return new Value(
                new Element(
                        arrayAndIndex.get(0).expression(), arrayAndIndex.get(1).expression()),
                arrayType.endsWith("[]") ? arrayType.substring(0, arrayType.length() - 2) : "");
    }

    private Value binary(BinaryExpr binary) {
        return switch (binary.getOperator()) {
            case AND, OR -> isPure(binary) ? pureLogic(binary) : throughBranches(binary, "boolean");
            case PLUS -> sum(binary);
            default -> {
                List<Value> sides = operands.lower(List.of(binary.getLeft(), binary.getRight()));
                yield Folding.binary(Folding.operator(binary.getOperator()), sides.get(0), sides.get(1));
            }
        };
    }

    private Value pureLogic(BinaryExpr binary) {
        return Folding.binary(
                Folding.operator(binary.getOperator()), lower(binary.getLeft()), lower(binary.getRight()));
    }

    private boolean isPure(Expression expression) {
        return body.unit.effects.of(expression).pure();
    }

    /** Long sums lean to the left: all their terms at once. */
    private Value sum(BinaryExpr top) {
        Deque<Expression> terms = new ArrayDeque<>();
        Expression left = top;
        while (left instanceof BinaryExpr binary && binary.getOperator() == BinaryExpr.Operator.PLUS) {
            terms.push(binary.getRight());
            left = binary.getLeft();
        }
        terms.push(left);
        List<Value> values = operands.lower(new ArrayList<>(terms));
        Value sum = values.get(0);
        for (int i = 1; i < values.size(); i++) {
            if (sum.type().equals(Folding.STRING) && values.size() - i > LONG_SUM) {
                Value rest = concatenation(values.subList(i, values.size()));
                return new Value(new Binary(Operator.CONCAT, sum.expression(), rest.expression()), Folding.STRING);
            }
            sum = Folding.binary(Operator.PLUS, sum, values.get(i));
        }
        return sum;
    }

    private static Value concatenation(List<Value> values) {
        if (values.size() == 1) {
            return values.get(0);
        }
        int half = values.size() / 2;
        Value left = concatenation(values.subList(0, half));
        Value right = concatenation(values.subList(half, values.size()));
        if (left.type().equals(Folding.STRING) || right.type().equals(Folding.STRING)) {
            return Folding.binary(Operator.PLUS, left, right);
        }
        return new Value(new Binary(Operator.CONCAT, left.expression(), right.expression()), Folding.STRING);
    }

    /** A boolean value whose evaluation has effects on some ways only. */
    private Value throughBranches(Expression condition, String type) {
        int line = BodyContext.line(condition);
        Local result = body.hidden("t", type);
        int whenTrue = body.graph.newBlock();
        int whenFalse = body.graph.newBlock();
        int end = body.graph.newBlock();
        body.conditions.branch(condition, whenTrue, whenFalse);
        body.graph.start(whenTrue);
        body.graph.assign(result, new Constant(true), line);
        body.graph.jump(end);
        body.graph.start(whenFalse);
        body.graph.assign(result, new Constant(false), line);
        body.graph.jump(end);
        body.graph.start(end);
        return new Value(result, type);
    }

    private Value instanceOf(InstanceOfExpr test) {
        if (test.getPattern().isPresent()) {
            return throughBranches(test, "boolean");
        }
        Value value = lower(test.getExpression());
        return new Value(new InstanceOf(value.expression(), body.type(test.getType())), "boolean");
    }

    private Value choice(ConditionalExpr choice, String expected) {
        boolean pureArms = isPure(choice.getThenExpr()) && isPure(choice.getElseExpr());
        if (pureArms && (isPure(choice.getCondition()) || !isControlFlow(choice.getCondition()))) {
            Value test = lower(choice.getCondition());
            Value then = lower(choice.getThenExpr(), expected);
            Value otherwise = lower(choice.getElseExpr(), expected);
            return new Value(
                    new Choice(test.expression(), then.expression(), otherwise.expression()),
                    common(then.type(), otherwise.type(), expected));
        }
        return choiceThroughBranches(choice, expected);
    }

    private static boolean isControlFlow(Expression condition) {
        if (condition instanceof EnclosedExpr enclosed) {
            return isControlFlow(enclosed.getInner());
        } else if (condition instanceof UnaryExpr unary) {
            return isControlFlow(unary.getExpression());
        } else if (condition instanceof BinaryExpr binary) {
            return binary.getOperator() == BinaryExpr.Operator.AND || binary.getOperator() == BinaryExpr.Operator.OR;
        }
        return condition instanceof InstanceOfExpr || condition instanceof ConditionalExpr;
    }

    private Value choiceThroughBranches(ConditionalExpr choice, String expected) {
        int then = body.graph.newBlock();
        int otherwise = body.graph.newBlock();
        int end = body.graph.newBlock();
        body.conditions.branch(choice.getCondition(), then, otherwise);
        Local result = body.hidden("t", expected);
        body.graph.start(then);
        Value first = lower(choice.getThenExpr(), expected);
        body.graph.assign(result, first.expression(), BodyContext.line(choice.getThenExpr()));
        body.graph.jump(end);
        body.graph.start(otherwise);
        Value second = lower(choice.getElseExpr(), expected);
        body.graph.assign(result, second.expression(), BodyContext.line(choice.getElseExpr()));
        body.graph.jump(end);
        body.graph.start(end);
        String type = common(first.type(), second.type(), expected);
        body.retype(result, type);
        return new Value(result, type);
    }

    /** The type of what is one or the other. */
    static String common(String one, String other, String expected) {
        if (one.isEmpty() || one.equals(Typing.NULL)) {
            return other.equals(Typing.NULL) ? expected : other.isEmpty() ? expected : other;
        }
        if (Folding.isFloating(other) && !Folding.isFloating(one)) {
            return other;
        }
        return expected.isEmpty() || Folding.isIntegral(one) || Folding.isFloating(one) ? one : expected;
    }

    private Value newArray(ArrayCreationExpr creation) {
        String type = body.type(creation.createdType());
        if (creation.getInitializer().isPresent()) {
            return elements(creation.getInitializer().get(), type);
        }
        List<Expression> sizes = creation.getLevels().stream()
                .flatMap(level -> level.getDimension().stream())
                .toList();
        List<Value> values = operands.lower(sizes);
        return new Value(
                new NewArray(type, values.stream().map(Value::expression).toList(), List.of()), type);
    }

    private Value elements(ArrayInitializerExpr initializer, String type) {
        String elementType = type.endsWith("[]") ? type.substring(0, type.length() - 2) : "";
        List<Expression> written = initializer.getValues();
        List<Value> values = operands.lower(written, Collections.nCopies(written.size(), elementType));
        return new Value(
                new NewArray(
                        type, List.of(), values.stream().map(Value::expression).toList()),
                type);
    }

    private Value unary(UnaryExpr unary) {
        if (step(unary.getOperator()) == null) {
            if (unary.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT
                    && !isPure(unary)
                    && isControlFlow(unary.getExpression())) {
                return throughBranches(unary, "boolean");
            }
            return Folding.unary(unary.getOperator(), lower(unary.getExpression()));
        }
        Value place = operands.place(unary.getExpression());
        if (unary.getOperator().isPrefix()) {
            step(unary, place);
            return operands.afterAssignment(place, place);
        }
        Local old = body.hidden("t", place.type());
        body.graph.assign(old, place.expression(), BodyContext.line(unary));
        step(unary, place);
        return new Value(old, place.type());
    }

    private static @org.jspecify.annotations.Nullable Operator step(UnaryExpr.Operator operator) {
        return switch (operator) {
            case PREFIX_INCREMENT, POSTFIX_INCREMENT -> Operator.PLUS;
            case PREFIX_DECREMENT, POSTFIX_DECREMENT -> Operator.MINUS;
            default -> null;
        };
    }

    private void step(UnaryExpr unary, Value place) {
        Operator operator = step(unary.getOperator());
        if (operator != null) {
            body.graph.assign(
                    place.expression(),
                    new Binary(operator, place.expression(), new Constant(1L)),
                    BodyContext.line(unary));
        }
    }

    private Value assign(AssignExpr assign) {
        int line = BodyContext.line(assign);
        Effects later = body.unit.effects.of(assign.getValue());
        Value place = operands.place(assign.getTarget(), later.assigned());
        if (assign.getOperator() == AssignExpr.Operator.ASSIGN) {
            Value value = lower(assign.getValue(), place.type());
            body.graph.assign(place.expression(), value.expression(), line);
            return operands.afterAssignment(place, value);
        }
        Value old = operands.stable(place, later.assigned(), line);
        Value value = lower(assign.getValue());
        Operator operator =
                assign.getOperator().toBinaryOperator().map(Folding::operator).orElse(Operator.PLUS);
        Value changed = Folding.binary(operator, old, value);
        if (Folding.isIntegral(place.type()) && Folding.isFloating(changed.type())) {
            changed = Folding.cast(Folding.unboxed(place.type()), changed);
        }
        body.graph.assign(place.expression(), changed.expression(), line);
        return operands.afterAssignment(place, place);
    }

    static boolean isFixed(dev.agentcost.analyzer.ir.Expression expression) {
        return expression instanceof Constant
                || expression instanceof Result
                || expression instanceof dev.agentcost.analyzer.ir.Expression.Null;
    }
}
