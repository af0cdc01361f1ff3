package dev.agentcost.analyzer.flow;

import java.util.Arrays;
import java.util.List;

/**
 * Immediate dominators, by the iteration over reverse post-order of Cooper, Harvey and Kennedy, "A Simple, Fast Dominance
 * Algorithm" (2001).
 */
final class Dominators {

    private final int[] first;
    private final int[] last;

    private Dominators(int[] first, int[] last) {
        this.first = first;
        this.last = last;
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

    /** Numbers the tree of immediate dominators: what a block dominates has the numbers behind its own. */
    private static Dominators named(int[] order, int blocks, int[] immediate) {
        int[] size = new int[order.length];
        for (int i = order.length - 1; i > 0; i--) {
            size[i]++;
            size[immediate[i]] += size[i];
        }
        size[0]++;
        int[] first = new int[blocks];
        int[] last = new int[blocks];
        Arrays.fill(first, -1);
        Arrays.fill(last, -1);
        int[] next = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            int number = i == 0 ? 0 : next[immediate[i]];
            if (i > 0) {
                next[immediate[i]] += size[i];
            }
            next[i] = number + 1;
            first[order[i]] = number;
            last[order[i]] = number + size[i] - 1;
        }
        return new Dominators(first, last);
    }

    /** Whether every path from the entry to {@code block} passes {@code dominator}. */
    boolean dominates(int dominator, int block) {
        return first[block] >= 0 && first[dominator] <= first[block] && first[block] <= last[dominator];
    }
}
