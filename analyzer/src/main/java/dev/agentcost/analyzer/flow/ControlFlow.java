package dev.agentcost.analyzer.flow;

import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Body;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.Instruction;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jgrapht.Graph;
import org.jgrapht.graph.AsUnmodifiableGraph;
import org.jgrapht.graph.DirectedPseudograph;
import org.jspecify.annotations.Nullable;

/** The control-flow graph of a body, restricted to what can be reached, with dominators and loops. Immutable. */
public final class ControlFlow {

    private final Body body;
    private final Graph<Integer, FlowEdge> graph;
    private final int[] order;
    private final int[] position;
    private final Dominators dominators;
    private final List<Loop> loops;
    private final @Nullable Loop[] innermost;
    private final List<Set<FlowEdge>> outgoing = new ArrayList<>();
    private final List<Set<FlowEdge>> incoming = new ArrayList<>();
    private final boolean irreducible;

    private ControlFlow(Body body) {
        this.body = body;
        graph = edges(body);
        for (Block block : body.blocks()) {
            outgoing.add(graph.outgoingEdgesOf(block.id()));
            incoming.add(graph.incomingEdgesOf(block.id()));
        }
        order = reversePostOrder();
        position = new int[body.blocks().size()];
        java.util.Arrays.fill(position, -1);
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
        dominators = Dominators.of(order, predecessors());
        innermost = new Loop[body.blocks().size()];
        irreducible = hasIrreducibleCycle();
        loops = findLoops();
    }

    /** The control flow of a body. */
    public static ControlFlow of(Body body) {
        return new ControlFlow(body);
    }

    private static Graph<Integer, FlowEdge> edges(Body body) {
        // of the edge's class it would look for a constructor without parameters, and there is none
        Graph<Integer, FlowEdge> graph = new DirectedPseudograph<>(null, null, false);
        body.blocks().forEach(block -> graph.addVertex(block.id()));
        for (Block block : body.blocks()) {
            Terminator end = block.terminator();
            if (end instanceof Terminator.Jump jump) {
                add(graph, block, jump.target(), FlowEdge.Kind.NORMAL);
            } else if (end instanceof Terminator.Branch branch) {
                add(graph, block, branch.whenTrue(), FlowEdge.Kind.WHEN_TRUE);
                add(graph, block, branch.whenFalse(), FlowEdge.Kind.WHEN_FALSE);
            } else if (end instanceof Terminator.Switch choice) {
                choice.targets().forEach(target -> add(graph, block, target, FlowEdge.Kind.CASE));
                add(graph, block, choice.otherwise(), FlowEdge.Kind.CASE);
            }
            block.handlers().forEach(handler -> add(graph, block, handler, FlowEdge.Kind.EXCEPTION));
        }
        return graph;
    }

    private static void add(Graph<Integer, FlowEdge> graph, Block from, int to, FlowEdge.Kind kind) {
        graph.addEdge(from.id(), to, new FlowEdge(from.id(), to, kind));
    }

    private int[] reversePostOrder() {
        List<Integer> postOrder = new ArrayList<>();
        BitSet seen = new BitSet();
        Deque<java.util.Iterator<FlowEdge>> open = new ArrayDeque<>();
        Deque<Integer> path = new ArrayDeque<>();
        seen.set(0);
        path.push(0);
        open.push(graph.outgoingEdgesOf(0).iterator());
        while (!path.isEmpty()) {
            if (open.element().hasNext()) {
                int next = open.element().next().to();
                if (!seen.get(next)) {
                    seen.set(next);
                    path.push(next);
                    open.push(graph.outgoingEdgesOf(next).iterator());
                }
            } else {
                open.pop();
                postOrder.add(path.pop());
            }
        }
        Collections.reverse(postOrder);
        return postOrder.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<int[]> predecessors() {
        List<int[]> predecessors = new ArrayList<>();
        for (Block block : body.blocks()) {
            predecessors.add(graph.incomingEdgesOf(block.id()).stream()
                    .mapToInt(FlowEdge::from)
                    .toArray());
        }
        return predecessors;
    }

    private boolean hasIrreducibleCycle() {
        return graph.edgeSet().stream()
                .anyMatch(edge -> isReachable(edge.from())
                        && position[edge.to()] <= position[edge.from()]
                        && !dominators.dominates(edge.to(), edge.from()));
    }

    private List<Loop> findLoops() {
        List<Loop> found = new ArrayList<>();
        for (int header : order) {
            List<Integer> latches = graph.incomingEdgesOf(header).stream()
                    .map(FlowEdge::from)
                    .filter(from -> isReachable(from) && dominators.dominates(header, from))
                    .distinct()
                    .sorted()
                    .toList();
            if (!latches.isEmpty()) {
                found.add(new Loop(
                        header,
                        natural(header, latches),
                        latches,
                        body.blocks().get(header).loop()));
            }
        }
        found.sort(Comparator.comparingInt((Loop loop) -> loop.blocks().cardinality())
                .reversed()
                .thenComparingInt(loop -> position[loop.header()]));
        for (Loop loop : found) {
            Loop parent = innermost[loop.header()];
            if (parent != null) {
                parent.adopt(loop);
            }
            loop.blocks().stream().forEach(block -> innermost[block] = loop);
            int[] own = loop.blocks().stream()
                    .boxed()
                    .sorted(Comparator.comparingInt(block -> position[block]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            loop.arrange(own);
            for (int block : own) {
                graph.outgoingEdgesOf(block).stream()
                        .filter(edge -> !loop.contains(edge.to()))
                        .forEach(loop::addExit);
            }
        }
        found.sort(Comparator.comparingInt(loop -> position[loop.header()]));
        return List.copyOf(found);
    }

    private BitSet natural(int header, List<Integer> latches) {
        BitSet blocks = new BitSet();
        blocks.set(header);
        Deque<Integer> work = new ArrayDeque<>(latches);
        while (!work.isEmpty()) {
            int block = work.pop();
            if (!blocks.get(block)) {
                blocks.set(block);
                graph.incomingEdgesOf(block).stream()
                        .map(FlowEdge::from)
                        .filter(this::isReachable)
                        .forEach(work::push);
            }
        }
        return blocks;
    }

    /** The body that this is the flow of. */
    public Body body() {
        return body;
    }

    /** The graph over block numbers, unreachable blocks included. */
    public Graph<Integer, FlowEdge> graph() {
        return new AsUnmodifiableGraph<>(graph);
    }

    /** Edges that leave a block. */
    public Set<FlowEdge> outgoing(int block) {
        return outgoing.get(block);
    }

    /** Edges that enter a block. */
    public Set<FlowEdge> incoming(int block) {
        return incoming.get(block);
    }

    /** Reachable blocks in reverse post-order. */
    public int[] order() {
        return order.clone();
    }

    /** The place of a block in {@link #order()}, -1 for an unreachable one. */
    public int position(int block) {
        return position[block];
    }

    /** The block in which the instruction stands, -1 where none of this body is it. */
    public int blockOf(Instruction instruction) {
        for (Block block : body.blocks()) {
            if (block.instructions().contains(instruction)) {
                return block.id();
            }
        }
        return -1;
    }

    /** Whether the entry reaches the block. */
    public boolean isReachable(int block) {
        return position[block] >= 0;
    }

    /** The blocks that control comes to from a block, that one included, by the edges that are accepted. */
    public BitSet reachable(int from, Predicate<FlowEdge> accepted) {
        BitSet reached = new BitSet();
        Deque<Integer> work = new ArrayDeque<>();
        reached.set(from);
        work.push(from);
        while (!work.isEmpty()) {
            for (FlowEdge edge : outgoing.get(work.pop())) {
                if (!reached.get(edge.to()) && accepted.test(edge)) {
                    reached.set(edge.to());
                    work.push(edge.to());
                }
            }
        }
        return reached;
    }

    /** Whether every path from the entry to {@code block} passes {@code dominator}. */
    public boolean dominates(int dominator, int block) {
        return dominators.dominates(dominator, block);
    }

    /** The instructions of a loop, block by block. */
    public List<Instruction> instructions(Loop loop) {
        return Arrays.stream(loop.order())
                .mapToObj(block -> body.blocks().get(block).instructions())
                .flatMap(List::stream)
                .toList();
    }

    /** Whether the loop assigns a local or field. */
    public boolean assigns(Loop loop, Expression place) {
        return assignments(loop, place) > 0;
    }

    /** How many instructions of the loop assign a local or field. */
    public int assignments(Loop loop, Expression place) {
        return loop.assigned(() -> {
                    Map<Expression, Integer> assigned = new HashMap<>();
                    for (Instruction instruction : instructions(loop)) {
                        if (instruction instanceof Instruction.Assign assign) {
                            assigned.merge(assign.target(), 1, Integer::sum);
                        }
                    }
                    return assigned;
                })
                .getOrDefault(place, 0);
    }

    /** Whether a failure in the block is caught inside the loop, so that it goes on. */
    public boolean isCaught(Loop loop, int block) {
        return outgoing.get(block).stream()
                .anyMatch(edge -> edge.kind() == FlowEdge.Kind.EXCEPTION && loop.contains(edge.to()));
    }

    /** The calls that every iteration of the loop makes which comes back to the header, block by block. */
    public List<Instruction.Invoke> callsOnEveryTurn(Loop loop) {
        return body.blocks().stream()
                .filter(block -> loop.contains(block.id()) && onEveryTurn(loop, block.id()))
                .flatMap(block -> block.instructions().stream())
                .filter(Instruction.Invoke.class::isInstance)
                .map(Instruction.Invoke.class::cast)
                .toList();
    }

    /** The reachable blocks that return from the body. */
    public List<Block> returns() {
        return body.blocks().stream()
                .filter(block -> block.terminator() instanceof Terminator.Return && isReachable(block.id()))
                .toList();
    }

    /** Whether whatever returns from the body has passed the block. */
    public boolean dominatesReturns(int block) {
        return returns().stream().allMatch(end -> dominates(block, end.id()));
    }

    /** Whether every iteration of the loop that comes back to the header passes the block. */
    public boolean onEveryTurn(Loop loop, int block) {
        return loop.latches().stream().allMatch(latch -> dominators.dominates(block, latch));
    }

    /** All loops, outer ones before inner ones. */
    public List<Loop> loops() {
        return loops;
    }

    /** The innermost loop around the block, or null. */
    public @Nullable Loop loopOf(int block) {
        return innermost[block];
    }

    /** Whether some cycle has more than one entry, so that the loops do not cover all cycles. */
    public boolean isIrreducible() {
        return irreducible;
    }
}
