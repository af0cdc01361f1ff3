package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.bound.Comparison;
import dev.agentcost.analyzer.bound.Defaults;
import dev.agentcost.analyzer.bound.ExpressionText;
import dev.agentcost.analyzer.callgraph.Procedure;
import dev.agentcost.analyzer.flow.ControlFlow;
import dev.agentcost.analyzer.flow.FlowEdge;
import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import dev.agentcost.analyzer.ir.SourceLocation;
import dev.agentcost.analyzer.ir.Terminator;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tests of a procedure that calls of a recursion need: control comes to each of the calls over the same side of the test only, or
 * where the limit that it tests is switched off, which it is not by default.
 */
final class NeededTests {

    private final Engine engine;
    private final Procedure code;
    private final ControlFlow flow;
    private final Defaults defaults;

    NeededTests(Engine engine, Procedure code) {
        this.engine = engine;
        this.code = code;
        this.flow = engine.flows().of(code);
        this.defaults = new Defaults(code, flow, engine.origins(), engine.values(), engine.facts());
    }

    /**
     * A test.
     *
     * @param holds whether the condition must hold for the calls, or must not
     */
    record Test(int block, SourceLocation at, Expression condition, boolean holds) {}

    /** Those that all of the calls need, in the order of the source; none where one of the calls is not made here. */
    Stream<Test> of(List<RecursionBounds.Edge> calls) {
        List<Integer> ends = calls.stream()
                .map(call -> RecursionBounds.blockOf(code, call, flow))
                .filter(end -> end < 0 || flow.isReachable(end))
                .distinct()
                .toList();
        return ends.isEmpty() || ends.contains(-1)
                ? Stream.empty()
                : flow.body().blocks().stream()
                        .filter(block -> flow.isReachable(block.id()))
                        .flatMap(block -> needed(block, ends));
    }

    private Stream<Test> needed(Block block, List<Integer> ends) {
        if (!(block.terminator() instanceof Terminator.Branch branch)) {
            return Stream.empty();
        }
        Set<FlowEdge> off = off(block.id(), branch.condition()).keySet();
        boolean onTrue = leadsAlone(block.id(), branch.whenTrue(), off, ends);
        boolean onFalse = leadsAlone(block.id(), branch.whenFalse(), off, ends);
        return onTrue == onFalse
                ? Stream.empty()
                : Stream.of(new Test(block.id(), code.at(branch.line()), branch.condition(), onTrue));
    }

    /** Whether every path from the entry to each of the blocks takes this edge, or a way that is off. */
    private boolean leadsAlone(int from, int to, Set<FlowEdge> off, List<Integer> ends) {
        if (off.isEmpty()) {
            return flow.position(to) > 0
                    && ends.stream().allMatch(end -> flow.dominates(to, end))
                    && flow.incoming(to).stream()
                            .allMatch(edge -> edge.from() == from
                                    || !flow.isReachable(edge.from())
                                    || flow.dominates(to, edge.from()));
        }
        BitSet others = flow.reachable(0, edge -> !(edge.from() == from && edge.to() == to) && !off.contains(edge));
        return ends.stream().noneMatch(others::get);
    }

    private Map<FlowEdge, Expression> off(int block, Expression condition) {
        return Comparison.of(condition, true)
                .map(limited -> defaults.offEdges(block, limited))
                .orElse(Map.of());
    }

    /** The test as written, and what must hold for control to come to it. */
    String text(Test test) {
        ExpressionText text = new ExpressionText(code, engine.origins());
        return text.of(test.condition())
                + off(test.block(), test.condition()).values().stream()
                        .map(on -> ", which is made while " + text.of(on) + ", as it is by default")
                        .collect(Collectors.joining());
    }
}
