package dev.agentcost.analyzer.lower;

import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Binary;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.Field;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.ir.Types;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in objects that are handed on, so that several names may hold one ({@link HeldNumbers} has those with one name): each
 * is a field of its object. Whatever else a call may do to the number is an assignment of it, too, so that no object of the type
 * changes unseen.
 */
final class SharedNumbers {

    private static final String PACKAGE = "java.util.concurrent.atomic.";

    private static final Map<String, String> TYPES =
            Map.of(PACKAGE + "AtomicInteger", "int", PACKAGE + "AtomicLong", "long", PACKAGE + "LongAdder", "long");

    private static final String NUMBER = "value";

    /** Calls that leave the number as it is. */
    private static final Set<String> LOOKS = Set.of("toString", "equals", "hashCode", "getClass");

    private final BodyContext body;

    SharedNumbers(BodyContext body) {
        this.body = body;
    }

    /** Whether objects of the type hold a number that their methods move. */
    static boolean isHolder(String type) {
        return TYPES.containsKey(Types.erasure(type));
    }

    /** What a call gives that reads or moves the number; null where it has to be made as it is written. */
    @Nullable
    Value moved(Value holder, String name, List<Value> arguments, int line) {
        if (!isPlace(holder.expression())) {
            return null;
        }
        Value number = number(holder);
        if (arguments.isEmpty() && HeldNumbers.READS.contains(name)) {
            return number;
        } else if (arguments.isEmpty() && HeldNumbers.STEPS.containsKey(name)) {
            boolean up = HeldNumbers.STEPS.get(name).name().endsWith("INCREMENT");
            return added(
                    number,
                    new Constant(up ? 1L : -1L),
                    HeldNumbers.STEPS.get(name).isPrefix(),
                    line);
        } else if (arguments.size() == 1 && HeldNumbers.SETS.contains(name)) {
            body.graph.assign(number.expression(), arguments.get(0).expression(), line);
            return new Value(number.expression(), "void");
        }
        boolean adds = name.equals("addAndGet") || name.equals("add") || name.equals("getAndAdd");
        return arguments.size() == 1 && adds
                ? added(number, arguments.get(0).expression(), !name.equals("getAndAdd"), line)
                : null;
    }

    /** What a call that was made as it is written may have done to the number. */
    void called(Value holder, String name, Expression result, int line) {
        if (!LOOKS.contains(name)) {
            body.graph.assign(number(holder).expression(), result, line);
        }
    }

    private static Value number(Value holder) {
        String owner = Types.erasure(holder.type());
        return new Value(new Field(holder.expression(), owner, NUMBER), TYPES.getOrDefault(owner, ""));
    }

    /** A variable or field, which is read again where it is used. */
    private static boolean isPlace(Expression holder) {
        return holder instanceof Local
                || holder instanceof Field field
                        && (field.receiver() == null
                                || field.receiver() instanceof Expression.This
                                || isPlace(field.receiver()));
    }

    private Value added(Value number, Expression by, boolean after, int line) {
        Value before = after ? number : body.saved(number, line);
        body.graph.assign(number.expression(), sum(number.expression(), by), line);
        return before;
    }

    private static Expression sum(Expression number, Expression by) {
        return by instanceof Constant constant && constant.value() instanceof Long step && step < 0
                ? new Binary(Operator.MINUS, number, new Constant(-step))
                : new Binary(Operator.PLUS, number, by);
    }
}
