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
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Turns of a loop that go back to its beginning before anything costs: {@code if (!seen.add(url)) continue;}. However many there
 * are, they cost nothing, so a count that stands still in them limits what the loop costs. Not where they add to something that
 * another turn may send: that would grow without a limit.
 */
final class FreeTurns {

    private final Procedure procedure;
    private final ControlFlow flow;
    private final CallFacts facts;
    private final Effort effort;

    FreeTurns(Procedure procedure, ControlFlow flow, CallFacts facts, Effort effort) {
        this.procedure = procedure;
        this.flow = flow;
        this.facts = facts;
        this.effort = effort;
    }

    /** Edges through which only such turns go, so that each of these turns goes through one; none where the loop has no such turn. */
    Set<FlowEdge> of(Loop loop) {
        BitSet costing = costing(loop);
        if (costing.isEmpty() || costing.get(loop.header())) {
            return Set.of();
        }
        BitSet behind = from(loop, costing, new BitSet());
        BitSet before = from(loop, only(loop.header()), costing);
        before.andNot(behind);
        BitSet ahead = before(loop, costing, loop.blocks());
        Set<FlowEdge> free = new HashSet<>();
        for (int block : loop.order()) {
            for (FlowEdge edge : before.get(block) ? flow.outgoing(block) : Set.<FlowEdge>of()) {
                boolean leads = edge.to() != loop.header() && ahead.get(edge.to());
                if (loop.contains(edge.to()) && !leads && !mayAdd(loop, before, edge)) {
                    free.add(edge);
                }
            }
        }
        return free;
    }

    /** Whether a turn through the edge may add something, before it or behind. */
    private boolean mayAdd(Loop loop, BitSet before, FlowEdge edge) {
        effort.spend(loop.order().length);
        BitSet turn = before(loop, only(edge.from()), before);
        if (edge.to() != loop.header()) {
            turn.or(from(loop, only(edge.to()), new BitSet()));
        }
        return turn.stream().anyMatch(this::mayAdd);
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

    private static BitSet only(int block) {
        BitSet one = new BitSet();
        one.set(block);
        return one;
    }

    /** The blocks that a turn comes to from these on, and not through the others. */
    private BitSet from(Loop loop, BitSet blocks, BitSet without) {
        return walk(
                blocks,
                block -> !without.get(block),
                block -> flow.outgoing(block).stream()
                        .map(FlowEdge::to)
                        .filter(to -> to != loop.header() && loop.contains(to)));
    }

    /** The blocks from which a turn may come to these, all on the way among those that are allowed. */
    private BitSet before(Loop loop, BitSet blocks, BitSet allowed) {
        return walk(
                blocks,
                allowed::get,
                block -> block == loop.header()
                        ? Stream.empty()
                        : flow.incoming(block).stream().map(FlowEdge::from));
    }

    private static BitSet walk(BitSet blocks, IntPredicate allowed, IntFunction<Stream<Integer>> next) {
        BitSet reached = new BitSet();
        Deque<Integer> work = new ArrayDeque<>();
        blocks.stream().forEach(work::add);
        while (!work.isEmpty()) {
            int block = work.remove();
            if (allowed.test(block) && !reached.get(block)) {
                reached.set(block);
                next.apply(block).forEach(work::add);
            }
        }
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
