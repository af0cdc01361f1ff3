package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Types;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which values are objects of the sources that another place holds: {@code Session session = this.session} is the same object, and what
 * is done to the one is done to the other; {@code Session session = sessions.get(id)} is one element of the collection, the same
 * one in each turn where the key stays.
 */
final class Aliases {

    private static final int DEPTH = 6;

    /** How many methods that give on what another gives are looked through. */
    private static final int WRAPPERS = 2;

    private final Calls calls;
    private final Origins origins;
    private final Map<Origin, Boolean> places = new HashMap<>();
    private final Set<Origin> open = new HashSet<>();

    Aliases(Calls calls, Origins origins) {
        this.calls = calls;
        this.origins = origins;
    }

    /** Whether a local holds an object of the sources that a field or another local holds, too. */
    boolean isPlace(Procedure procedure, Expression.Local local) {
        Origin question = new Origin(procedure, local);
        Boolean known = places.get(question);
        if (known == null) {
            boolean outermost = open.isEmpty();
            known = isOfSources(procedure, local) && isPlace(procedure, local, DEPTH);
            if (outermost) {
                places.put(question, known);
            }
        }
        return known;
    }

    private boolean isPlace(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return false;
        }
        if (value instanceof Expression.Local local) {
            return allAssigned(procedure, local, origin -> isHeld(origin.procedure(), origin.expression(), depth - 1));
        }
        return isHeld(procedure, value, depth);
    }

    /** Whether a value is what a place holds: a field, a local that is no part of something else, or what a getter of one gives. */
    private boolean isHeld(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return false;
        } else if (value instanceof Expression.Field field) {
            return field.receiver() == null || isObject(procedure, field.receiver(), depth - 1);
        } else if (value instanceof Expression.Cast cast) {
            return isHeld(procedure, cast.value(), depth - 1);
        } else if (value instanceof Expression.Local local) {
            return isObject(procedure, local, depth - 1);
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            CallMeaning meaning = calls.of(procedure, call);
            return !meaning.targets().isEmpty()
                    && (call.receiver() == null || isObject(procedure, call.receiver(), depth - 1))
                    && meaning.targets().stream().allMatch(this::isGetter);
        }
        return false;
    }

    /** Whether an object is not one of many: itself, one that was handed over or made, or one that a place holds. */
    private boolean isObject(Procedure procedure, Expression value, int depth) {
        if (value instanceof Expression.This) {
            return true;
        } else if (value instanceof Expression.Local local) {
            return isMade(procedure, local) || isPlace(procedure, local, depth);
        }
        return isHeld(procedure, value, depth);
    }

    /** Whether a local is a parameter of a method, or an object that is made for it. */
    private boolean isMade(Procedure procedure, Expression.Local local) {
        Procedure declaring = origins.declaring(procedure, local);
        List<Origin> assigned = origins.assigned(procedure, local);
        if (declaring.body().parameters().contains(local.name())) {
            return !declaring.isLambda() && assigned.isEmpty();
        }
        return allAssigned(
                procedure,
                local,
                origin -> origin.expression() instanceof Expression.Result result
                        && isMaking(origin.procedure(), origins.call(origin.procedure(), result.call())));
    }

    private boolean isMaking(Procedure procedure, Instruction.Invoke call) {
        if (call.target().name().equals("<init>")) {
            return true;
        }
        Set<Procedure> targets = Set.copyOf(calls.of(procedure, call).targets());
        return !targets.isEmpty()
                && targets.stream()
                        .flatMap(target -> origins.returned(target).stream())
                        .allMatch(returned -> returned.expression() instanceof Expression.Result result
                                && origins.call(returned.procedure(), result.call())
                                        .target()
                                        .name()
                                        .equals("<init>"));
    }

    private boolean isGetter(Procedure target) {
        List<Origin> returned = origins.returned(target);
        return !returned.isEmpty()
                && returned.stream()
                        .allMatch(value -> value.expression() instanceof Expression.Field field
                                && (field.receiver() == null || field.receiver() instanceof Expression.This));
    }

    /** Whether a call reads one element of a collection, itself or as a method of the sources that gives such a one. */
    boolean isElement(Procedure procedure, Instruction.Invoke call) {
        return isElement(procedure, call, WRAPPERS);
    }

    private boolean isElement(Procedure procedure, Instruction.Invoke call, int depth) {
        CallMeaning meaning = calls.of(procedure, call);
        if (meaning.targets().isEmpty()) {
            return meaning.row() != null
                    && meaning.row().context() == ContextOperation.READ
                    && meaning.row().modelCall() == null
                    && !call.arguments().isEmpty();
        }
        return depth > 0
                && meaning.targets().stream()
                        .flatMap(target -> origins.returned(target).stream())
                        .anyMatch(returned -> returned.expression() instanceof Expression.Result result
                                && isElement(
                                        returned.procedure(),
                                        origins.call(returned.procedure(), result.call()),
                                        depth - 1));
    }

    /** Whether a value is an object of the sources that is read by a key which is no element of what a loop goes through. */
    boolean isSameElement(Procedure procedure, Expression value) {
        return isSameElement(procedure, value, DEPTH);
    }

    private boolean isSameElement(Procedure procedure, Expression value, int depth) {
        if (depth == 0) {
            return false;
        } else if (value instanceof Expression.Local local) {
            return isOfSources(procedure, local)
                    && allAssigned(
                            procedure,
                            local,
                            origin -> isSameElement(origin.procedure(), origin.expression(), depth - 1));
        } else if (value instanceof Expression.Cast cast) {
            return isSameElement(procedure, cast.value(), depth - 1);
        } else if (!(value instanceof Expression.Result)) {
            return false;
        }
        Instruction.Invoke call = origins.call(procedure, ((Expression.Result) value).call());
        if (call.arguments().stream().anyMatch(key -> varies(procedure, key, depth - 1))) {
            return false;
        }
        CallMeaning meaning = calls.of(procedure, call);
        if (meaning.targets().isEmpty()) {
            return isElement(procedure, call)
                    && call.receiver() != null
                    && !varies(procedure, call.receiver(), depth - 1);
        }
        return meaning.targets().stream().allMatch(target -> {
            List<Origin> returned = origins.returned(target).stream()
                    .filter(one -> !(one.expression() instanceof Expression.Null))
                    .toList();
            return !returned.isEmpty()
                    && returned.stream().allMatch(one -> isSameElement(one.procedure(), one.expression(), depth - 1));
        });
    }

    /** Whether a key counts, or comes from an element of what a loop or a function goes through. */
    private boolean varies(Procedure procedure, Expression key, int depth) {
        if (depth == 0
                || key instanceof Expression.Next
                || key instanceof Expression.Element
                || key instanceof Expression.Cursor) {
            return true;
        } else if (key instanceof Expression.Local local) {
            Procedure declaring = origins.declaring(procedure, local);
            return Types.isPrimitive(declaring.body().localTypes().getOrDefault(local.name(), ""))
                    || declaring.isLambda() && declaring.body().parameters().contains(local.name())
                    || origins.assigned(procedure, local).stream()
                            .anyMatch(origin -> varies(origin.procedure(), origin.expression(), depth - 1));
        } else if (key instanceof Expression.Field field) {
            return field.receiver() != null && varies(procedure, field.receiver(), depth - 1);
        } else if (key instanceof Expression.Cast cast) {
            return varies(procedure, cast.value(), depth - 1);
        } else if (key instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            return Types.isPrimitive(call.target().returnType())
                    || call.receiver() != null && varies(procedure, call.receiver(), depth - 1)
                    || call.arguments().stream().anyMatch(argument -> varies(procedure, argument, depth - 1));
        }
        return key instanceof Expression.Binary
                || key instanceof Expression.Constant constant && constant.value() instanceof Number;
    }

    private boolean isOfSources(Procedure procedure, Expression.Local local) {
        return calls.isOfSources(
                origins.declaring(procedure, local).body().localTypes().getOrDefault(local.name(), ""));
    }

    /** Whether all that a local is assigned is so, and it is assigned something. */
    private boolean allAssigned(Procedure procedure, Expression.Local local, Predicate<Origin> test) {
        Origin question = new Origin(procedure, local);
        if (!open.add(question)) {
            return false;
        }
        try {
            List<Origin> assigned = origins.assigned(procedure, local).stream()
                    .filter(origin -> !(origin.expression() instanceof Expression.Null))
                    .toList();
            return !assigned.isEmpty() && assigned.stream().allMatch(test);
        } finally {
            open.remove(question);
        }
    }
}
