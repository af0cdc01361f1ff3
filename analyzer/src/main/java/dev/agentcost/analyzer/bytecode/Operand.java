package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.NewArray;
import dev.agentcost.analyzer.ir.Expression.Opaque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value on the operand stack: an expression, an object whose constructor was not called yet, an array whose elements are still
 * put in, or what a comparison of two numbers gave. Copies on the stack are the same operand.
 */
final class Operand {

    /** Longer array literals stay assignments to elements. */
    private static final long LONGEST_LITERAL = 1_000;

    /**
     * What {@code lcmp} and its like compare.
     *
     * @param opcode which of them
     */
    record Comparison(int opcode, Expression left, Expression right) {}

    /**
     * What is known of a lambda beside its interface.
     *
     * @param parameters how many it has
     * @param result what it returns, erased
     */
    record Function(int parameters, String result) {}

    private final String type;
    private final int length;
    private final List<Expression> elements = new ArrayList<>();
    private final @Nullable Comparison comparison;
    private final @Nullable Function function;
    private @Nullable Expression expression;
    private boolean used;

    private Operand(
            @Nullable Expression expression,
            String type,
            int length,
            @Nullable Comparison comparison,
            @Nullable Function function) {
        this.expression = expression;
        this.type = type;
        this.length = length;
        this.comparison = comparison;
        this.function = function;
    }

    static Operand of(Expression expression, String type) {
        return new Operand(expression, type, -1, null, null);
    }

    /** An object whose constructor is not called yet. */
    static Operand unmade(String type) {
        return new Operand(null, type, -1, null, null);
    }

    /** A new array, of which a literal becomes where its elements follow. */
    static Operand array(String type, Expression size) {
        boolean literal = size instanceof Constant constant
                && constant.value() instanceof Long length
                && length > 0
                && length <= LONGEST_LITERAL;
        int length = literal ? ((Long) ((Constant) size).value()).intValue() : -1;
        return new Operand(new NewArray(type, List.of(size), List.of()), type, length, null, null);
    }

    static Operand comparison(int opcode, Expression left, Expression right) {
        return new Operand(new Opaque("comparison"), "int", -1, new Comparison(opcode, left, right), null);
    }

    static Operand function(Expression lambda, String type, Function function) {
        return new Operand(lambda, type, -1, null, function);
    }

    /** Static type, with type arguments where they are known; {@code "null"} of null, "" where unknown. */
    String type() {
        return type;
    }

    /** Whether the value takes two places of the stack. */
    boolean isWide() {
        return type.equals("long") || type.equals("double");
    }

    boolean isMade() {
        return expression != null;
    }

    /** The constructor was called. */
    void make(Expression object) {
        expression = object;
    }

    @Nullable
    Comparison comparison() {
        return comparison;
    }

    @Nullable
    Function function() {
        return function;
    }

    /** Takes an element of an array literal; false where this is none, or is used already. */
    boolean addElement(Expression index, Expression element) {
        boolean next = !used
                && index instanceof Constant constant
                && constant.value() instanceof Long at
                && at >= elements.size()
                && at < length;
        if (next) {
            Expression none = type.startsWith("boolean") ? new Constant(false) : new Constant(0L);
            while (elements.size() < (Long) ((Constant) index).value()) {
                elements.add(isOfNumbers() ? none : new Expression.Null());
            }
            elements.add(element);
        }
        return next;
    }

    private boolean isOfNumbers() {
        return dev.agentcost.analyzer.ir.Types.isPrimitive(type.substring(0, Math.max(0, type.length() - 2)));
    }

    /** The elements of an array literal whose elements were all put in, otherwise empty. */
    List<Expression> elements() {
        return elements.size() == length ? elements : List.of();
    }

    /** The value. */
    Expression expression() {
        if (expression == null) {
            throw new Unreadable("an object is used before it is made");
        }
        used = true;
        return elements.isEmpty() ? expression : new NewArray(type, List.of(), literal());
    }

    private List<Expression> literal() {
        List<Expression> all = new ArrayList<>(elements);
        while (all.size() < length) {
            all.add(isOfNumbers() ? new Constant(0L) : new Expression.Null());
        }
        return List.copyOf(all);
    }

    /** The value where it is only looked at. */
    @Nullable
    Expression peek() {
        return expression;
    }
}
