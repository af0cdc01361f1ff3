package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.catalog.ContextOperation;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.flow.Loop;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Turns of a loop that go back to its beginning before anything costs: {@code if (!seen.add(url)) continue;}. However many there
 * are, they cost nothing, so a count that stands still in them limits what the loop costs. Not where they add to something that
 * another turn may send: that would grow without a limit.
 */
final class FreeTurns {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final CallFacts facts;

    FreeTurns(Procedure procedure, ControlFlow flow, CallFacts facts) {
        this.procedure = procedure;
        this.flow = flow;
        this.facts = facts;
    }

    /** Edges through which only such turns go, so that each of these turns goes through one; none where the loop has no such turn. */
    Set<FlowEdge> of(Loop loop) {
        BitSet costing = costing(loop);
        if (costing.isEmpty() || costing.get(loop.header())) {
            return Set.of();
        }
        BitSet before = within(loop, loop.header(), costing);
        BitSet behind = new BitSet();
        for (int block = costing.nextSetBit(0); block >= 0; block = costing.nextSetBit(block + 1)) {
            behind.or(within(loop, block, new BitSet()));
        }
        Set<FlowEdge> free = new HashSet<>();
        BitSet from = new BitSet();
        BitSet turns = new BitSet();
        for (int block : loop.order()) {
            if (!before.get(block) || behind.get(block)) {
                continue;
            }
            for (FlowEdge edge : flow.outgoing(block)) {
                BitSet rest = edge.to() == loop.header() ? new BitSet() : within(loop, edge.to(), new BitSet());
                if (loop.contains(edge.to()) && !rest.intersects(costing)) {
                    free.add(edge);
                    from.set(block);
                    turns.or(rest);
                }
            }
        }
        before.stream()
                .filter(block -> within(loop, block, costing).intersects(from))
                .forEach(turns::set);
        return turns.stream().anyMatch(this::mayAdd) ? Set.of() : free;
    }

    private BitSet costing(Loop loop) {
        BitSet found = new BitSet();
        for (int block : loop.order()) {
            if (flow.body().blocks().get(block).instructions().stream()
                    .anyMatch(one -> one instanceof Instruction.Invoke call && facts.costs(procedure, call))) {
                found.set(block);
            }
        }
        return found;
    }

    /** The blocks that a turn comes to from the block on, and not through the others. */
    private BitSet within(Loop loop, int from, BitSet without) {
        BitSet reached = flow.reachable(
                from, edge -> loop.contains(edge.to()) && edge.to() != loop.header() && !without.get(edge.from()));
        reached.andNot(without);
        return reached;
    }

    private boolean mayAdd(int block) {
        Block code = flow.body().blocks().get(block);
        return code.instructions().stream()
                .anyMatch(one -> one instanceof Instruction.Invoke call && mayAdd(code, call));
    }

    /** What is added to a set only so that the turn is told whether it was there is not sent. */
    private boolean mayAdd(Block block, Instruction.Invoke call) {
        boolean adds = facts.operation(procedure, call)
                        .filter(ContextOperation.APPEND::equals)
                        .isPresent()
                || facts.isOfProgram(procedure, call)
                        && call.target().returnType().equals("void");
        return adds && !isTested(block, call) && !isToLibrary(call);
    }

    private static boolean isTested(Block block, Instruction.Invoke call) {
        return block.terminator() instanceof Terminator.Branch branch
                && branch.condition() instanceof Expression.Result result
                && result.call() == call.id();
    }

    /** {@code System.out.println(text)}. */
    private static boolean isToLibrary(Instruction.Invoke call) {
        return call.receiver() instanceof Expression.Field field
                && field.receiver() == null
                && field.owner().startsWith("java.");
    }
}
