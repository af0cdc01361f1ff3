package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one turn of a loop does to a variable, over all paths from the header back to it. */
final class LoopPaths {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final Loop loop;
    private final CallFacts facts;
    private final Map<Variable, Changes> known = new HashMap<>();

    /**
     * The changes of one variable in the loop.
     *
     * @param before by block: from the header to the block's beginning
     * @param turn from the header back to it
     * @param steps blocks that change it
     */
    record Changes(Map<Integer, Change> before, Change turn, List<Integer> steps) {}

    LoopPaths(Procedure procedure, ControlFlow flow, Loop loop, CallFacts facts) {
        this.procedure = procedure;
        this.flow = flow;
        this.loop = loop;
        this.facts = facts;
    }

    Changes of(Variable variable) {
        Changes changes = known.get(variable);
        if (changes == null) {
            changes = compute(variable);
            known.put(variable, changes);
        }
        return changes;
    }

    private Changes compute(Variable variable) {
        Map<Integer, Change> before = new HashMap<>();
        Map<Integer, Change> after = new HashMap<>();
        List<Integer> steps = new ArrayList<>();
        Map<Loop, Change> inner = new HashMap<>();
        before.put(loop.header(), Change.NONE);
        for (int block : flow.order()) {
            if (!loop.contains(block)) {
                continue;
            }
            Change in = block == loop.header() ? Change.NONE : joined(block, before, after);
            if (in == null) {
                continue;
            }
            before.put(block, in);
            Change own = within(block, Integer.MAX_VALUE, variable);
            if (!own.equals(Change.NONE)) {
                steps.add(block);
            }
            Loop child = childOf(block);
            if (child != null && child.header() == block) {
                Change total =
                        inner.computeIfAbsent(child, c -> allOf(c, variable).repeated());
                after.put(block, in.then(total).then(own));
            } else if (child != null) {
                // inside a child loop the whole child's changes have been counted at its header
                after.put(block, in);
            } else {
                after.put(block, in.then(own));
            }
        }
        Change turn = null;
        for (int latch : loop.latches()) {
            Change out = after.get(latch);
            if (out != null) {
                turn = turn == null ? out : turn.or(out);
            }
        }
        return new Changes(before, turn == null ? Change.NONE : turn, steps);
    }

    private @Nullable Change joined(int block, Map<Integer, Change> before, Map<Integer, Change> after) {
        Change in = null;
        for (FlowEdge edge : flow.incoming(block)) {
            Change out = loop.contains(edge.from()) && edge.to() != loop.header() ? after.get(edge.from()) : null;
            if (out != null) {
                // an exception may leave before or after what the block does
                Change from = before.getOrDefault(edge.from(), out);
                Change reached = edge.kind() == FlowEdge.Kind.EXCEPTION ? out.or(from) : out;
                in = in == null ? reached : in.or(reached);
            }
        }
        return in;
    }

    private @Nullable Loop childOf(int block) {
        Loop at = flow.loopOf(block);
        if (at == loop) {
            return null;
        }
        while (at != null && at.parent() != loop) {
            at = at.parent();
        }
        return at;
    }

    private Change allOf(Loop child, Variable variable) {
        Change sum = Change.NONE;
        for (int block = child.blocks().nextSetBit(0);
                block >= 0;
                block = child.blocks().nextSetBit(block + 1)) {
            Change own = within(block, Integer.MAX_VALUE, variable);
            sum = own.equals(Change.NONE) ? sum : sum.equals(Change.NONE) ? own : sum.then(own);
        }
        return sum;
    }

    /** What the first instructions of a block do to the variable. */
    Change within(int blockId, int instructions, Variable variable) {
        Change change = Change.NONE;
        Block block = flow.body().blocks().get(blockId);
        int end = Math.min(instructions, block.instructions().size());
        for (int i = 0; i < end; i++) {
            change = change.then(of(block.instructions().get(i), variable));
        }
        return change;
    }

    private Change of(Instruction instruction, Variable variable) {
        if (instruction instanceof Instruction.Assign assign) {
            if (assign.target().equals(variable.place())) {
                return variable.kind() == Variable.Kind.VALUE
                        ? Change.ofAssignment(assign.value(), variable.place())
                        : Change.UNKNOWN;
            }
            return Change.NONE;
        }
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        if (variable.kind() == Variable.Kind.SIZE) {
            return facts.sizeChange(procedure, call, variable.place());
        }
        return variable.place() instanceof Expression.Field field
                ? facts.fieldChange(procedure, call, field)
                : Change.NONE;
    }

    /** Whether some path from the header back to it passes none of the blocks. */
    boolean canAvoid(Set<Integer> blocks) {
        if (blocks.contains(loop.header())) {
            return false;
        }
        Set<Integer> reached = new java.util.HashSet<>();
        java.util.Deque<Integer> work = new java.util.ArrayDeque<>();
        reached.add(loop.header());
        work.add(loop.header());
        while (!work.isEmpty()) {
            int block = work.pop();
            for (FlowEdge edge : flow.outgoing(block)) {
                if (edge.to() == loop.header()) {
                    return true;
                }
                if (loop.contains(edge.to()) && !blocks.contains(edge.to()) && reached.add(edge.to())) {
                    work.push(edge.to());
                }
            }
        }
        return false;
    }
}
