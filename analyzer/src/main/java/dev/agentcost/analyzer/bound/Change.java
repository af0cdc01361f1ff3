package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.ir.Expression;
import java.util.function.Function;
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

    /** This with a factor. */
    public Change times(long factor) {
        if (factor == 1 || equals(NONE)) {
            return this;
        }
        if (kind != Kind.ADD) {
            return UNKNOWN;
        }
        long a = scaled(least, factor);
        long b = scaled(most, factor);
        return add(Math.min(a, b), Math.max(a, b));
    }

    private static long scaled(long amount, long factor) {
        return Math.abs(amount) >= UNLIMITED / 1024 || Math.abs(factor) > 1024
                ? Long.signum(amount) * Long.signum(factor) * UNLIMITED
                : amount * factor;
    }

    /** What {@code x = value} does to x. */
    public static Change ofAssignment(Expression value, Expression place) {
        return ofAssignment(value, place, Change::literal);
    }

    private static Range literal(Expression expression) {
        return expression instanceof Expression.Constant constant && constant.value() instanceof Long number
                ? Range.of(number)
                : Range.UNKNOWN;
    }

    /**
     * What {@code x = value} does to x.
     *
     * @param ranges what is known of the other numbers in the value
     */
    static Change ofAssignment(Expression value, Expression place, Function<Expression, Range> ranges) {
        if (value.equals(place)) {
            return NONE;
        }
        if (value instanceof Expression.Cast cast) {
            return ofAssignment(cast.value(), place, ranges);
        }
        if (value instanceof Expression.Choice choice) {
            return ofAssignment(choice.then(), place, ranges).or(ofAssignment(choice.otherwise(), place, ranges));
        }
        if (!(value instanceof Expression.Binary binary)) {
            return UNKNOWN;
        }
        Range right = ranges.apply(binary.right());
        return switch (binary.operator()) {
            case PLUS -> {
                Change left = ofAssignment(binary.left(), place, ranges);
                yield left.kind == Kind.ADD
                        ? left.then(between(right))
                        : binary.right().equals(place) ? between(ranges.apply(binary.left())) : UNKNOWN;
            }
            case MINUS -> {
                Change left = ofAssignment(binary.left(), place, ranges);
                yield left.kind == Kind.ADD ? left.then(between(right).times(-1)) : UNKNOWN;
            }
            case DIVIDE -> geometric(Kind.DIVIDE, binary, place, right.constant());
            case TIMES -> geometric(Kind.MULTIPLY, binary, place, right.constant());
            case SHIFT_RIGHT -> geometric(Kind.DIVIDE, binary, place, power(right.constant()));
            case SHIFT_LEFT -> geometric(Kind.MULTIPLY, binary, place, power(right.constant()));
            default -> UNKNOWN;
        };
    }

    private static Change between(Range range) {
        Long least = range.leastNumber();
        Formula upper = range.upper();
        long most = upper != null && upper.isConstant()
                ? upper.constantValue().orElseThrow().longValue()
                : UNLIMITED;
        return add(least == null ? -UNLIMITED : least, most);
    }

    private static Change geometric(Kind kind, Expression.Binary binary, Expression place, @Nullable Long factor) {
        return binary.left().equals(place) && factor != null && factor >= 2
                ? new Change(kind, factor, factor)
                : UNKNOWN;
    }

    private static @Nullable Long power(@Nullable Long bits) {
        return bits != null && bits >= 1 && bits < 31 ? Long.valueOf(1L << bits) : null;
    }
}
