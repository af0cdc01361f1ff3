package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.callgraph.CallMeaning;
import dev.agentcost.analyzer.callgraph.Calls;
import dev.agentcost.analyzer.callgraph.Flows;
import dev.agentcost.analyzer.callgraph.Origins;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.catalog.MethodRow;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What calls do to fields and to the sizes of collections. */
final class Mutations {

    private record Question(Procedure procedure, Expression place, boolean size) {}

    private final Calls calls;
    private final Origins origins;
    private final Inlining inlining;
    private final Flows flows;
    private final FieldWrites writes;
    private final Map<Question, Change> answers = new HashMap<>();
    private final Set<Question> open = new HashSet<>();

    Mutations(FieldWrites writes, Calls calls, Origins origins, Flows flows) {
        this.writes = writes;
        this.calls = calls;
        this.origins = origins;
        this.inlining = new Inlining(calls, origins);
        this.flows = flows;
    }

    private boolean uses(Procedure procedure, Expression place) {
        return !(place instanceof Expression.Field field) || writes.usesContent(procedure, field);
    }

    /** Whether the procedure, or anything it calls, assigns a field of an object that was there before. */
    boolean writesAnything(Procedure procedure) {
        return writes.assignsAnything(procedure);
    }

    /** What the call does to the field of one object. */
    Change ofField(Procedure caller, Instruction.Invoke call, Expression.Field field) {
        CallMeaning meaning = calls.of(caller, call);
        Change change = null;
        for (Procedure target : meaning.targets()) {
            Change one = Change.NONE;
            Expression there = inCallee(call, field, target);
            if (there == null) {
                one = writes.mayAssignElsewhere(caller, call, target, field) ? Change.UNKNOWN : Change.NONE;
            } else if (writes.mayAssign(target, field)) {
                one = set(caller, call, field, target, there).orElseGet(() -> of(new Question(target, there, false)));
            }
            change = change == null ? one : change.or(one);
        }
        Change result = change == null ? Change.NONE : change;
        for (CallMeaning.FunctionArgument function : meaning.functions()) {
            for (Procedure lambda : function.procedures()) {
                if (writes.mayAssign(lambda, field)) {
                    result = result.then(of(new Question(lambda, field, false)).repeated());
                }
            }
        }
        return result;
    }

    /** {@code task.setStep(task.getStep() + 1)}: a setter puts its argument into the field. */
    private Optional<Change> set(
            Procedure caller, Instruction.Invoke call, Expression.Field field, Procedure target, Expression there) {
        if (target.body().blocks().size() != 1) {
            return Optional.empty();
        }
        for (Instruction instruction : target.body().blocks().get(0).instructions()) {
            if (instruction instanceof Instruction.Assign assign
                    && assign.target().equals(there)
                    && assign.value() instanceof Expression.Local value
                    && target.body().blocks().get(0).instructions().size() == 1) {
                int parameter = target.body().parameters().indexOf(value.name());
                return parameter >= 0 && parameter < call.arguments().size()
                        ? step(caller, call, call.arguments().get(parameter), field)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** What is put in is what the getter, called right before, gave, and a number. */
    private Optional<Change> step(Procedure caller, Instruction.Invoke call, Expression value, Expression.Field field) {
        if (!(value instanceof Expression.Binary sum
                && sum.left() instanceof Expression.Result read
                && sum.right() instanceof Expression.Constant)) {
            return Optional.empty();
        }
        Instruction.Invoke getter = origins.call(caller, read.call());
        boolean gets = inlining.of(caller, getter).filter(field::equals).isPresent();
        for (Block block : caller.body().blocks()) {
            int at = block.instructions().indexOf(call);
            if (gets && at > 0 && block.instructions().get(at - 1) == getter) {
                return Optional.of(
                        Change.ofAssignment(new Expression.Binary(sum.operator(), field, sum.right()), field));
            }
        }
        return Optional.empty();
    }

    /** The same field as the called method sees it, or null where that is not plain. */
    private static @Nullable Expression inCallee(Instruction.Invoke call, Expression.Field field, Procedure target) {
        if (field.receiver() == null) {
            return field;
        }
        if (target.isLambda()) {
            return field;
        }
        Expression receiver = inCallee(call, field.receiver(), target);
        return receiver == null ? null : new Expression.Field(receiver, field.owner(), field.name());
    }

    /** The object of a field as the called method sees it: its own, one that it is handed, or what a field of such a one holds. */
    private static @Nullable Expression inCallee(Instruction.Invoke call, Expression holder, Procedure target) {
        if (holder.equals(call.receiver())) {
            return new Expression.This();
        }
        int argument = call.arguments().indexOf(holder);
        if (argument >= 0) {
            return argument < target.body().parameters().size()
                    ? new Expression.Local(target.body().parameters().get(argument))
                    : null;
        }
        Expression outer = holder instanceof Expression.Field field && field.receiver() != null
                ? inCallee(call, field.receiver(), target)
                : null;
        return outer == null
                ? null
                : new Expression.Field(outer, ((Expression.Field) holder).owner(), ((Expression.Field) holder).name());
    }

    /** What the call does to the number of elements of a collection. */
    Change ofSize(Procedure caller, Instruction.Invoke call, Expression collection) {
        CallMeaning meaning = calls.of(caller, call);
        if (meaning.row() != null) {
            return isChangedBy(caller, call, collection)
                    ? ofOperation(meaning.row().context(), caller, call)
                    : Change.NONE;
        }
        Change change = null;
        for (Procedure target : meaning.targets()) {
            Expression there = placeInCallee(call, collection, target);
            Change one = there == null || !uses(target, there) ? Change.NONE : of(new Question(target, there, true));
            change = change == null ? one : change.or(one);
        }
        if (change != null) {
            return change;
        }
        return collection.equals(call.receiver()) || call.arguments().contains(collection)
                ? Change.UNKNOWN
                : Change.NONE;
    }

    /** The receiver, or what the calls of a chain hand on: {@code text.append(a).append(b)}. */
    private boolean isChangedBy(Procedure caller, Instruction.Invoke call, Expression collection) {
        Instruction.Invoke at = call;
        while (at.receiver() instanceof Expression.Result result) {
            Instruction.Invoke before = origins.call(caller, result.call());
            MethodRow row = calls.of(caller, before).row();
            if (row == null || !"receiver".equals(row.returns())) {
                return false;
            }
            at = before;
        }
        return collection.equals(at.receiver());
    }

    private static @Nullable Expression placeInCallee(
            Instruction.Invoke call, Expression collection, Procedure target) {
        if (target.isLambda()) {
            return collection;
        }
        int argument = call.arguments().indexOf(collection);
        if (argument >= 0 && argument < target.body().parameters().size()) {
            return new Expression.Local(target.body().parameters().get(argument));
        }
        return collection instanceof Expression.Field field
                        && (field.receiver() == null || field.receiver().equals(call.receiver()))
                ? inCallee(call, field, target)
                : null;
    }

    private Change ofOperation(@Nullable ContextOperation operation, Procedure caller, Instruction.Invoke call) {
        if (operation == null) {
            return Change.NONE;
        }
        String owner = call.target().owner();
        if (owner.equals("java.lang.StringBuilder") || owner.equals("java.lang.StringBuffer")) {
            return ofBuilder(operation, caller, call);
        }
        return switch (operation) {
            case APPEND ->
                replacesOne(call) ? Change.NONE : growsByOne(call) ? Change.add(1, 1) : Change.add(0, Change.UNLIMITED);
            case PRUNE -> takesOne(call) ? Change.add(-1, -1) : Change.add(-Change.UNLIMITED, 0);
            case CLEAR, REPLACE -> Change.UNKNOWN;
            default -> Change.NONE;
        };
    }

    /** A builder takes numbers as well as texts, and may be given another length. */
    private Change ofBuilder(ContextOperation operation, Procedure caller, Instruction.Invoke call) {
        List<Expression> arguments = call.arguments();
        String name = call.target().name();
        if (name.equals("setLength")) {
            return setLength(caller, call);
        } else if (name.equals("replace")) {
            return Change.UNKNOWN;
        } else if (name.equals("deleteCharAt")) {
            return Change.add(-1, -1);
        } else if (operation == ContextOperation.PRUNE) {
            return Change.add(-Change.UNLIMITED, 0);
        } else if (operation != ContextOperation.APPEND) {
            return Change.NONE;
        }
        boolean whole =
                name.equals("append") && arguments.size() == 1 || name.equals("insert") && arguments.size() == 2;
        List<String> types = call.target().parameterTypes();
        String type = types.isEmpty() ? "" : types.get(types.size() - 1);
        Expression added = arguments.isEmpty() ? null : arguments.get(arguments.size() - 1);
        if (whole && added instanceof Expression.Constant constant && constant.value() instanceof String text) {
            return Change.add(text.length(), text.length());
        } else if (whole && type.equals("char")) {
            return Change.add(1, 1);
        } else if (whole && Set.of("int", "long", "boolean", "double", "float").contains(type)) {
            return Change.add(1, Change.UNLIMITED);
        }
        return Change.add(0, Change.UNLIMITED);
    }

    /** {@code setLength(0)} shortens, {@code setLength(length() - 1)} by one; another number may lengthen. */
    private Change setLength(Procedure caller, Instruction.Invoke call) {
        Expression length = call.arguments().get(0);
        if (length instanceof Expression.Constant constant && Long.valueOf(0).equals(constant.value())) {
            return Change.add(-Change.UNLIMITED, 0);
        }
        boolean less = length instanceof Expression.Binary binary
                && binary.operator() == Expression.Operator.MINUS
                && binary.left() instanceof Expression.Result old
                && origins.call(caller, old.call()).target().name().equals("length")
                && java.util.Objects.equals(
                        call.receiver(), origins.call(caller, old.call()).receiver());
        Expression by = less ? ((Expression.Binary) length).right() : null;
        return by instanceof Expression.Constant constant && constant.value() instanceof Long number && number >= 0
                ? Change.add(-number, -number)
                : Change.UNKNOWN;
    }

    /** Sets and maps may hold the element already; {@code addAll} may add nothing. */
    private static boolean growsByOne(Instruction.Invoke call) {
        String name = call.target().name();
        String owner = call.target().owner();
        boolean list =
                owner.endsWith("List") || owner.endsWith("Deque") || owner.endsWith("Stack") || owner.endsWith("Queue");
        return list && (name.equals("add") || name.equals("addLast") || name.equals("addFirst") || name.equals("push"));
    }

    /** {@code list.set(i, x)}: other content, but as many elements. */
    private static boolean replacesOne(Instruction.Invoke call) {
        return call.target().name().equals("set") && call.target().owner().endsWith("List");
    }

    /** Without an argument, the call takes an element or fails; asked for a given element, it may find none. */
    private static boolean takesOne(Instruction.Invoke call) {
        boolean byIndex = call.target().name().equals("remove")
                && call.target().parameterTypes().equals(List.of("int"));
        return byIndex || call.arguments().isEmpty() && !call.target().name().equals("removeAll");
    }

    private Change of(Question question) {
        Change known = answers.get(question);
        if (known != null) {
            return known;
        }
        if (!open.add(question)) {
            return Change.UNKNOWN;
        }
        try {
            Change change = overBody(question);
            answers.put(question, change);
            return change;
        } finally {
            open.remove(question);
        }
    }

    private Change overBody(Question question) {
        ControlFlow flow = flows.of(question.procedure());
        Map<Integer, Change> after = new HashMap<>();
        Change total = null;
        for (int block : flow.order()) {
            Change in = block == 0 ? Change.NONE : joined(flow, block, after);
            if (in == null) {
                continue;
            }
            Change own = within(question, flow.body().blocks().get(block));
            Loop loop = outermost(flow, block);
            Change out =
                    loop == null ? in.then(own) : loop.header() == block ? in.then(ofLoop(question, flow, loop)) : in;
            after.put(block, out);
            Terminator end = flow.body().blocks().get(block).terminator();
            if (end instanceof Terminator.Return) {
                total = total == null ? out : total.or(out);
            }
        }
        return total == null ? Change.NONE : total;
    }

    private static @Nullable Change joined(ControlFlow flow, int block, Map<Integer, Change> after) {
        Change in = null;
        for (FlowEdge edge : flow.incoming(block)) {
            Change out = after.get(edge.from());
            if (out != null) {
                in = in == null ? out : in.or(out);
            }
        }
        return in;
    }

    private static @Nullable Loop outermost(ControlFlow flow, int block) {
        Loop loop = flow.loopOf(block);
        while (loop != null && loop.parent() != null) {
            loop = loop.parent();
        }
        return loop;
    }

    private Change ofLoop(Question question, ControlFlow flow, Loop loop) {
        Change turn = Change.NONE;
        for (Block block : flow.body().blocks()) {
            if (loop.contains(block.id())) {
                Change own = within(question, block);
                turn = own.equals(Change.NONE) ? turn : turn.equals(Change.NONE) ? own : turn.then(own);
            }
        }
        return turn.equals(Change.NONE) ? turn : turn.repeated();
    }

    private Change within(Question question, Block block) {
        Change change = Change.NONE;
        for (Instruction instruction : block.instructions()) {
            if (instruction instanceof Instruction.Assign assign) {
                if (assign.target().equals(question.place())) {
                    change = question.size()
                            ? Change.UNKNOWN
                            : change.then(Change.ofAssignment(assign.value(), question.place()));
                } else if (mayBeSame(assign.target(), question.place())) {
                    return Change.UNKNOWN;
                }
            } else if (instruction instanceof Instruction.Invoke call) {
                change = change.then(
                        question.size()
                                ? ofSize(question.procedure(), call, question.place())
                                : question.place() instanceof Expression.Field field
                                        ? ofField(question.procedure(), call, field)
                                        : Change.NONE);
            }
        }
        return change;
    }

    /** Whether a number in an object that a field holds may be set by another name of that object. */
    private static boolean mayBeSame(Expression target, Expression place) {
        return place instanceof Expression.Field field
                && field.receiver() instanceof Expression.Field
                && target instanceof Expression.Field other
                && other.name().equals(field.name())
                && other.owner().equals(field.owner());
    }
}
