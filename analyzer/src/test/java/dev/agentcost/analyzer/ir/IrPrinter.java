package dev.agentcost.analyzer.ir;

import dev.agentcost.analyzer.ir.Block.LoopSyntax;
import dev.agentcost.analyzer.ir.Expression.Binary;
import dev.agentcost.analyzer.ir.Expression.Cast;
import dev.agentcost.analyzer.ir.Expression.Choice;
import dev.agentcost.analyzer.ir.Expression.ClassLiteral;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.Cursor;
import dev.agentcost.analyzer.ir.Expression.Element;
import dev.agentcost.analyzer.ir.Expression.Field;
import dev.agentcost.analyzer.ir.Expression.HasNext;
import dev.agentcost.analyzer.ir.Expression.InstanceOf;
import dev.agentcost.analyzer.ir.Expression.Lambda;
import dev.agentcost.analyzer.ir.Expression.Length;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.Negate;
import dev.agentcost.analyzer.ir.Expression.NewArray;
import dev.agentcost.analyzer.ir.Expression.Next;
import dev.agentcost.analyzer.ir.Expression.Not;
import dev.agentcost.analyzer.ir.Expression.Null;
import dev.agentcost.analyzer.ir.Expression.Opaque;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.ir.Expression.Result;
import dev.agentcost.analyzer.ir.Expression.This;
import dev.agentcost.analyzer.ir.Instruction.Assign;
import dev.agentcost.analyzer.ir.Instruction.Invoke;
import dev.agentcost.analyzer.ir.Terminator.Branch;
import dev.agentcost.analyzer.ir.Terminator.Jump;
import dev.agentcost.analyzer.ir.Terminator.Return;
import dev.agentcost.analyzer.ir.Terminator.Switch;
import dev.agentcost.analyzer.ir.Terminator.Throw;
import java.util.List;
import java.util.stream.Collectors;

/** Bodies as text, for tests: one line an instruction. */
public final class IrPrinter {

    private IrPrinter() {}

    /** The body with its lambdas indented behind it. */
    public static String print(Body body) {
        StringBuilder text = new StringBuilder();
        for (Block block : body.blocks()) {
            text.append(block.id()).append(header(block)).append(":\n");
            block.instructions()
                    .forEach(step -> text.append("  ").append(print(step)).append('\n'));
            text.append("  ").append(print(block.terminator())).append('\n');
        }
        for (int i = 0; i < body.lambdas().size(); i++) {
            Body.Lambda lambda = body.lambdas().get(i);
            text.append("lambda ").append(i).append('(');
            text.append(String.join(", ", lambda.body().parameters())).append(")\n");
            text.append(print(lambda.body()).indent(2));
        }
        return text.toString();
    }

    private static String header(Block block) {
        LoopSyntax loop = block.loop();
        String handlers = block.handlers().isEmpty() ? "" : " catch " + block.handlers();
        return (loop == null ? "" : " " + loop.kind()) + handlers;
    }

    /** One instruction. */
    public static String print(Instruction instruction) {
        if (instruction instanceof Assign assign) {
            return print(assign.target()) + " = " + print(assign.value());
        }
        Invoke call = (Invoke) instruction;
        String receiver =
                call.receiver() == null ? Types.simpleName(call.target().owner()) : print(call.receiver());
        return "r" + call.id() + " = " + receiver + "." + call.target().name() + "(" + list(call.arguments()) + ")";
    }

    /** How a block ends. */
    public static String print(Terminator terminator) {
        if (terminator instanceof Jump jump) {
            return "-> " + jump.target();
        } else if (terminator instanceof Branch branch) {
            return print(branch.condition()) + " ? " + branch.whenTrue() + " : " + branch.whenFalse();
        } else if (terminator instanceof Switch choice) {
            StringBuilder text = new StringBuilder("switch " + print(choice.selector()) + " {");
            for (int i = 0; i < choice.labels().size(); i++) {
                text.append(print(choice.labels().get(i))).append(": ");
                text.append(choice.targets().get(i)).append(", ");
            }
            return text.append("else: ").append(choice.otherwise()).append('}').toString();
        } else if (terminator instanceof Return back) {
            return "return" + (back.value() == null ? "" : " " + print(back.value()));
        }
        Throw thrown = (Throw) terminator;
        return "throw" + (thrown.value() == null ? "" : " " + print(thrown.value()));
    }

    private static String list(List<Expression> expressions) {
        return expressions.stream().map(IrPrinter::print).collect(Collectors.joining(", "));
    }

    /** An expression. */
    public static String print(Expression expression) {
        if (expression instanceof Constant constant) {
            return constant.value() instanceof String text
                    ? '"' + text.replace("\n", "\\n") + '"'
                    : constant.value().toString();
        } else if (expression instanceof Null) {
            return "null";
        } else if (expression instanceof Local local) {
            return local.name();
        } else if (expression instanceof This) {
            return "this";
        } else if (expression instanceof Field field) {
            String receiver = field.receiver() == null ? Types.simpleName(field.owner()) : print(field.receiver());
            return receiver + "." + field.name();
        } else if (expression instanceof Result result) {
            return "r" + result.call();
        } else if (expression instanceof Binary binary) {
            return "(" + print(binary.left()) + " " + sign(binary.operator()) + " " + print(binary.right()) + ")";
        } else if (expression instanceof Choice choice) {
            return "(" + print(choice.test()) + " ? " + print(choice.then()) + " : " + print(choice.otherwise()) + ")";
        } else if (expression instanceof InstanceOf test) {
            return "(" + print(test.value()) + " is " + Types.simpleName(test.type()) + ")";
        }
        return printOther(expression);
    }

    private static String printOther(Expression expression) {
        if (expression instanceof Not not) {
            return "!" + print(not.operand());
        } else if (expression instanceof Negate negate) {
            return "-" + print(negate.operand());
        } else if (expression instanceof Cast cast) {
            return "(" + Types.simpleName(cast.type()) + ") " + print(cast.value());
        } else if (expression instanceof Length length) {
            return print(length.array()) + ".length";
        } else if (expression instanceof Element element) {
            return print(element.array()) + "[" + print(element.index()) + "]";
        } else if (expression instanceof NewArray array) {
            return "new " + Types.simpleName(array.type()) + "[" + list(array.sizes()) + "]{" + list(array.elements())
                    + "}";
        } else if (expression instanceof Cursor cursor) {
            return "cursor(" + print(cursor.collection()) + ")";
        } else if (expression instanceof HasNext hasNext) {
            return "hasNext(" + print(hasNext.cursor()) + ")";
        } else if (expression instanceof Next next) {
            return "next(" + print(next.cursor()) + ")";
        } else if (expression instanceof Lambda lambda) {
            return "lambda" + lambda.body();
        } else if (expression instanceof ClassLiteral literal) {
            return Types.simpleName(literal.type()) + ".class";
        }
        return "<" + ((Opaque) expression).text() + ">";
    }

    private static String sign(Operator operator) {
        return switch (operator) {
            case PLUS -> "+";
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
            case CONCAT -> "++";
        };
    }
}
