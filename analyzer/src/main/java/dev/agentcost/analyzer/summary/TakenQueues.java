package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.Cursor;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The queues in fields that a call takes an element from, itself or in a method of the program that hands on what it has taken. */
final class TakenQueues {

    private static final int DEPTH = 3;

    private final Calls calls;
    private final Origins origins;

    TakenQueues(Calls calls, Origins origins) {
        this.calls = calls;
        this.origins = origins;
    }

    /** The queues in the caller's names, one of which the call's result was taken from unless it is null; empty where it may be another's. */
    Set<Expression> of(Procedure caller, Instruction.Invoke call) {
        Set<Expression> found = new LinkedHashSet<>();
        return collect(caller, call, found, DEPTH) ? found : Set.of();
    }

    private boolean collect(Procedure caller, Instruction.Invoke call, Set<Expression> found, int depth) {
        CallMeaning meaning = calls.of(caller, call);
        if (meaning.row() != null) {
            return meaning.row().cursor() == Cursor.ADVANCE_AND_TEST
                    && call.receiver() instanceof Expression.Field
                    && found.add(call.receiver());
        }
        if (depth == 0 || meaning.targets().size() != 1) {
            return false;
        }
        Procedure method = meaning.targets().get(0);
        Set<Expression> inside = new LinkedHashSet<>();
        for (Origin returned : origins.returned(method)) {
            if (!collect(returned.procedure(), returned.expression(), inside, depth - 1)) {
                return false;
            }
        }
        for (Expression queue : inside) {
            Expression.Field field = (Expression.Field) queue;
            if (field.receiver() instanceof Expression.This && call.receiver() != null) {
                found.add(new Expression.Field(call.receiver(), field.owner(), field.name()));
            } else if (field.receiver() == null) {
                found.add(field);
            } else {
                return false;
            }
        }
        return !inside.isEmpty();
    }

    private boolean collect(Procedure procedure, Expression value, Set<Expression> found, int depth) {
        if (value instanceof Expression.Null) {
            return true;
        } else if (value instanceof Expression.Choice choice) {
            return collect(procedure, choice.then(), found, depth)
                    && collect(procedure, choice.otherwise(), found, depth);
        } else if (value instanceof Expression.Local local) {
            List<Origin> assigned = origins.assigned(procedure, local);
            return depth > 0
                    && !assigned.isEmpty()
                    && !procedure.body().parameters().contains(local.name())
                    && assigned.stream().allMatch(one -> collect(one.procedure(), one.expression(), found, depth - 1));
        }
        return value instanceof Expression.Result result
                && collect(procedure, origins.call(procedure, result.call()), found, depth);
    }
}
