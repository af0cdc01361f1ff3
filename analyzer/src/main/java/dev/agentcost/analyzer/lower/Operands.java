package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import dev.agentcost.analyzer.ir.Expression.Binary;
import dev.agentcost.analyzer.ir.Expression.Cast;
import dev.agentcost.analyzer.ir.Expression.Choice;
import dev.agentcost.analyzer.ir.Expression.Element;
import dev.agentcost.analyzer.ir.Expression.Field;
import dev.agentcost.analyzer.ir.Expression.InstanceOf;
import dev.agentcost.analyzer.ir.Expression.Length;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.Negate;
import dev.agentcost.analyzer.ir.Expression.NewArray;
import dev.agentcost.analyzer.ir.Expression.Not;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Operands that are evaluated one after the other. A value that only names a variable is read where it is used, so it is saved
 * first where a later operand assigns the variable: {@code f(n, n--)}.
 */
final class Operands {

    private final BodyContext body;

    Operands(BodyContext body) {
        this.body = body;
    }

    List<Value> lower(List<Expression> expressions) {
        return lower(expressions, Collections.nCopies(expressions.size(), ""));
    }

    List<Value> lower(List<Expression> expressions, List<String> expected) {
        List<Set<String>> assignedLater = assignedLater(expressions);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            Value value = body.expressions.lower(expressions.get(i), expected.get(i));
            values.add(stable(value, assignedLater.get(i), BodyContext.line(expressions.get(i))));
        }
        return values;
    }

    /** For each of the expressions, what those behind it assign. */
    List<Set<String>> assignedLater(List<? extends @Nullable Expression> expressions) {
        List<Set<String>> result = new ArrayList<>(Collections.nCopies(expressions.size(), Set.of()));
        Set<String> assigned = Set.of();
        for (int i = expressions.size() - 1; i >= 0; i--) {
            result.set(i, assigned);
            Expression expression = expressions.get(i);
            Set<String> own = expression == null
                    ? Set.of()
                    : body.unit.effects.of(expression).assigned();
            if (!own.isEmpty()) {
                assigned = new HashSet<>(assigned);
                assigned.addAll(own);
            }
        }
        return result;
    }

    /** The value as it is now, whatever is assigned before it is used. */
    Value stable(Value value, Set<String> assignedLater, int line) {
        if (assignedLater.isEmpty() || !reads(value.expression(), assignedLater)) {
            return value;
        }
        return body.saved(value, line);
    }

    /** The variable, field or element that is assigned to. */
    Value place(Expression target) {
        return place(target, Set.of());
    }

    /** The place, whatever is assigned before it is written. */
    Value place(Expression target, Set<String> assignedLater) {
        int line = BodyContext.line(target);
        if (target instanceof EnclosedExpr enclosed) {
            return place(enclosed.getInner(), assignedLater);
        } else if (target instanceof ArrayAccessExpr access) {
            List<Value> parts = lower(List.of(access.getName(), access.getIndex()));
            Value array = stable(parts.get(0), assignedLater, line);
            Value index = stable(parts.get(1), assignedLater, line);
            String type = array.type().endsWith("[]")
                    ? array.type().substring(0, array.type().length() - 2)
                    : "";
            return new Value(new Element(array.expression(), index.expression()), type);
        }
        Value place = body.expressions.lower(target);
        if (target instanceof FieldAccessExpr
                && place.expression() instanceof Field field
                && field.receiver() != null) {
            Value receiver = stable(new Value(field.receiver(), ""), assignedLater, line);
            return new Value(new Field(receiver.expression(), field.owner(), field.name()), place.type());
        }
        return place;
    }

    /** What an assignment is as a value. */
    Value afterAssignment(Value place, Value assigned) {
        boolean fixed = assigned.expression() instanceof Local || Expressions.isFixed(assigned.expression());
        return place.expression() instanceof Local || !fixed ? place : new Value(assigned.expression(), place.type());
    }

    private static boolean reads(dev.agentcost.analyzer.ir.Expression value, Set<String> names) {
        if (value instanceof Local local) {
            int mark = local.name().indexOf('#');
            return names.contains(mark < 0 ? local.name() : local.name().substring(0, mark));
        } else if (value instanceof Field field) {
            return names.contains(field.name()) || field.receiver() != null && reads(field.receiver(), names);
        } else if (value instanceof Element element) {
            return names.contains(Effects.ELEMENTS) || reads(element.array(), names) || reads(element.index(), names);
        } else if (value instanceof Binary binary) {
            return reads(binary.left(), names) || reads(binary.right(), names);
        } else if (value instanceof Choice choice) {
            return reads(choice.test(), names) || reads(choice.then(), names) || reads(choice.otherwise(), names);
        } else if (value instanceof NewArray array) {
            return array.sizes().stream().anyMatch(size -> reads(size, names))
                    || array.elements().stream().anyMatch(element -> reads(element, names));
        }
        return value instanceof Not not && reads(not.operand(), names)
                || value instanceof Negate negate && reads(negate.operand(), names)
                || value instanceof Cast cast && reads(cast.value(), names)
                || value instanceof InstanceOf test && reads(test.value(), names)
                || value instanceof Length length && reads(length.array(), names);
    }
}
