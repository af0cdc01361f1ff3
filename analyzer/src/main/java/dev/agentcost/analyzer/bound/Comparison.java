package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Operator;
import java.util.Optional;

/**
 * A comparison of two numbers that must hold for control to stay in a loop: {@code less < more}, {@code less <= more},
 * {@code less != more} or {@code less == more}.
 */
public record Comparison(Expression less, Expression more, Form form) {

    /** How the sides are compared. */
    public enum Form {
        STRICT,
        LOOSE,
        UNEQUAL,
        EQUAL
    }

    /** The comparison that the condition, or its negation, is. */
    public static Optional<Comparison> of(Expression condition, boolean holds) {
        if (condition instanceof Expression.Not not) {
            return of(not.operand(), !holds);
        }
        if (!(condition instanceof Expression.Binary binary)) {
            return Optional.empty();
        }
        Operator operator = holds ? binary.operator() : negated(binary.operator());
        return switch (operator) {
            case LESS -> Optional.of(new Comparison(binary.left(), binary.right(), Form.STRICT));
            case LESS_EQUAL -> Optional.of(new Comparison(binary.left(), binary.right(), Form.LOOSE));
            case GREATER -> Optional.of(new Comparison(binary.right(), binary.left(), Form.STRICT));
            case GREATER_EQUAL -> Optional.of(new Comparison(binary.right(), binary.left(), Form.LOOSE));
            case NOT_EQUAL -> Optional.of(new Comparison(binary.left(), binary.right(), Form.UNEQUAL));
            case EQUAL -> Optional.of(new Comparison(binary.left(), binary.right(), Form.EQUAL));
            default -> Optional.empty();
        };
    }

    private static Operator negated(Operator operator) {
        return switch (operator) {
            case LESS -> Operator.GREATER_EQUAL;
            case LESS_EQUAL -> Operator.GREATER;
            case GREATER -> Operator.LESS_EQUAL;
            case GREATER_EQUAL -> Operator.LESS;
            case EQUAL -> Operator.NOT_EQUAL;
            case NOT_EQUAL -> Operator.EQUAL;
            default -> operator == Operator.AND ? Operator.OR : Operator.AND;
        };
    }
}
