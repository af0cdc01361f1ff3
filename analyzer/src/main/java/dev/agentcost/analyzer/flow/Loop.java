package dev.agentcost.analyzer.flow;

import dev.agentcost.analyzer.ir.Block;
import dev.agentcost.analyzer.ir.Expression;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A natural loop: the blocks from which the header is reached again without leaving through it.
 */
public final class Loop {

    private final int header;
    private final BitSet blocks;
    private final List<Integer> latches;
    private final Block.@Nullable LoopSyntax syntax;
    private final List<FlowEdge> exits = new ArrayList<>();
    private final List<Loop> children = new ArrayList<>();
    private @Nullable Loop parent;
    private int[] order = {};
    private volatile @Nullable Map<Expression, Integer> assigned;

    Loop(int header, BitSet blocks, List<Integer> latches, Block.@Nullable LoopSyntax syntax) {
        this.header = header;
        this.blocks = blocks;
        this.latches = List.copyOf(latches);
        this.syntax = syntax;
    }

    void adopt(Loop child) {
        children.add(child);
        child.parent = this;
    }

    void addExit(FlowEdge edge) {
        exits.add(edge);
    }

    void arrange(int[] inOrder) {
        order = inOrder;
    }

    /** How often its instructions assign each place, which is counted once. */
    Map<Expression, Integer> assigned(Supplier<Map<Expression, Integer>> search) {
        Map<Expression, Integer> known = assigned;
        if (known == null) {
            known = search.get();
            assigned = known;
        }
        return known;
    }

    /** All blocks in reverse post-order: the header first. */
    public int[] order() {
        return order.clone();
    }

    /** The block that every iteration begins with. */
    public int header() {
        return header;
    }

    /** Whether the block belongs to this loop or to one inside it. */
    public boolean contains(int block) {
        return blocks.get(block);
    }

    /** All blocks, those of inner loops included. */
    public BitSet blocks() {
        return (BitSet) blocks.clone();
    }

    /** Sources of the back edges. */
    public List<Integer> latches() {
        return latches;
    }

    /** Edges that leave the loop, in block order. */
    public List<FlowEdge> exits() {
        return Collections.unmodifiableList(exits);
    }

    /** Loops directly inside this one. */
    public List<Loop> children() {
        return Collections.unmodifiableList(children);
    }

    /** The loop directly around this one, or null. */
    public @Nullable Loop parent() {
        return parent;
    }

    /** The loop statement, or null where control flow alone makes the loop. */
    public Block.@Nullable LoopSyntax syntax() {
        return syntax;
    }
}
