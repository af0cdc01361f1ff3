package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Change;
import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The depth of a method that calls itself and counts in a field: nothing in the method takes the field back behind where it
 * stood when the method began, every further call finds it a step further, and stands behind a test of it.
 */
final class FieldRecursion {

    private final Engine engine;
    private final Procedure method;
    private final ControlFlow flow;
    private final Set<Instruction.Invoke> again;

    /**
     * A recursion.
     *
     * @param again the calls of the method in itself, on the same object
     */
    FieldRecursion(Engine engine, Procedure method, Set<Instruction.Invoke> again) {
        this.engine = engine;
        this.method = method;
        this.flow = engine.flows().of(method);
        this.again = again;
    }

    /** Activations that make a further call, one inside the other, at most. */
    Optional<Formula> calls(int block, Comparison test) {
        if (test.form() != Comparison.Form.STRICT && test.form() != Comparison.Form.LOOSE) {
            return Optional.empty();
        }
        return rising(block, test).or(() -> falling(block, test));
    }

    private Optional<Formula> rising(int block, Comparison test) {
        Expression.Field field = read(block, test.less());
        return field == null || !isFixed(engine, test.more()) ? Optional.empty() : counted(block, test, field, true);
    }

    private Optional<Formula> falling(int block, Comparison test) {
        Expression.Field field = read(block, test.more());
        return field == null || !isFixed(engine, test.less()) ? Optional.empty() : counted(block, test, field, false);
    }

    private Optional<Formula> counted(int block, Comparison test, Expression.Field field, boolean rising) {
        Moves moves = new Moves(field, rising ? 1 : -1);
        Expression side = rising ? test.less() : test.more();
        Change atTest = moves.at(block, readAt(block, side));
        long step = Long.MAX_VALUE;
        for (Instruction.Invoke call : again) {
            Change before = moves.before(call);
            if (before == null || before.least() < 1) {
                return Optional.empty();
            }
            step = Math.min(step, before.least());
        }
        if (!moves.neverBack() || atTest == null || step > Change.UNLIMITED) {
            return Optional.empty();
        }
        Expression limit = rising ? test.more() : test.less();
        long offset = atTest.least() - (test.form() == Comparison.Form.LOOSE ? 1 : 0);
        long by = step;
        return engine.values()
                .reach(method, field, limit, rising)
                .map(span -> span.minus(Formula.of(offset)).ceilDividedBy(by).atLeastZero());
    }

    /** Whether a limit is the same in every activation. */
    static boolean isFixed(Engine engine, Expression limit) {
        return limit instanceof Expression.Constant
                || limit instanceof Expression.Field field && engine.values().isConstantField(field);
    }

    /** What an instruction does to a field; the same field of another object may be the same object. */
    static Change change(Engine engine, Procedure procedure, Instruction instruction, Expression.Field field) {
        if (instruction instanceof Instruction.Invoke call) {
            return engine.facts().fieldChange(procedure, call, field);
        }
        Instruction.Assign assign = (Instruction.Assign) instruction;
        if (assign.target().equals(field)) {
            return Change.ofAssignment(assign.value(), field);
        }
        boolean maybe = assign.target() instanceof Expression.Field other
                && other.name().equals(field.name())
                && other.owner().equals(field.owner());
        return maybe ? Change.UNKNOWN : Change.NONE;
    }

    /** The field that is read: itself, or a copy that the block has just made. */
    private Expression.@Nullable Field read(int block, Expression side) {
        Expression value = side;
        int at = readAt(block, side);
        if (side instanceof Expression.Local && at < instructions(block).size()) {
            value = ((Instruction.Assign) instructions(block).get(at)).value();
        }
        return value instanceof Expression.Field field && isOfOne(field) ? field : null;
    }

    /** Whether each activation means the same field: one of the object, or of what the object holds for good. */
    private boolean isOfOne(Expression.Field field) {
        return field.receiver() == null
                || field.receiver() instanceof Expression.This
                || field.receiver() instanceof Expression.Field holder
                        && isOfOne(holder)
                        && engine.values().isConstantField(holder);
    }

    private int readAt(int block, Expression side) {
        List<Instruction> instructions = instructions(block);
        for (int i = instructions.size() - 1; i >= 0; i--) {
            if (instructions.get(i) instanceof Instruction.Assign assign
                    && assign.target().equals(side)
                    && side instanceof Expression.Local) {
                return i;
            }
        }
        return instructions.size();
    }

    private List<Instruction> instructions(int block) {
        return flow.body().blocks().get(block).instructions();
    }

    /** How far the field has moved since the method began, towards its limit, wherever control stands. */
    private final class Moves {

        private final Expression.Field field;
        private final int sign;
        private final Map<Integer, Change> in = new HashMap<>();

        Moves(Expression.Field field, int sign) {
            this.field = field;
            this.sign = sign;
            Map<Integer, Change> out = new HashMap<>();
            for (int block : flow.order()) {
                Change before = block == 0 ? Change.NONE : joined(block, out);
                if (before == null) {
                    continue;
                }
                Loop loop = flow.loopOf(block);
                while (loop != null && loop.parent() != null) {
                    loop = loop.parent();
                }
                if (loop != null) {
                    // anything in the loop may have run any number of times
                    before = loop.header() == block ? before.then(ofLoop(loop).repeated()) : before;
                    in.put(block, before);
                    out.put(block, before);
                } else {
                    in.put(block, before);
                    out.put(block, before.then(within(block, Integer.MAX_VALUE)));
                }
            }
        }

        private @Nullable Change joined(int block, Map<Integer, Change> out) {
            Change joined = null;
            for (FlowEdge edge : flow.incoming(block)) {
                Change before = out.get(edge.from());
                if (before == null) {
                    continue;
                }
                if (edge.kind() == FlowEdge.Kind.EXCEPTION) {
                    Change start = in.getOrDefault(edge.from(), before);
                    for (int i = 0; i <= instructions(edge.from()).size(); i++) {
                        before = before.or(start.then(within(edge.from(), i)));
                    }
                }
                joined = joined == null ? before : joined.or(before);
            }
            return joined;
        }

        private Change ofLoop(Loop loop) {
            Change all = Change.NONE;
            for (Block block : flow.body().blocks()) {
                if (loop.contains(block.id())) {
                    all = all.then(within(block.id(), Integer.MAX_VALUE).or(Change.NONE));
                }
            }
            return all;
        }

        private Change within(int block, int end) {
            Change change = Change.NONE;
            List<Instruction> instructions = instructions(block);
            for (int i = 0; i < Math.min(end, instructions.size()); i++) {
                change = change.then(of(instructions.get(i)));
            }
            return change;
        }

        private Change of(Instruction instruction) {
            return instruction instanceof Instruction.Invoke call && again.contains(call)
                    ? Change.add(0, Change.UNLIMITED)
                    : change(engine, method, instruction, field).times(sign);
        }

        @Nullable
        Change at(int block, int index) {
            Change before = in.get(block);
            return before == null ? null : before.then(within(block, index));
        }

        @Nullable
        Change before(Instruction.Invoke call) {
            for (int block : flow.order()) {
                int index = instructions(block).indexOf(call);
                if (index >= 0) {
                    return at(block, index);
                }
            }
            return null;
        }

        /** Nowhere in the method does the field stand behind where it stood at the beginning. */
        boolean neverBack() {
            for (int block : flow.order()) {
                for (int i = 0;
                        in.containsKey(block) && i <= instructions(block).size();
                        i++) {
                    Change here = at(block, i);
                    if (here == null || !here.neverDown()) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
