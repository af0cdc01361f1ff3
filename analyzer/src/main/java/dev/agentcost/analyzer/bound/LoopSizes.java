package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.catalog.Operand;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the instructions of a loop do to the size of the text or collection in a place: {@code text = text.substring(1)}, {@code
 * list.subList(0, 2).clear()}.
 */
final class LoopSizes {

    private static final int DEPTH = 8;

    private final Procedure procedure;
    private final Origins origins;
    private final CallFacts facts;
    private final SizeChanges names;
    private final Function<Expression, Range> ranges;
    private final Predicate<Expression.Local> isAlone;

    /**
     * Changes of sizes in one loop.
     *
     * @param names under which names collections are changed
     * @param ranges what is known of numbers in the loop
     * @param isAlone whether what a local holds in the loop has no other name there
     */
    LoopSizes(
            Procedure procedure,
            Origins origins,
            CallFacts facts,
            SizeChanges names,
            Function<Expression, Range> ranges,
            Predicate<Expression.Local> isAlone) {
        this.procedure = procedure;
        this.origins = origins;
        this.facts = facts;
        this.names = names;
        this.ranges = ranges;
        this.isAlone = isAlone;
    }

    /** What the call does to the number of elements of the collection in the place. */
    Change ofCall(Instruction.Invoke call, Expression place) {
        if (names.isFixed(procedure, place)) {
            return Change.NONE;
        }
        Change change = Change.NONE;
        for (Expression name : names.aliases(procedure, place)) {
            if (!name.equals(place) && isAloneWhere(call, name)) {
                continue;
            }
            Change one = ofView(call, name)
                    .or(() -> ofCursor(call, name))
                    .orElseGet(() -> facts.sizeChange(procedure, call, name));
            // another name may stand for other data at the time
            change = change.then(name.equals(place) ? one : one.or(Change.NONE));
        }
        return change;
    }

    /** Asked only of names that the call changes. */
    private boolean isAloneWhere(Instruction.Invoke call, Expression name) {
        return name instanceof Expression.Local local
                && !facts.sizeChange(procedure, call, name).equals(Change.NONE)
                && isAlone.test(local);
    }

    /** {@code list.subList(from, to).clear()} takes what lies between both, or fails. */
    private Optional<Change> ofView(Instruction.Invoke call, Expression collection) {
        boolean clears = facts.operation(procedure, call)
                .filter(ContextOperation.CLEAR::equals)
                .isPresent();
        if (!clears || !(call.receiver() instanceof Expression.Result result)) {
            return Optional.empty();
        }
        Instruction.Invoke view = origins.call(procedure, result.call());
        return collection.equals(view.receiver()) && isPart(view)
                ? Optional.of(Change.add(-Change.UNLIMITED, -between(view)))
                : Optional.empty();
    }

    /** {@code cursor.remove()} takes the element that it came to last, or fails. */
    private Optional<Change> ofCursor(Instruction.Invoke call, Expression collection) {
        boolean takes = facts.operation(procedure, call)
                        .filter(ContextOperation.PRUNE::equals)
                        .isPresent()
                && call.receiver() != null
                && underCursor(procedure, origins, facts, call.receiver())
                        .filter(collection::equals)
                        .isPresent();
        return takes ? Optional.of(Change.add(-1, -1)) : Optional.empty();
    }

    /** The collection that a cursor in a local was opened on. */
    static Optional<Expression> underCursor(Procedure procedure, Origins origins, CallFacts facts, Expression cursor) {
        Optional<Expression> opened =
                cursor instanceof Expression.Local local ? origins.only(procedure, local) : Optional.empty();
        return opened.filter(Expression.Result.class::isInstance)
                .map(value -> origins.call(procedure, ((Expression.Result) value).call()))
                .filter(call -> facts.cursor(procedure, call)
                        .filter(Cursor.OPEN::equals)
                        .isPresent())
                .map(Instruction.Invoke::receiver);
    }

    private boolean isPart(Instruction.Invoke view) {
        return view.arguments().size() == 2
                && facts.size(procedure, view)
                        .filter(size -> size.relation() == Size.Relation.RANGE)
                        .isPresent();
    }

    /** How many elements a part has at least. */
    private long between(Instruction.Invoke view) {
        Range length = ranges.apply(view.arguments().get(1))
                .minus(ranges.apply(view.arguments().get(0)));
        Long least = length.leastNumber();
        return least == null ? 0 : Math.max(0, least);
    }

    /** What the assignment does to the size of the text or collection in the place. */
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
            return ofValue(origins.call(procedure, result.call()), place);
        }
        return Change.UNKNOWN;
    }

    private Change ofValue(Instruction.Invoke call, Expression place) {
        return call.target().owner().equals("java.lang.String")
                ? ofText(call, place)
                : ofCollection(new Expression.Result(call.id()), place, DEPTH);
    }

    /** Copies and parts of what the place held. */
    private Change ofCollection(Expression value, Expression place, int depth) {
        if (value.equals(place)) {
            return Change.NONE;
        } else if (value instanceof Expression.Cast cast) {
            return ofCollection(cast.value(), place, depth);
        }
        if (depth == 0 || !(value instanceof Expression.Result result)) {
            return Change.UNKNOWN;
        }
        Instruction.Invoke call = origins.call(procedure, result.call());
        Size size = facts.size(procedure, call).orElse(null);
        if (size == null) {
            return Change.UNKNOWN;
        }
        return switch (size.relation()) {
            case SAME, AT_MOST, LIMIT -> {
                Expression operand = size.relation() == Size.Relation.LIMIT ? call.receiver() : operand(call, size);
                Change before = operand == null ? Change.UNKNOWN : ofCollection(operand, place, depth - 1);
                yield before.then(
                        Change.add(size.relation() == Size.Relation.SAME ? 0 : -Change.UNLIMITED, size.plus()));
            }
            // from behind its end to its beginning, it throws
            case RANGE ->
                isPart(call) && call.receiver() != null
                        ? ofCollection(call.receiver(), place, depth - 1).then(ofPart(call, place))
                        : Change.UNKNOWN;
            default -> Change.UNKNOWN;
        };
    }

    private static @Nullable Expression operand(Instruction.Invoke call, Size size) {
        if (size.operand() == null || size.operand().kind() == Operand.Kind.RECEIVER) {
            return call.receiver();
        }
        int index = Math.max(0, size.operand().index());
        return index < call.arguments().size() ? call.arguments().get(index) : null;
    }

    private Change ofPart(Instruction.Invoke view, Expression place) {
        Long from = ranges.apply(view.arguments().get(0)).leastNumber();
        long cut = (from == null ? 0 : Math.max(0, from))
                + fromTheEnd(view.arguments().get(1), place);
        return Change.add(-Change.UNLIMITED, -cut);
    }

    private Change ofText(Instruction.Invoke call, Expression place) {
        String name = call.target().name();
        if (!place.equals(call.receiver())) {
            return Change.UNKNOWN;
        } else if (name.equals("trim") || name.startsWith("strip") && !name.equals("stripIndent")) {
            return Change.add(-Change.UNLIMITED, 0);
        } else if (!name.equals("substring")) {
            return Change.UNKNOWN;
        }
        // a negative place, or one behind the end, throws
        if (call.arguments().size() == 2) {
            return ofPart(call, place);
        }
        Long from = ranges.apply(call.arguments().get(0)).leastNumber();
        return Change.add(-Change.UNLIMITED, from == null ? 0 : -Math.max(0, from));
    }

    /** {@code text.length() - 1} is one before the end. */
    private long fromTheEnd(Expression end, Expression place) {
        boolean before = end instanceof Expression.Binary binary
                && binary.operator() == Expression.Operator.MINUS
                && binary.left() instanceof Expression.Result length
                && isSizeOf(origins.call(procedure, length.call()), place);
        Long by = before ? ranges.apply(((Expression.Binary) end).right()).leastNumber() : null;
        return by == null ? 0 : Math.max(0, by);
    }

    private boolean isSizeOf(Instruction.Invoke call, Expression place) {
        return place.equals(call.receiver()) && facts.isNumberOf(procedure, call);
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
