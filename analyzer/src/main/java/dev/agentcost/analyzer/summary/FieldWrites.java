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
     * @param given those of the objects that its parameters hold, by the parameter's index
     */
    private record Written(Set<String> own, Set<String> others, Map<Integer, Set<String>> given) {

        /** Whether it was not known that these fields of the object are assigned. */
        boolean add(Whose whose, Set<String> fields) {
            return switch (whose.kind()) {
                case OWN -> own.addAll(fields);
                case GIVEN ->
                    given.computeIfAbsent(whose.parameter(), key -> new HashSet<>())
                            .addAll(fields);
                case MADE -> false;
                case OTHER -> others.addAll(fields);
            };
        }
    }

    /** Which object a value is to the procedure that uses it: its own, one that a parameter holds, one that is new, any other. */
    private enum Kind {
        OWN,
        GIVEN,
        MADE,
        OTHER
    }

    /** @param parameter the index of the one that holds it, where one does */
    private record Whose(Kind kind, int parameter) {

        static final Whose OWN = new Whose(Kind.OWN, -1);
        static final Whose MADE = new Whose(Kind.MADE, -1);
        static final Whose OTHER = new Whose(Kind.OTHER, -1);
    }

    /**
     * That a procedure runs other code.
     *
     * @param called whose fields the code's own ones are
     * @param arguments which objects the code's parameters hold; any, where there is none for a parameter
     */
    private record Runs(Procedure by, Procedure code, Whose called, List<Whose> arguments) {

        Whose argument(int parameter) {
            return parameter < arguments.size() ? arguments.get(parameter) : Whose.OTHER;
        }
    }

    private static final Written NOTHING = new Written(Set.of(), Set.of(), Map.of());

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
        Written found = new Written(new HashSet<>(), others, new HashMap<>());
        for (Block block : procedure.body().blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Assign assign
                        && assign.target() instanceof Expression.Field field) {
                    found.add(whose(procedure, field.receiver(), field.owner()), Set.of(key(field)));
                } else if (instruction instanceof Instruction.Invoke call) {
                    addUsed(call.receiver(), found);
                    call.arguments().forEach(argument -> addUsed(argument, found));
                }
            }
        }
        return found;
    }

    /** The object; an inner class names fields and methods of the object round it as if they were its own. */
    private Whose whose(Procedure procedure, @Nullable Expression object, String type) {
        if (object instanceof Expression.This) {
            return isOfOneObject(procedure, type) ? Whose.OWN : Whose.OTHER;
        } else if (object instanceof Expression.Local local && isGiven(procedure, local)) {
            return new Whose(Kind.GIVEN, procedure.body().parameters().indexOf(local.name()));
        }
        return object != null && isMade(procedure, object, DEPTH) ? Whose.MADE : Whose.OTHER;
    }

    /** Whether the local is a parameter that holds all the time what the caller has handed over. */
    private boolean isGiven(Procedure procedure, Expression.Local local) {
        return procedure.body().parameters().contains(local.name())
                && origins.assigned(procedure, local).isEmpty();
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
                found.add(new Runs(
                        procedure, target, called(procedure, call, target), arguments(procedure, call, target)));
            }
            for (CallMeaning.FunctionArgument function : meaning.functions()) {
                for (Procedure code : function.procedures()) {
                    boolean same = code.root() == procedure.root();
                    found.add(new Runs(procedure, code, same ? Whose.OWN : Whose.OTHER, List.of()));
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
        grown |= by.add(runs.called(), Set.copyOf(code.own()));
        for (Map.Entry<Integer, Set<String>> given : List.copyOf(code.given().entrySet())) {
            grown |= by.add(runs.argument(given.getKey()), Set.copyOf(given.getValue()));
        }
        return grown;
    }

    private Whose called(Procedure caller, Instruction.Invoke call, Procedure target) {
        return isMaking(call)
                ? Whose.MADE
                : whose(caller, call.receiver(), target.method().owner());
    }

    private List<Whose> arguments(Procedure caller, Instruction.Invoke call, Procedure target) {
        boolean plain = !target.isLambda()
                && target.body().parameters().size() == call.arguments().size();
        return plain
                ? call.arguments().stream()
                        .map(argument -> whose(caller, argument, caller.method().owner()))
                        .toList()
                : List.of();
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
        Written by = of(procedure);
        String key = key(field);
        return by.own().contains(key)
                || by.others().contains(key)
                || by.given().values().stream().anyMatch(fields -> fields.contains(key));
    }

    /** Whether a call that the caller does not hand the field's object to may assign the field. */
    boolean mayAssignElsewhere(Procedure caller, Instruction.Invoke call, Procedure target, Expression.Field field) {
        Written by = of(target);
        String key = key(field);
        List<Whose> arguments = arguments(caller, call, target);
        // what the caller has made itself, the place may hold by now; any other object may be named by a procedure
        // round the caller
        boolean before = field.receiver() instanceof Expression.This
                || field.receiver() instanceof Expression.Local local && isGiven(caller, local);
        // but not yet what this very call makes
        boolean another =
                isMaking(call) || before && called(caller, call, target).equals(Whose.MADE);
        return by.others().contains(key)
                || !another && by.own().contains(key)
                || by.given().entrySet().stream()
                        .anyMatch(given -> given.getValue().contains(key)
                                && !(before
                                        && given.getKey() < arguments.size()
                                        && arguments.get(given.getKey()).equals(Whose.MADE)));
    }

    /** Whether the procedure, or anything it calls, uses what the field holds. */
    boolean usesContent(Procedure procedure, Expression.Field field) {
        return of(procedure).others().contains(key(field) + CONTENT);
    }

    /** Whether the procedure, or anything it calls, assigns a field of an object that was there before. */
    boolean assignsAnything(Procedure procedure) {
        return !of(procedure).own().isEmpty()
                || of(procedure).given().values().stream().anyMatch(fields -> !fields.isEmpty())
                || of(procedure).others().stream().anyMatch(key -> !key.endsWith(CONTENT));
    }
}
