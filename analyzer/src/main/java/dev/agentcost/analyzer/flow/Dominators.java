package dev.agentcost.analyzer.flow;

import java.util.Arrays;
import java.util.List;

/**
 * Immediate dominators, by the iteration over reverse post-order of Cooper, Harvey and Kennedy, "A Simple, Fast Dominance
 * Algorithm" (2001).
 */
final class Dominators {

    private final int[] immediate;
    private final int[] depth;

    private Dominators(int[] immediate, int[] depth) {
        this.immediate = immediate;
        this.depth = depth;
    }

    /**
     * Dominators of the blocks in {@code order}, a reverse post-order that begins with the entry.
     *
     * @param predecessors for each block
     */
    static Dominators of(int[] order, List<int[]> predecessors) {
        int[] position = new int[predecessors.size()];
        Arrays.fill(position, -1);
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
        int[] immediate = new int[order.length];
        Arrays.fill(immediate, -1);
        immediate[0] = 0;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 1; i < order.length; i++) {
                int meet = -1;
                for (int predecessor : predecessors.get(order[i])) {
                    int p = position[predecessor];
                    if (p >= 0 && immediate[p] >= 0) {
                        meet = meet < 0 ? p : intersect(immediate, meet, p);
                    }
                }
                if (immediate[i] != meet) {
                    immediate[i] = meet;
                    changed = true;
                }
            }
        }
        return named(order, predecessors.size(), immediate);
    }

    private static int intersect(int[] immediate, int first, int second) {
        int a = first;
        int b = second;
        while (a != b) {
            while (a > b) {
                a = immediate[a];
            }
            while (b > a) {
                b = immediate[b];
            }
        }
        return a;
    }

    private static Dominators named(int[] order, int blocks, int[] immediate) {
        int[] byBlock = new int[blocks];
        int[] depth = new int[blocks];
        Arrays.fill(byBlock, -1);
        for (int i = 0; i < order.length; i++) {
            byBlock[order[i]] = i == 0 ? -1 : order[immediate[i]];
            depth[order[i]] = i == 0 ? 0 : depth[order[immediate[i]]] + 1;
        }
        return new Dominators(byBlock, depth);
    }

    /** Whether every path from the entry to {@code block} passes {@code dominator}. */
    boolean dominates(int dominator, int block) {
        int at = block;
        while (at >= 0 && depth[at] > depth[dominator]) {
            at = immediate[at];
        }
        return at == dominator;
    }
}
