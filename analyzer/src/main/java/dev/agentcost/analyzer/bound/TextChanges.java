package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.function.Function;

/** What assignments do to the length of the text in a place: {@code text += "x"}, {@code text = text.substring(1)}. */
final class TextChanges {

    private final Procedure procedure;
    private final Origins origins;
    private final Function<Expression, Range> ranges;

    /**
     * Changes of texts in one loop.
     *
     * @param ranges what is known of numbers in the loop
     */
    TextChanges(Procedure procedure, Origins origins, Function<Expression, Range> ranges) {
        this.procedure = procedure;
        this.origins = origins;
        this.ranges = ranges;
    }

    /** What the assignment does to the length of the text in the place. */
    Change ofAssignment(Expression value, Expression place) {
        if (value.equals(place)) {
            return Change.NONE;
        } else if (value instanceof Expression.Binary binary && binary.operator() == Expression.Operator.CONCAT) {
            Change left = ofAssignment(binary.left(), place);
            if (left.kind() == Change.Kind.ADD) {
                return left.then(length(binary.right()));
            }
            Change right = ofAssignment(binary.right(), place);
            return right.kind() == Change.Kind.ADD ? right.then(length(binary.left())) : Change.UNKNOWN;
        } else if (value instanceof Expression.Choice choice) {
            return ofAssignment(choice.then(), place).or(ofAssignment(choice.otherwise(), place));
        } else if (value instanceof Expression.Result result) {
            return ofCall(origins.call(procedure, result.call()), place);
        }
        return Change.UNKNOWN;
    }

    private Change ofCall(Instruction.Invoke call, Expression place) {
        String name = call.target().name();
        if (!place.equals(call.receiver()) || !call.target().owner().equals("java.lang.String")) {
            return Change.UNKNOWN;
        } else if (name.equals("trim") || name.startsWith("strip") && !name.equals("stripIndent")) {
            return Change.add(-Change.UNLIMITED, 0);
        } else if (!name.equals("substring")) {
            return Change.UNKNOWN;
        }
        // a negative place, or one behind the end, throws
        Long from = ranges.apply(call.arguments().get(0)).leastNumber();
        long cut = from == null ? 0 : Math.max(0, from);
        if (call.arguments().size() == 2) {
            cut += fromTheEnd(call.arguments().get(1), place);
        }
        return Change.add(-Change.UNLIMITED, -cut);
    }

    /** {@code text.length() - 1} is one before the end. */
    private long fromTheEnd(Expression end, Expression place) {
        boolean before = end instanceof Expression.Binary binary
                && binary.operator() == Expression.Operator.MINUS
                && binary.left() instanceof Expression.Result length
                && origins.call(procedure, length.call()).target().name().equals("length")
                && place.equals(origins.call(procedure, length.call()).receiver());
        Long by = before ? ranges.apply(((Expression.Binary) end).right()).leastNumber() : null;
        return by == null ? 0 : Math.max(0, by);
    }

    private Change length(Expression part) {
        if (part instanceof Expression.Constant constant) {
            long length = String.valueOf(constant.value()).length();
            // a character stands as its number
            return Change.add(constant.value() instanceof String ? length : 1, Math.max(1, length));
        } else if (part instanceof Expression.Binary binary && binary.operator() == Expression.Operator.CONCAT) {
            return length(binary.left()).then(length(binary.right()));
        }
        return Change.add(0, Change.UNLIMITED);
    }
}
