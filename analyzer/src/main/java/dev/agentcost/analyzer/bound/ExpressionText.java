package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.stream.Collectors;

/** Expressions as a reader of the source knows them. */
public final class ExpressionText {

    private static final int LONGEST = 60;

    private final Procedure procedure;
    private final Origins origins;

    /** Texts of expressions of one procedure. */
    public ExpressionText(Procedure procedure, Origins origins) {
        this.procedure = procedure;
        this.origins = origins;
    }

    /** The expression in Java's notation, shortened where it is long. */
    public String of(Expression expression) {
        String text = write(expression, 6);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }

    private String write(Expression expression, int depth) {
        if (depth == 0) {
            return "...";
        }
        int less = depth - 1;
        if (expression instanceof Expression.Constant constant) {
            return constant.value() instanceof String text ? '"' + text + '"' : String.valueOf(constant.value());
        } else if (expression instanceof Expression.Local local) {
            return local(local, less);
        } else if (expression instanceof Expression.Field field) {
            return field(field, less);
        } else if (expression instanceof Expression.This) {
            return "this";
        } else if (expression instanceof Expression.Null) {
            return "null";
        } else if (expression instanceof Expression.Result result) {
            return call(origins.call(procedure, result.call()), less);
        } else if (expression instanceof Expression.Binary binary) {
            return write(binary.left(), less) + " " + sign(binary.operator()) + " " + write(binary.right(), less);
        } else if (expression instanceof Expression.Not not) {
            return "!" + write(not.operand(), less);
        } else if (expression instanceof Expression.Negate negate) {
            return "-" + write(negate.operand(), less);
        } else if (expression instanceof Expression.Cast cast) {
            return write(cast.value(), less);
        } else if (expression instanceof Expression.Length length) {
            return write(length.array(), less) + ".length";
        } else if (expression instanceof Expression.Element element) {
            return write(element.array(), less) + "[" + write(element.index(), less) + "]";
        } else if (expression instanceof Expression.Cursor cursor) {
            return write(cursor.collection(), less);
        } else if (expression instanceof Expression.HasNext next) {
            return "elements left in " + write(next.cursor(), less);
        } else if (expression instanceof Expression.Next next) {
            return "element of " + write(next.cursor(), less);
        } else if (expression instanceof Expression.Choice choice) {
            return write(choice.test(), less) + " ? " + write(choice.then(), less) + " : "
                    + write(choice.otherwise(), less);
        } else if (expression instanceof Expression.InstanceOf test) {
            return write(test.value(), less) + " instanceof " + Types.simpleName(test.type());
        } else if (expression instanceof Expression.ClassLiteral literal) {
            return Types.simpleName(literal.type()) + ".class";
        } else if (expression instanceof Expression.Lambda) {
            return "lambda";
        } else if (expression instanceof Expression.NewArray array) {
            return "new " + Types.simpleName(array.type()) + "[]";
        } else if (expression instanceof Expression.Opaque opaque) {
            return opaque.text();
        }
        return "?";
    }

    /** Names that the lowering made up stand for what was assigned to them. */
    private String local(Expression.Local local, int depth) {
        String name = local.name();
        int mark = name.indexOf('#');
        String written = mark < 0 ? name : name.substring(0, mark);
        boolean madeUp = written.isEmpty() || written.startsWith("$") || (mark >= 0 && written.equals("it"));
        return madeUp
                ? origins.only(procedure, local).map(only -> write(only, depth)).orElse(written)
                : written;
    }

    private String field(Expression.Field field, int depth) {
        if (field.receiver() == null) {
            return Types.simpleName(field.owner()) + "." + field.name();
        }
        return field.receiver() instanceof Expression.This
                ? field.name()
                : write(field.receiver(), depth) + "." + field.name();
    }

    private String call(Instruction.Invoke call, int depth) {
        String arguments =
                call.arguments().stream().map(a -> write(a, depth)).collect(Collectors.joining(", ", "(", ")"));
        if (call.target().name().equals("<init>")) {
            return "new " + Types.simpleName(call.target().owner()) + arguments;
        }
        if (call.receiver() == null) {
            return Types.simpleName(call.target().owner()) + "." + call.target().name() + arguments;
        }
        String receiver = call.receiver() instanceof Expression.This ? "" : write(call.receiver(), depth) + ".";
        return receiver + call.target().name() + arguments;
    }

    private static String sign(Expression.Operator operator) {
        return switch (operator) {
            case PLUS, CONCAT -> "+";
            case MINUS -> "-";
            case TIMES -> "*";
            case DIVIDE -> "/";
            case REMAINDER -> "%";
            case SHIFT_LEFT -> "<<";
            case SHIFT_RIGHT -> ">>";
            case BIT_AND -> "&";
            case BIT_OR -> "|";
            case BIT_XOR -> "^";
            case AND -> "&&";
            case OR -> "||";
            case LESS -> "<";
            case LESS_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_EQUAL -> ">=";
            case EQUAL -> "==";
            case NOT_EQUAL -> "!=";
        };
    }
}
