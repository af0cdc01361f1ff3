package dev.agentcost.analyzer.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.InstanceOfExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What evaluating a piece of source does besides giving a value.
 *
 * @param pure whether it is nothing: no call, no assignment, no pattern variable, no function made
 * @param assigned names of the variables, fields and arrays that it assigns to
 */
record Effects(boolean pure, Set<String> assigned) {

    /** The name under which the elements of all arrays are assigned. */
    static final String ELEMENTS = "[]";

    private static final Effects NONE = new Effects(true, Set.of());
    private static final Effects CALLS = new Effects(false, Set.of());

    /** Remembers the answer for each node. */
    static final class Finder {
        private final Map<Node, Effects> known = new IdentityHashMap<>();

        Effects of(Node node) {
            Effects effects = known.get(node);
            if (effects == null) {
                effects = find(node);
                known.put(node, effects);
            }
            return effects;
        }

        private Effects find(Node node) {
            if (node instanceof LambdaExpr || node instanceof MethodReferenceExpr) {
                return CALLS;
            }
            Effects effects = own(node);
            for (Node child : node.getChildNodes()) {
                // The members of an anonymous class do not run where it is created.
                if (!(child instanceof BodyDeclaration<?>)) {
                    effects = effects.and(of(child));
                }
            }
            return effects;
        }

        private static Effects own(Node node) {
            if (node instanceof AssignExpr assign) {
                return assigning(assign.getTarget());
            } else if (node instanceof UnaryExpr unary) {
                return switch (unary.getOperator()) {
                    case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
                        assigning(unary.getExpression());
                    default -> NONE;
                };
            }
            boolean calls = node instanceof MethodCallExpr
                    || node instanceof ObjectCreationExpr
                    || node instanceof SwitchExpr
                    || node instanceof InstanceOfExpr test && test.getPattern().isPresent();
            return calls ? CALLS : NONE;
        }

        private static Effects assigning(Expression written) {
            Expression target = written;
            while (target instanceof EnclosedExpr enclosed) {
                target = enclosed.getInner();
            }
            if (target instanceof NameExpr name) {
                return new Effects(false, Set.of(name.getNameAsString()));
            } else if (target instanceof FieldAccessExpr field) {
                return new Effects(false, Set.of(field.getNameAsString()));
            }
            return new Effects(false, Set.of(ELEMENTS));
        }
    }

    private Effects and(Effects other) {
        if (other == NONE || other == this) {
            return this;
        }
        if (this == NONE) {
            return other;
        }
        if (assigned.containsAll(other.assigned)) {
            return new Effects(pure && other.pure, assigned);
        }
        Set<String> both = new HashSet<>(assigned);
        both.addAll(other.assigned);
        return new Effects(pure && other.pure, Set.copyOf(both));
    }
}
