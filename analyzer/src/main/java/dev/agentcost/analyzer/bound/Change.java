package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.ir.Expression;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of code does to a number: adds something between {@code least} and {@code most}, divides or multiplies it by
 * at least {@code least}, or anything.
 */
public record Change(Kind kind, long least, long most) {

    /** The form of a change. */
    public enum Kind {
        ADD,
        DIVIDE,
        MULTIPLY,
        UNKNOWN
    }

    /** No change. */
    public static final Change NONE = new Change(Kind.ADD, 0, 0);

    /** Any value may result. */
    public static final Change UNKNOWN = new Change(Kind.UNKNOWN, 0, 0);

    /** No bound on how much is added. */
    public static final long UNLIMITED = Long.MAX_VALUE / 4;

    /** Adds between the two amounts. */
    public static Change add(long least, long most) {
        return new Change(Kind.ADD, Math.max(-UNLIMITED, least), Math.min(UNLIMITED, most));
    }

    /** This, and after it the next. */
    public Change then(Change next) {
        if (equals(NONE)) {
            return next;
        }
        if (next.equals(NONE)) {
            return this;
        }
        if (kind == Kind.ADD && next.kind == Kind.ADD) {
            return add(least + next.least, most + next.most);
        }
        return kind == next.kind && kind != Kind.UNKNOWN ? this : UNKNOWN;
    }

    /** One of both. */
    public Change or(Change other) {
        if (equals(other)) {
            return this;
        }
        if (kind == Kind.ADD && other.kind == Kind.ADD) {
            return add(Math.min(least, other.least), Math.max(most, other.most));
        }
        if (kind == other.kind && kind != Kind.UNKNOWN) {
            return new Change(kind, Math.min(least, other.least), Math.max(most, other.most));
        }
        return UNKNOWN;
    }

    /** This any number of times, none included. */
    public Change repeated() {
        if (kind != Kind.ADD) {
            return UNKNOWN;
        }
        return add(least < 0 ? -UNLIMITED : 0, most > 0 ? UNLIMITED : 0);
    }

    /** Whether the value surely does not go down. */
    public boolean neverDown() {
        return kind == Kind.ADD && least >= 0;
    }

    /** Whether the value surely does not go up. */
    public boolean neverUp() {
        return kind == Kind.ADD && most <= 0;
    }

    /** What {@code x = value} does to x. */
    public static Change ofAssignment(Expression value, Expression place) {
        if (value.equals(place)) {
            return Change.NONE;
        }
        if (value instanceof Expression.Cast cast) {
            return ofAssignment(cast.value(), place);
        }
        if (value instanceof Expression.Choice choice) {
            return ofAssignment(choice.then(), place).or(ofAssignment(choice.otherwise(), place));
        }
        if (!(value instanceof Expression.Binary binary)) {
            return Change.UNKNOWN;
        }
        Long right = number(binary.right());
        boolean leftIsPlace = binary.left().equals(place);
        if (leftIsPlace && right != null) {
            return switch (binary.operator()) {
                case PLUS -> Change.add(right, right);
                case MINUS -> Change.add(-right, -right);
                case DIVIDE -> right >= 2 ? new Change(Change.Kind.DIVIDE, right, right) : Change.UNKNOWN;
                case TIMES -> right >= 2 ? new Change(Change.Kind.MULTIPLY, right, right) : Change.UNKNOWN;
                case SHIFT_RIGHT -> right >= 1 ? new Change(Change.Kind.DIVIDE, 2, 2) : Change.UNKNOWN;
                case SHIFT_LEFT -> right >= 1 ? new Change(Change.Kind.MULTIPLY, 2, 2) : Change.UNKNOWN;
                default -> Change.UNKNOWN;
            };
        }
        Long left = number(binary.left());
        if (binary.right().equals(place) && left != null && binary.operator() == Expression.Operator.PLUS) {
            return Change.add(left, left);
        }
        return Change.UNKNOWN;
    }

    private static @Nullable Long number(Expression expression) {
        return expression instanceof Expression.Constant constant && constant.value() instanceof Long number
                ? number
                : null;
    }
}
