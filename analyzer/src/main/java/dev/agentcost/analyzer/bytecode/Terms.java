package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Binary;
import dev.agentcost.analyzer.ir.Expression.Cast;
import dev.agentcost.analyzer.ir.Expression.Choice;
import dev.agentcost.analyzer.ir.Expression.Cursor;
import dev.agentcost.analyzer.ir.Expression.Element;
import dev.agentcost.analyzer.ir.Expression.Field;
import dev.agentcost.analyzer.ir.Expression.HasNext;
import dev.agentcost.analyzer.ir.Expression.InstanceOf;
import dev.agentcost.analyzer.ir.Expression.Length;
import dev.agentcost.analyzer.ir.Expression.Negate;
import dev.agentcost.analyzer.ir.Expression.NewArray;
import dev.agentcost.analyzer.ir.Expression.Next;
import dev.agentcost.analyzer.ir.Expression.Not;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What expressions are made of. */
final class Terms {

    private Terms() {}

    /** The parts of an expression. */
    static List<Expression> parts(Expression expression) {
        if (expression instanceof Binary binary) {
            return List.of(binary.left(), binary.right());
        } else if (expression instanceof Not not) {
            return List.of(not.operand());
        } else if (expression instanceof Negate negate) {
            return List.of(negate.operand());
        } else if (expression instanceof Choice choice) {
            return List.of(choice.test(), choice.then(), choice.otherwise());
        } else if (expression instanceof InstanceOf test) {
            return List.of(test.value());
        } else if (expression instanceof Cast cast) {
            return List.of(cast.value());
        } else if (expression instanceof Length length) {
            return List.of(length.array());
        } else if (expression instanceof Element element) {
            return List.of(element.array(), element.index());
        } else if (expression instanceof Field field) {
            Expression receiver = field.receiver();
            return receiver == null ? List.of() : List.of(receiver);
        } else if (expression instanceof NewArray array) {
            List<Expression> all = new ArrayList<>(array.sizes());
            all.addAll(array.elements());
            return all;
        } else if (expression instanceof Cursor cursor) {
            return List.of(cursor.collection());
        } else if (expression instanceof HasNext next) {
            return List.of(next.cursor());
        } else if (expression instanceof Next next) {
            return List.of(next.cursor());
        }
        return List.of();
    }

    /** The expression with each part, and then the whole, replaced by what the change makes of it. */
    static Expression rewrite(Expression expression, UnaryOperator<Expression> change) {
        if (parts(expression).isEmpty()) {
            return change.apply(expression);
        }
        Expression whole = expression;
        if (expression instanceof Binary binary) {
            whole = new Binary(binary.operator(), rewrite(binary.left(), change), rewrite(binary.right(), change));
        } else if (expression instanceof Not not) {
            whole = new Not(rewrite(not.operand(), change));
        } else if (expression instanceof Negate negate) {
            whole = new Negate(rewrite(negate.operand(), change));
        } else if (expression instanceof Choice choice) {
            whole = new Choice(
                    rewrite(choice.test(), change),
                    rewrite(choice.then(), change),
                    rewrite(choice.otherwise(), change));
        } else if (expression instanceof InstanceOf test) {
            whole = new InstanceOf(rewrite(test.value(), change), test.type());
        } else if (expression instanceof Cast cast) {
            whole = new Cast(cast.type(), rewrite(cast.value(), change));
        } else if (expression instanceof Length length) {
            whole = new Length(rewrite(length.array(), change));
        } else if (expression instanceof Element element) {
            whole = new Element(rewrite(element.array(), change), rewrite(element.index(), change));
        } else if (expression instanceof Field field && field.receiver() != null) {
            whole = new Field(rewrite(field.receiver(), change), field.owner(), field.name());
        } else if (expression instanceof NewArray array) {
            whole = new NewArray(array.type(), rewritten(array.sizes(), change), rewritten(array.elements(), change));
        } else if (expression instanceof Cursor cursor) {
            whole = new Cursor(rewrite(cursor.collection(), change));
        } else if (expression instanceof HasNext next) {
            whole = new HasNext(rewrite(next.cursor(), change));
        } else if (expression instanceof Next next) {
            whole = new Next(rewrite(next.cursor(), change));
        }
        return change.apply(whole);
    }

    private static List<Expression> rewritten(List<Expression> all, UnaryOperator<Expression> change) {
        return all.stream().map(one -> rewrite(one, change)).toList();
    }

    /** Whether the expression or a part of it is such a one. */
    static boolean contains(Expression expression, Predicate<Expression> wanted) {
        return wanted.test(expression) || parts(expression).stream().anyMatch(part -> contains(part, wanted));
    }

    /** Looks at the expression and each of its parts. */
    static void each(Expression expression, Consumer<Expression> look) {
        look.accept(expression);
        parts(expression).forEach(part -> each(part, look));
    }

    /** How many expressions it is made of; no more than the limit and a little. */
    static int weight(Expression expression, int limit) {
        int weight = 1;
        for (Expression part : parts(expression)) {
            weight += weight >= limit ? 0 : weight(part, limit - weight);
        }
        return weight;
    }

    /** Whether the value is the same whatever is assigned in between. */
    static boolean isFixed(Expression expression) {
        return expression instanceof Expression.Constant
                || expression instanceof Expression.Result
                || expression instanceof Expression.Null
                || expression instanceof Expression.This
                || expression instanceof Expression.ClassLiteral
                || expression instanceof Expression.Lambda;
    }
}
