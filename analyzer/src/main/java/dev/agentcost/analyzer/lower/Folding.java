package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.CharLiteralExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LiteralStringValueExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import dev.agentcost.analyzer.ir.Expression.Binary;
import dev.agentcost.analyzer.ir.Expression.Cast;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.Negate;
import dev.agentcost.analyzer.ir.Expression.Not;
import dev.agentcost.analyzer.ir.Expression.Null;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Literals and what the operators make of them, with Java's widths; names are not looked through. */
final class Folding {

    static final String STRING = "java.lang.String";

    private static final int LONGEST_STRING = 1 << 16;
    private static final Map<String, String> UNBOXED = Map.of(
            "java.lang.Integer", "int",
            "java.lang.Long", "long",
            "java.lang.Short", "short",
            "java.lang.Byte", "byte",
            "java.lang.Character", "char",
            "java.lang.Float", "float",
            "java.lang.Double", "double",
            "java.lang.Boolean", "boolean");

    private Folding() {}

    /** The value of a constant expression of literals, or null. */
    static @Nullable Object constant(Expression expression) {
        Value value = fold(expression);
        return value != null && value.expression() instanceof Constant constant ? constant.value() : null;
    }

    private static @Nullable Value fold(Expression expression) {
        Value literal = literal(expression);
        if (literal != null) {
            return literal;
        }
        if (expression instanceof EnclosedExpr enclosed) {
            return fold(enclosed.getInner());
        }
        if (expression instanceof UnaryExpr unary) {
            Value operand = fold(unary.getExpression());
            return operand == null ? null : constantOnly(unary(unary.getOperator(), operand));
        }
        if (expression instanceof CastExpr cast) {
            Value operand = fold(cast.getExpression());
            String type = cast.getTypeAsString().equals("String") ? STRING : cast.getTypeAsString();
            return operand == null ? null : constantOnly(cast(type, operand));
        }
        return expression instanceof BinaryExpr binary ? foldBinary(binary) : null;
    }

    /** Long sums lean to the left: down that side by a loop. */
    private static @Nullable Value foldBinary(BinaryExpr top) {
        Deque<BinaryExpr> pending = new ArrayDeque<>();
        Expression leftmost = top;
        while (leftmost instanceof BinaryExpr binary) {
            pending.push(binary);
            leftmost = binary.getLeft();
        }
        Value value = fold(leftmost);
        while (value != null && !pending.isEmpty()) {
            BinaryExpr binary = pending.pop();
            Value right = fold(binary.getRight());
            value = right == null ? null : constantOnly(binary(operator(binary.getOperator()), value, right));
        }
        return value;
    }

    private static @Nullable Value constantOnly(Value value) {
        return value.expression() instanceof Constant ? value : null;
    }

    /** The value of a literal, or null where the expression is none. */
    static @Nullable Value literal(Expression expression) {
        if (expression instanceof NullLiteralExpr) {
            return new Value(new Null(), Typing.NULL);
        } else if (expression instanceof BooleanLiteralExpr bool) {
            return new Value(new Constant(bool.getValue()), "boolean");
        } else if (expression instanceof LiteralStringValueExpr text) {
            try {
                return textLiteral(text);
            } catch (RuntimeException malformed) {
                return Value.opaque(text.getValue());
            }
        }
        return null;
    }

    private static @Nullable Value textLiteral(LiteralStringValueExpr literal) {
        if (literal instanceof IntegerLiteralExpr integer) {
            return new Value(new Constant((long) integer.asNumber().intValue()), "int");
        } else if (literal instanceof LongLiteralExpr number) {
            return new Value(new Constant(number.asNumber().longValue()), "long");
        } else if (literal instanceof CharLiteralExpr character) {
            return new Value(new Constant((long) character.asChar()), "char");
        } else if (literal instanceof DoubleLiteralExpr number) {
            String digits = number.getValue().replace("_", "");
            boolean isFloat = (digits.endsWith("f") || digits.endsWith("F"))
                    && !(digits.startsWith("0x") && !digits.contains("p") && !digits.contains("P"));
            return new Value(new Constant(Double.parseDouble(digits)), isFloat ? "float" : "double");
        } else if (literal instanceof TextBlockLiteralExpr block) {
            return new Value(new Constant(block.asString()), STRING);
        } else if (literal instanceof StringLiteralExpr string) {
            return new Value(new Constant(string.asString()), STRING);
        }
        return null;
    }

    static Operator operator(BinaryExpr.Operator operator) {
        return switch (operator) {
            case OR -> Operator.OR;
            case AND -> Operator.AND;
            case BINARY_OR -> Operator.BIT_OR;
            case BINARY_AND -> Operator.BIT_AND;
            case XOR -> Operator.BIT_XOR;
            case EQUALS -> Operator.EQUAL;
            case NOT_EQUALS -> Operator.NOT_EQUAL;
            case LESS -> Operator.LESS;
            case GREATER -> Operator.GREATER;
            case LESS_EQUALS -> Operator.LESS_EQUAL;
            case GREATER_EQUALS -> Operator.GREATER_EQUAL;
            case LEFT_SHIFT -> Operator.SHIFT_LEFT;
            case SIGNED_RIGHT_SHIFT, UNSIGNED_RIGHT_SHIFT -> Operator.SHIFT_RIGHT;
            case PLUS -> Operator.PLUS;
            case MINUS -> Operator.MINUS;
            case MULTIPLY -> Operator.TIMES;
            case DIVIDE -> Operator.DIVIDE;
            case REMAINDER -> Operator.REMAINDER;
        };
    }

    /** {@code left operator right}, folded where both are constants. */
    static Value binary(Operator operator, Value left, Value right) {
        Operator real = operator == Operator.PLUS && (isString(left) || isString(right)) ? Operator.CONCAT : operator;
        String type = type(real, left.type(), right.type());
        if (left.expression() instanceof Constant l && right.expression() instanceof Constant r) {
            Object folded = fold(real, type, l.value(), left.type(), r.value(), right.type());
            if (folded != null) {
                return new Value(new Constant(folded), type);
            }
        }
        return new Value(new Binary(real, left.expression(), right.expression()), type);
    }

    private static boolean isString(Value value) {
        return value.type().equals(STRING);
    }

    private static String type(Operator operator, String left, String right) {
        return switch (operator) {
            case AND, OR, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL -> "boolean";
            case CONCAT -> STRING;
            case SHIFT_LEFT, SHIFT_RIGHT -> promoted(left, "int");
            case BIT_AND, BIT_OR, BIT_XOR ->
                unboxed(left).equals("boolean") || unboxed(right).equals("boolean") ? "boolean" : promoted(left, right);
            case PLUS, MINUS, TIMES, DIVIDE, REMAINDER -> promoted(left, right);
        };
    }

    static String unboxed(String type) {
        return UNBOXED.getOrDefault(type, type);
    }

    static boolean isIntegral(String type) {
        return switch (unboxed(type)) {
            case "int", "long", "short", "byte", "char" -> true;
            default -> false;
        };
    }

    static boolean isFloating(String type) {
        return unboxed(type).equals("double") || unboxed(type).equals("float");
    }

    /** Binary numeric promotion. */
    private static String promoted(String left, String right) {
        String l = unboxed(left);
        String r = unboxed(right);
        for (String wide : new String[] {"double", "float"}) {
            if (l.equals(wide) || r.equals(wide)) {
                return wide;
            }
        }
        if (!isIntegral(l) || !isIntegral(r)) {
            return "";
        }
        return l.equals("long") || r.equals("long") ? "long" : "int";
    }

    private static @Nullable Object fold(
            Operator operator, String type, Object left, String leftType, Object right, String rightType) {
        if (operator == Operator.CONCAT) {
            String text = text(left, leftType) + text(right, rightType);
            return text.length() <= LONGEST_STRING ? text : null;
        } else if (left instanceof Boolean l && right instanceof Boolean r) {
            return foldLogic(operator, l, r);
        } else if (left instanceof Long l && right instanceof Long r) {
            return foldIntegers(operator, type.equals("int"), l, r);
        } else if (left instanceof Number l && right instanceof Number r) {
            return foldDoubles(operator, l.doubleValue(), r.doubleValue());
        }
        return null;
    }

    private static String text(Object value, String type) {
        return type.equals("char") && value instanceof Long code
                ? Character.toString((char) code.longValue())
                : value.toString();
    }

    private static @Nullable Object foldLogic(Operator operator, boolean left, boolean right) {
        return switch (operator) {
            case AND, BIT_AND -> left && right;
            case OR, BIT_OR -> left || right;
            case EQUAL -> left == right;
            case NOT_EQUAL, BIT_XOR -> left != right;
            default -> null;
        };
    }

    private static @Nullable Object foldIntegers(Operator operator, boolean isInt, long left, long right) {
        Long number = switch (operator) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case DIVIDE -> right == 0 ? null : (Long) (left / right);
            case REMAINDER -> right == 0 ? null : (Long) (left % right);
            case SHIFT_LEFT -> isInt ? (int) left << right : left << right;
            case SHIFT_RIGHT -> isInt ? (int) left >> right : left >> right;
            case BIT_AND -> left & right;
            case BIT_OR -> left | right;
            case BIT_XOR -> left ^ right;
            default -> null;
        };
        if (number != null) {
            return isInt ? (Object) (long) number.intValue() : number;
        }
        return compare(operator, Long.compare(left, right));
    }

    private static @Nullable Object foldDoubles(Operator operator, double left, double right) {
        return switch (operator) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case DIVIDE -> left / right;
            case REMAINDER -> left % right;
            default ->
                Double.isNaN(left) || Double.isNaN(right) ? null : compare(operator, Double.compare(left, right));
        };
    }

    private static @Nullable Object compare(Operator operator, int comparison) {
        return switch (operator) {
            case LESS -> comparison < 0;
            case LESS_EQUAL -> comparison <= 0;
            case GREATER -> comparison > 0;
            case GREATER_EQUAL -> comparison >= 0;
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
            default -> null;
        };
    }

    /** An operator without effect: sign, complement, negation. */
    static Value unary(UnaryExpr.Operator operator, Value operand) {
        Object constant = operand.expression() instanceof Constant c ? c.value() : null;
        String type = operand.type();
        return switch (operator) {
            case PLUS -> new Value(operand.expression(), promoted(type, "int"));
            case MINUS -> minus(operand, constant);
            case LOGICAL_COMPLEMENT ->
                constant instanceof Boolean bool
                        ? new Value(new Constant(!bool), "boolean")
                        : new Value(new Not(operand.expression()), "boolean");
            case BITWISE_COMPLEMENT ->
                constant instanceof Long number
                        ? new Value(new Constant(~number), promoted(type, "int"))
                        : binary(Operator.MINUS, new Value(new Negate(operand.expression()), type), one());
            default -> throw new IllegalArgumentException(operator + " has an effect");
        };
    }

    static Value one() {
        return new Value(new Constant(1L), "int");
    }

    private static Value minus(Value operand, @Nullable Object constant) {
        String type = promoted(operand.type(), "int");
        if (constant instanceof Long number) {
            return new Value(new Constant(type.equals("int") ? (long) -number.intValue() : -number), type);
        } else if (constant instanceof Double number) {
            return new Value(new Constant(-number), type);
        }
        return new Value(new Negate(operand.expression()), type);
    }

    /** A conversion; of a constant to a primitive type, its result. */
    static Value cast(String type, Value operand) {
        if (operand.expression() instanceof Constant constant && constant.value() instanceof Number number) {
            long whole = number.longValue();
            Object folded = switch (type) {
                case "int" -> (long) (number instanceof Double d ? (int) (double) d : (int) whole);
                case "long" -> whole;
                case "short" -> (long) (short) whole;
                case "byte" -> (long) (byte) whole;
                case "char" -> (long) (char) whole;
                case "double" -> number.doubleValue();
                case "float" -> (double) number.floatValue();
                default -> null;
            };
            if (folded != null) {
                return new Value(new Constant(folded), type);
            }
        }
        if (type.equals(STRING) && operand.type().equals(STRING)) {
            return operand;
        }
        return new Value(new Cast(type, operand.expression()), type);
    }
}
