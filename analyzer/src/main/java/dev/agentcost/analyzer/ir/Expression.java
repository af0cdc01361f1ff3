package dev.agentcost.analyzer.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value without effects. Calls are instructions of their own ({@link Instruction.Invoke}); an expression refers to the
 * value of one by {@link Result}. Short-circuit operators in conditions are control flow, not expressions.
 */
public sealed interface Expression {

    /** A literal or folded constant: {@link Long} (all integer types and char), {@link Double}, {@link String}, {@link Boolean}. */
    record Constant(Object value) implements Expression {}

    /** {@code null}. */
    record Null() implements Expression {}

    /** A local variable, parameter or captured variable; names are unique within a method and its lambdas. */
    record Local(String name) implements Expression {}

    /** {@code this}, of the method's own class (lambdas: of the enclosing method's class). */
    record This() implements Expression {}

    /**
     * A field.
     *
     * @param receiver the object, {@link This} for an unqualified instance field, null for a static field
     * @param owner fully qualified name of the declaring type, or of the receiver's static type where not found
     * @param name the field's name
     */
    record Field(@Nullable Expression receiver, String owner, String name) implements Expression {}

    /** The value of the call instruction with this number in the same method body. */
    record Result(int call) implements Expression {}

    /** A binary operation; {@code +} on strings is {@link Operator#CONCAT}. */
    record Binary(Operator operator, Expression left, Expression right) implements Expression {}

    /** Logical negation. */
    record Not(Expression operand) implements Expression {}

    /** Arithmetic negation. */
    record Negate(Expression operand) implements Expression {}

    /** {@code test ? then : otherwise} as a value, and switch expressions as nested ones. */
    record Choice(Expression test, Expression then, Expression otherwise) implements Expression {}

    /** {@code value instanceof type}. */
    record InstanceOf(Expression value, String type) implements Expression {}

    /** A conversion; numeric narrowing and widening and reference casts alike. */
    record Cast(String type, Expression value) implements Expression {}

    /** {@code array.length}. */
    record Length(Expression array) implements Expression {}

    /** {@code array[index]}. */
    record Element(Expression array, Expression index) implements Expression {}

    /** {@code new T[n]...} or {@code {a, b}}: {@code sizes} for the first form, {@code elements} for the second. */
    record NewArray(String type, List<Expression> sizes, List<Expression> elements) implements Expression {}

    /** The hidden cursor of a for-each loop over a collection or array. */
    record Cursor(Expression collection) implements Expression {}

    /** Whether a for-each cursor, held in a local, has an element left. */
    record HasNext(Expression cursor) implements Expression {}

    /** The next element of a for-each cursor. */
    record Next(Expression cursor) implements Expression {}

    /** A lambda, or a method reference as the lambda that calls the method: index into {@link Body#lambdas()}. */
    record Lambda(int body) implements Expression {}

    /** {@code T.class}. */
    record ClassLiteral(String type) implements Expression {}

    /** What is not followed; the text is for readers. */
    record Opaque(String text) implements Expression {}

    /** Binary operators. */
    enum Operator {
        PLUS,
        MINUS,
        TIMES,
        DIVIDE,
        REMAINDER,
        SHIFT_LEFT,
        SHIFT_RIGHT,
        BIT_AND,
        BIT_OR,
        BIT_XOR,
        AND,
        OR,
        LESS,
        LESS_EQUAL,
        GREATER,
        GREATER_EQUAL,
        EQUAL,
        NOT_EQUAL,
        CONCAT
    }
}
