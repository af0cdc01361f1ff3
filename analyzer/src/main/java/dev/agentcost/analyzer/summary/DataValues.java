package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.callgraph.Settings;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.catalog.Size;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Values that are in data already: an element, a field, what is looked up. There are no more of them than there is data, whoever asks
 * for one, and in what order; what is made or asked for on the way has no such end.
 */
final class DataValues {

    private static final int DEPTH = 16;

    private final Engine engine;
    private final Predicate<Expression> known;
    private final Parts parts;
    private final Set<Expression.Field> fields = new LinkedHashSet<>();

    /** @param known collections that are known to hold such values only */
    DataValues(Engine engine, Predicate<Expression> known) {
        this.engine = engine;
        this.known = known;
        this.parts = new Parts(engine);
    }

    /** The fields that were met on the way: data as long as nobody adds to it. */
    Set<Expression.Field> fields() {
        return fields;
    }

    /** Whether the value is one of them. */
    boolean isTaken(Procedure procedure, Expression value) {
        return isTaken(procedure, value, DEPTH);
    }

    private boolean isTaken(Procedure procedure, Expression value, int depth) {
        if (depth == 0 || engine.answers().isAnswer(procedure, value)) {
            return false;
        } else if (known.test(value)) {
            return true;
        } else if (value instanceof Expression.Local local) {
            return isTakenLocal(engine.origins().declaring(procedure, local), local, depth);
        } else if (value instanceof Expression.Field field) {
            fields.add(field);
            return field.receiver() == null || isTaken(procedure, field.receiver(), depth - 1);
        } else if (value instanceof Expression.Next next) {
            return isTaken(procedure, next.cursor(), depth - 1);
        } else if (value instanceof Expression.Cursor cursor) {
            return isTaken(procedure, cursor.collection(), depth - 1);
        } else if (value instanceof Expression.Element element) {
            return isTaken(procedure, element.array(), depth - 1);
        } else if (value instanceof Expression.Cast cast) {
            return isTaken(procedure, cast.value(), depth - 1);
        } else if (value instanceof Expression.Choice choice) {
            return isTaken(procedure, choice.then(), depth - 1) && isTaken(procedure, choice.otherwise(), depth - 1);
        } else if (value instanceof Expression.Result result) {
            return isGiven(procedure, engine.origins().call(procedure, result.call()), depth);
        }
        return value instanceof Expression.Constant
                || value instanceof Expression.Null
                || value instanceof Expression.This;
    }

    private boolean isTakenLocal(Procedure declaring, Expression.Local local, int depth) {
        List<Origin> assigned = engine.origins().assigned(declaring, local);
        if (declaring.body().parameters().contains(local.name())) {
            return assigned.isEmpty()
                    && (!declaring.isLambda()
                            || parts.given(declaring)
                                    .filter(data -> isTaken(data.procedure(), data.expression(), depth - 1))
                                    .isPresent());
        }
        return !assigned.isEmpty()
                && assigned.stream().allMatch(one -> isTaken(one.procedure(), one.expression(), depth - 1));
    }

    /** What a library's call reads of data, or passes on; what a method of the sources returns. */
    private boolean isGiven(Procedure procedure, Instruction.Invoke call, int depth) {
        if (engine.facts().reachesModel(procedure, call)) {
            return false;
        }
        CallMeaning meaning = engine.calls().of(procedure, call);
        if (!meaning.targets().isEmpty()) {
            return (call.receiver() == null || isTaken(procedure, call.receiver(), depth - 1))
                    && meaning.targets().stream().allMatch(target -> areTaken(target, depth));
        }
        MethodRow row = meaning.row();
        if (row == null) {
            return false;
        } else if (call.receiver() == null) {
            // List.of(), List.of(a, b)
            return row.size() != null
                    && row.size().relation() == Size.Relation.ARGUMENTS
                    && call.arguments().stream().allMatch(argument -> isTaken(procedure, argument, depth - 1));
        }
        boolean holdsMore = row.size() != null && row.size().relation() == Size.Relation.MULTIPLY;
        boolean reads = row.context() == ContextOperation.READ
                || row.cursor() != null
                || row.size() != null && !(holdsMore && meaning.functions().isEmpty());
        // what stands for an element where there is none
        boolean othersTaken = row.valueOf() == null
                || Settings.operands(call, row.valueOf()).stream()
                        .allMatch(value -> isTaken(procedure, value, depth - 1));
        return reads
                && othersTaken
                && isTaken(procedure, call.receiver(), depth - 1)
                && meaning.functions().stream()
                        .flatMap(function -> function.procedures().stream())
                        .allMatch(function -> areTaken(function, depth));
    }

    private boolean areTaken(Procedure procedure, int depth) {
        List<Origin> returned = engine.origins().returned(procedure);
        return !returned.isEmpty()
                && returned.stream().allMatch(one -> isTaken(one.procedure(), one.expression(), depth - 1));
    }
}
