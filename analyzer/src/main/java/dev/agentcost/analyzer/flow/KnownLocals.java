package dev.agentcost.analyzer.flow;

import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the locals are known to hold at a place of a body: constants that they were given on every way that was followed there.
 * Immutable.
 */
public final class KnownLocals {

    private final Map<Expression, Expression> values;
    private final Predicate<Expression.Field> constants;

    private KnownLocals(Map<Expression, Expression> values, Predicate<Expression.Field> constants) {
        this.values = values;
        this.constants = constants;
    }

    /**
     * Nothing is known.
     *
     * @param constants whether a field always holds the same, as enum constants do
     */
    public static KnownLocals nothing(Predicate<Expression.Field> constants) {
        return new KnownLocals(Map.of(), constants);
    }

    /** This, with a local that holds a fixed value. */
    public KnownLocals with(Expression.Local local, Expression value) {
        return with(Set.of(local), value);
    }

    /** This, with expressions that have a fixed value: locals, and what the body only reads, such as what a getter gives. */
    public KnownLocals with(Set<? extends Expression> read, Expression value) {
        Map<Expression, Expression> more = new HashMap<>(values);
        read.forEach(expression -> more.put(expression, value));
        return new KnownLocals(more, constants);
    }

    /** Whether something is known of one of the locals. */
    public boolean isAnyOf(Set<Expression> locals) {
        return !Collections.disjoint(values.keySet(), locals);
    }

    /** The blocks that control can come to where this is known at the beginning of the body. */
    public BitSet reached(ControlFlow flow) {
        Map<Integer, KnownLocals> known = new HashMap<>(Map.of(0, this));
        Deque<Integer> work = new ArrayDeque<>(known.keySet());
        BitSet reached = new BitSet();
        while (!work.isEmpty()) {
            int at = work.remove();
            reached.set(at);
            KnownLocals here = known.getOrDefault(at, this);
            for (FlowEdge edge : flow.outgoing(at)) {
                here.along(flow.body().blocks().get(at), edge).ifPresent(along -> {
                    KnownLocals before = known.get(edge.to());
                    KnownLocals joined = before == null ? along : before.common(along);
                    if (before == null || !joined.equals(before)) {
                        known.put(edge.to(), joined);
                        work.add(edge.to());
                    }
                });
            }
        }
        return reached;
    }

    /** Whether the value is the same wherever it stands. */
    public static boolean isFixed(Expression value, Predicate<Expression.Field> constants) {
        return value instanceof Expression.Constant
                || value instanceof Expression.Null
                || value instanceof Expression.Field field && field.receiver() == null && constants.test(field);
    }

    /** What is known whichever of two ways was taken. */
    public KnownLocals common(KnownLocals other) {
        Map<Expression, Expression> both = new HashMap<>(values);
        both.entrySet().retainAll(other.values.entrySet());
        return new KnownLocals(both, constants);
    }

    /** What is known behind an edge that leaves the block, where this is known at its beginning; empty where control cannot take it. */
    public Optional<KnownLocals> along(Block block, FlowEdge edge) {
        KnownLocals now = this;
        KnownLocals thrown = null;
        for (Instruction instruction : block.instructions()) {
            if (mayFail(instruction)) {
                thrown = thrown == null ? now : thrown.common(now);
            }
            now = now.after(instruction);
        }
        if (edge.kind() == FlowEdge.Kind.EXCEPTION) {
            return Optional.of(thrown == null ? now : thrown.common(now));
        }
        boolean refused = block.terminator() instanceof Terminator.Branch branch
                && now.value(branch.condition()) instanceof Expression.Constant constant
                && constant.value() instanceof Boolean decided
                && decided != (edge.kind() == FlowEdge.Kind.WHEN_TRUE);
        return refused ? Optional.empty() : Optional.of(now);
    }

    /** What is known at the end of a block at whose beginning this is. */
    public KnownLocals atEnd(Block block) {
        KnownLocals now = this;
        for (Instruction instruction : block.instructions()) {
            now = now.after(instruction);
        }
        return now;
    }

    private KnownLocals after(Instruction instruction) {
        if (!(instruction instanceof Instruction.Assign assign) || !(assign.target() instanceof Expression.Local)) {
            return this;
        }
        Expression value = value(assign.value());
        if (value == null && !values.containsKey(assign.target())) {
            return this;
        }
        Map<Expression, Expression> changed = new HashMap<>(values);
        if (value == null) {
            changed.remove(assign.target());
        } else {
            changed.put(assign.target(), value);
        }
        return new KnownLocals(changed, constants);
    }

    /** Whether an exception may come from the instruction: to work out a number or to hand on a value has none. */
    public static boolean mayFail(Instruction instruction) {
        return !(instruction instanceof Instruction.Assign assign)
                || !(assign.target() instanceof Expression.Local)
                || mayFail(assign.value());
    }

    private static boolean mayFail(Expression value) {
        if (value instanceof Expression.Binary binary) {
            boolean divides = binary.operator() == Expression.Operator.DIVIDE
                    || binary.operator() == Expression.Operator.REMAINDER;
            return divides || mayFail(binary.left()) || mayFail(binary.right());
        } else if (value instanceof Expression.Not not) {
            return mayFail(not.operand());
        } else if (value instanceof Expression.Negate negate) {
            return mayFail(negate.operand());
        }
        return !(value instanceof Expression.Constant
                || value instanceof Expression.Null
                || value instanceof Expression.Local
                || value instanceof Expression.This
                || value instanceof Expression.Result
                || value instanceof Expression.Lambda
                || value instanceof Expression.ClassLiteral);
    }

    /** What an expression is, where what is known says so. */
    public @Nullable Expression value(Expression expression) {
        if (isFixed(expression, constants)) {
            return expression;
        } else if (values.containsKey(expression)) {
            return values.get(expression);
        } else if (expression instanceof Expression.Not not) {
            return value(not.operand()) instanceof Expression.Constant constant
                            && constant.value() instanceof Boolean decided
                    ? new Expression.Constant(!decided)
                    : null;
        }
        return expression instanceof Expression.Binary binary ? decided(binary) : null;
    }

    private @Nullable Expression decided(Expression.Binary binary) {
        Expression left = value(binary.left());
        Expression right = value(binary.right());
        return switch (binary.operator()) {
            case AND, OR -> {
                Expression deciding = new Expression.Constant(binary.operator() == Expression.Operator.OR);
                boolean one = deciding.equals(left) || deciding.equals(right);
                yield one ? deciding : left != null && left.equals(right) ? left : null;
            }
            case EQUAL, NOT_EQUAL ->
                left == null || right == null || !areComparable(left, right)
                        ? null
                        : new Expression.Constant(
                                left.equals(right) == (binary.operator() == Expression.Operator.EQUAL));
            default -> null;
        };
    }

    /** Two constants of different names may hold the same. */
    private static boolean areComparable(Expression left, Expression right) {
        return left.equals(right) || !(left instanceof Expression.Field) && !(right instanceof Expression.Field);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KnownLocals known && known.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
