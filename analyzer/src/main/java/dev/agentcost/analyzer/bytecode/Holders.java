package dev.agentcost.analyzer.bytecode;

import dev.agentcost.analyzer.ir.CallTarget;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Expression.Binary;
import dev.agentcost.analyzer.ir.Expression.Constant;
import dev.agentcost.analyzer.ir.Expression.Element;
import dev.agentcost.analyzer.ir.Expression.Local;
import dev.agentcost.analyzer.ir.Expression.NewArray;
import dev.agentcost.analyzer.ir.Expression.Operator;
import dev.agentcost.analyzer.ir.Expression.Result;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Instruction.Assign;
import dev.agentcost.analyzer.ir.Instruction.Invoke;
import dev.agentcost.analyzer.ir.LocalNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Numbers that stand in an object of their own, {@code AtomicInteger turns} and {@code int[] turns = {0}}, as the plain variables that
 * they stand for: where the object is in one local only, which is handed to nobody.
 */
final class Holders {

    private static final Map<String, String> TYPES = Map.of(
            "java.util.concurrent.atomic.AtomicInteger", "int",
            "java.util.concurrent.atomic.AtomicLong", "long",
            "java.util.concurrent.atomic.LongAdder", "long");

    private static final Set<String> READS =
            Set.of("get", "intValue", "longValue", "getPlain", "getAcquire", "getOpaque", "sum");

    private static final Set<String> SETS = Set.of("set", "lazySet", "setPlain", "setRelease");

    /** What is added, and whether the call gives the number as it was before. */
    private record Step(int by, boolean before) {}

    private static final Map<String, Step> STEPS = Map.of(
            "incrementAndGet", new Step(1, false),
            "decrementAndGet", new Step(-1, false),
            "getAndIncrement", new Step(1, true),
            "getAndDecrement", new Step(-1, true),
            "increment", new Step(1, true),
            "decrement", new Step(-1, true));

    private static final Set<String> ADDS = Set.of("addAndGet", "getAndAdd", "add");

    private static final int LONGEST_ARRAY = 8;

    private final Draft draft;
    private final LocalNames names;
    private final Map<String, List<Assign>> assigned;
    private final Map<String, Integer> mentions;

    Holders(Draft draft, LocalNames names, Map<String, List<Assign>> assigned, Map<String, Integer> mentions) {
        this.draft = draft;
        this.names = names;
        this.assigned = assigned;
        this.mentions = mentions;
    }

    void spread(Map<Integer, Invoke> calls, Map<Integer, Integer> uses) {
        assigned.forEach((name, assigns) -> {
            if (assigns.size() != 1) {
                return;
            }
            Expression value = assigns.get(0).value();
            if (value instanceof Result result && uses.getOrDefault(result.call(), 0) == 1) {
                Invoke made = calls.get(result.call());
                if (made != null && isAtomic(made.target())) {
                    atomic(new Local(name), made, calls, uses);
                }
            } else if (value instanceof NewArray array) {
                array(new Local(name), array);
            }
        });
    }

    // ---- atomic numbers

    private static boolean isAtomic(CallTarget target) {
        return target.name().equals("<init>") && TYPES.containsKey(target.owner()) && target.arity() <= 1;
    }

    private void atomic(Local holder, Invoke made, Map<Integer, Invoke> calls, Map<Integer, Integer> uses) {
        Set<Integer> own = new HashSet<>();
        for (Invoke call : calls.values()) {
            if (holder.equals(call.receiver())) {
                if (!isPlain(call.target())) {
                    return;
                }
                own.add(call.id());
            }
        }
        // one mention is the assignment
        if (mentions.getOrDefault(holder.name(), 0) != 1 + own.size()) {
            return;
        }
        String type = TYPES.getOrDefault(made.target().owner(), "");
        Map<Integer, Expression> values = new HashMap<>();
        for (Draft.Part part : draft.parts) {
            List<Instruction> steps = new ArrayList<>();
            for (Instruction step : part.instructions) {
                if (step instanceof Invoke call && call.id() == made.id()) {
                    continue;
                } else if (step instanceof Invoke call && own.contains(call.id())) {
                    replace(call, holder, type, uses.containsKey(call.id()), steps, values);
                } else if (step instanceof Assign assign && assign.value().equals(new Result(made.id()))) {
                    Expression first = made.arguments().isEmpty()
                            ? new Constant(0L)
                            : made.arguments().get(0);
                    steps.add(new Assign(holder, first, assign.line()));
                } else {
                    steps.add(step);
                }
            }
            part.instructions.clear();
            part.instructions.addAll(steps);
        }
        draft.rewrite(value -> value instanceof Result result ? values.getOrDefault(result.call(), value) : value);
        draft.localTypes.put(holder.name(), type);
        names.retype(holder.name(), type);
    }

    private static boolean isPlain(CallTarget target) {
        return target.arity() == 0 && (READS.contains(target.name()) || STEPS.containsKey(target.name()))
                || target.arity() == 1 && (SETS.contains(target.name()) || ADDS.contains(target.name()));
    }

    private void replace(
            Invoke call,
            Local holder,
            String type,
            boolean used,
            List<Instruction> steps,
            Map<Integer, Expression> values) {
        String name = call.target().name();
        List<Assign> reading = used ? List.of(reading(call, holder, type, values)) : List.of();
        Step step = STEPS.getOrDefault(name, new Step(0, name.startsWith("getAnd")));
        Expression changed = holder;
        if (SETS.contains(name)) {
            changed = call.arguments().get(0);
        } else if (ADDS.contains(name)) {
            changed = new Binary(Operator.PLUS, holder, call.arguments().get(0));
        } else if (step.by() != 0) {
            Operator operator = step.by() < 0 ? Operator.MINUS : Operator.PLUS;
            changed = new Binary(operator, holder, new Constant(1L));
        }
        if (step.before()) {
            steps.addAll(reading);
        }
        if (!changed.equals(holder)) {
            steps.add(new Assign(holder, changed, call.line()));
        }
        if (!step.before()) {
            steps.addAll(reading);
        }
    }

    private Assign reading(Invoke call, Local holder, String type, Map<Integer, Expression> values) {
        Local read = new Local(names.hidden("t", type));
        draft.localTypes.put(read.name(), type);
        values.put(call.id(), read);
        return new Assign(read, holder, call.line());
    }

    // ---- short arrays

    private void array(Local holder, NewArray array) {
        int length = array.elements().size();
        if (array.sizes().size() == 1
                && array.sizes().get(0) instanceof Constant size
                && size.value() instanceof Long number
                && number <= LONGEST_ARRAY) {
            length = number.intValue();
        }
        boolean number = array.type().equals("int[]") || array.type().equals("long[]");
        if (!number || length == 0 || length > LONGEST_ARRAY || elements(holder, length) + 1 != mentions(holder)) {
            return;
        }
        String type = array.type().replace("[]", "");
        for (int i = 0; i < length; i++) {
            draft.localTypes.put(element(holder, i).name(), type);
            names.retype(element(holder, i).name(), type);
        }
        for (Draft.Part part : draft.parts) {
            for (int i = 0; i < part.instructions.size(); i++) {
                if (part.instructions.get(i) instanceof Assign assign
                        && assign.target().equals(holder)) {
                    part.instructions.remove(i);
                    for (int k = 0; k < length; k++) {
                        Expression value =
                                k < array.elements().size() ? array.elements().get(k) : new Constant(0L);
                        part.instructions.add(i + k, new Assign(element(holder, k), value, assign.line()));
                    }
                }
            }
        }
        draft.rewrite(value -> value instanceof Element element
                        && element.array().equals(holder)
                        && element.index() instanceof Constant at
                        && at.value() instanceof Long index
                ? element(holder, index.intValue())
                : value);
        draft.localTypes.remove(holder.name());
    }

    private int mentions(Local local) {
        return mentions.getOrDefault(local.name(), 0);
    }

    private static Local element(Local array, int index) {
        return new Local(array.name() + "[" + index + "]");
    }

    /** How often an element of the array is read or written. */
    private int elements(Local holder, int length) {
        int[] count = {0};
        draft.each(part -> {
            if (part instanceof Element element
                    && element.array().equals(holder)
                    && element.index() instanceof Constant at
                    && at.value() instanceof Long index
                    && index >= 0
                    && index < length) {
                count[0]++;
            }
        });
        return count[0];
    }
}
