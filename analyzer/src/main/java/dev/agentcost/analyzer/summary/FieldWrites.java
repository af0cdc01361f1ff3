package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.callgraph.CallGraph;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Origin;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.resolve.Typing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields procedures assign, themselves or by what they call: those of their own object, and those of others. An object that a
 * procedure makes is none that was there before, so what is done to its own fields is left out: an agent that starts another one of its
 * kind does not set its own counter back.
 */
final class FieldWrites {

    /** How many locals and methods away an object may be made. */
    private static final int DEPTH = 8;

    private static final String CONTENT = " content";

    /**
     * By the names of the fields.
     *
     * @param others one set for all of a recursion, in which each comes to all that the others do
     */
    private record Written(Set<String> own, Set<String> others) {}

    /** Whose fields a called procedure's own ones are. */
    private enum Called {
        ON_SAME,
        ON_NEW,
        ON_OTHER
    }

    /** That a procedure runs other code. */
    private record Runs(Procedure by, Procedure code, Called called) {}

    private static final Written NOTHING = new Written(Set.of(), Set.of());

    private final CallGraph graph;
    private final Calls calls;
    private final Origins origins;
    private final Typing typing;
    private final Map<Procedure, Written> written = new HashMap<>();

    FieldWrites(CallGraph graph, Calls calls, Origins origins, Typing typing) {
        this.graph = graph;
        this.calls = calls;
        this.origins = origins;
        this.typing = typing;
    }

    /** What the procedure writes: found for it and what it calls when it is first asked for, as few procedures are. */
    private Written of(Procedure procedure) {
        if (!written.containsKey(procedure)) {
            Set<Procedure> unknown = graph.calledFrom(procedure, called -> !written.containsKey(called));
            graph.componentsOf(unknown).forEach(this::find);
        }
        return known(procedure);
    }

    private Written known(Procedure procedure) {
        return written.getOrDefault(procedure, NOTHING);
    }

    private void find(List<Procedure> component) {
        Set<String> others = new HashSet<>();
        for (Procedure procedure : component) {
            written.put(procedure, assigned(procedure, others));
        }
        List<Runs> inside = new ArrayList<>();
        for (Procedure procedure : component) {
            for (Runs runs : runs(procedure)) {
                if (graph.sameComponent(procedure, runs.code())) {
                    inside.add(runs);
                } else {
                    add(runs);
                }
            }
        }
        for (boolean grows = true; grows; ) {
            grows = false;
            for (Runs runs : inside) {
                grows |= add(runs);
            }
        }
    }

    private Written assigned(Procedure procedure, Set<String> others) {
        Written found = new Written(new HashSet<>(), others);
        for (Block block : procedure.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target() instanceof Expression.Field field) {
                    (isOwn(procedure, field) ? found.own() : found.others()).add(key(field));
                } else if (instruction instanceof Instruction.Invoke call) {
                    addUsed(call.receiver(), found);
                    call.arguments().forEach(argument -> addUsed(argument, found));
                }
            }
        }
        return found;
    }

    /** An inner class names fields and methods of the object round it as if they were its own. */
    private boolean isOwn(Procedure procedure, Expression.Field field) {
        return field.receiver() instanceof Expression.This && isOfOneObject(procedure, field.owner());
    }

    /** Whether what the type declares and the procedure may be members of one object: one's type is a subtype of the other's. */
    private boolean isOfOneObject(Procedure procedure, String type) {
        String own = procedure.method().owner();
        return typing.isSubtype(own, type) || typing.isSubtype(type, own);
    }

    /** What a field holds can only be changed by code that calls something on it, or with it. */
    private static void addUsed(@Nullable Expression value, Written found) {
        if (value instanceof Expression.Field field) {
            found.others().add(key(field) + CONTENT);
        }
    }

    private Set<Runs> runs(Procedure procedure) {
        Set<Runs> found = new LinkedHashSet<>();
        for (Instruction.Invoke call : graph.calls(procedure)) {
            CallMeaning meaning = calls.of(procedure, call);
            for (Procedure target : meaning.targets()) {
                found.add(new Runs(procedure, target, called(procedure, call, target)));
            }
            for (CallMeaning.FunctionArgument function : meaning.functions()) {
                for (Procedure code : function.procedures()) {
                    boolean same = code.root() == procedure.root();
                    found.add(new Runs(procedure, code, same ? Called.ON_SAME : Called.ON_OTHER));
                }
            }
        }
        return found;
    }

    /** Whether that is more than was known of the procedure that runs the code. */
    private boolean add(Runs runs) {
        Written by = known(runs.by());
        Written code = known(runs.code());
        boolean grown = by.others() != code.others() && by.others().addAll(code.others());
        return switch (runs.called()) {
            case ON_SAME -> by.own().addAll(code.own()) || grown;
            case ON_OTHER -> by.others().addAll(code.own()) || grown;
            case ON_NEW -> grown;
        };
    }

    private Called called(Procedure caller, Instruction.Invoke call, Procedure target) {
        if (call.receiver() instanceof Expression.This) {
            return isOfOneObject(caller, target.method().owner()) ? Called.ON_SAME : Called.ON_OTHER;
        }
        return isMaking(call) || isMade(caller, call.receiver(), DEPTH) ? Called.ON_NEW : Called.ON_OTHER;
    }

    private static boolean isMaking(Instruction.Invoke call) {
        return call.receiver() == null && call.target().name().equals("<init>");
    }

    /** Whether the value is always an object that the procedure, or one that it calls, has made since it began. */
    private boolean isMade(Procedure procedure, @Nullable Expression value, int depth) {
        if (depth == 0) {
            return false;
        } else if (value instanceof Expression.Local local) {
            List<Origin> assigned = origins.assigned(procedure, local);
            return !procedure.body().parameters().contains(local.name())
                    && !assigned.isEmpty()
                    && assigned.stream()
                            .allMatch(one ->
                                    one.procedure() == procedure && isMade(procedure, one.expression(), depth - 1));
        } else if (value instanceof Expression.Cast cast) {
            return isMade(procedure, cast.value(), depth - 1);
        } else if (value instanceof Expression.Result result) {
            Instruction.Invoke call = origins.call(procedure, result.call());
            List<Procedure> targets = calls.of(procedure, call).targets();
            return isMaking(call)
                    || !targets.isEmpty()
                            && targets.stream()
                                    .allMatch(target -> origins.returned(target).stream()
                                            .allMatch(one -> one.procedure() == target
                                                    && isMade(target, one.expression(), depth - 1)));
        }
        return value instanceof Expression.Null;
    }

    private static String key(Expression.Field field) {
        return field.owner() + "#" + field.name();
    }

    /** Whether the procedure may assign the field of some object that was there before. */
    boolean mayAssign(Procedure procedure, Expression.Field field) {
        return of(procedure).own().contains(key(field)) || mayAssignOthers(procedure, field);
    }

    /** Whether a call that the caller does not hand the field's object to may assign the field. */
    boolean mayAssignElsewhere(Procedure caller, Instruction.Invoke call, Procedure target, Expression.Field field) {
        boolean another = field.receiver() instanceof Expression.This && called(caller, call, target) == Called.ON_NEW;
        return another ? mayAssignOthers(target, field) : mayAssign(target, field);
    }

    private boolean mayAssignOthers(Procedure procedure, Expression.Field field) {
        return of(procedure).others().contains(key(field));
    }

    /** Whether the procedure, or anything it calls, uses what the field holds. */
    boolean usesContent(Procedure procedure, Expression.Field field) {
        return of(procedure).others().contains(key(field) + CONTENT);
    }

    /** Whether the procedure, or anything it calls, assigns a field of an object that was there before. */
    boolean assignsAnything(Procedure procedure) {
        return !of(procedure).own().isEmpty()
                || of(procedure).others().stream().anyMatch(key -> !key.endsWith(CONTENT));
    }
}
