package dev.agentcost.analyzer.cost;

/** What sort of number a {@link Symbol} stands for, which decides whether it counts as growth. */
public enum Kind {
    /** Turns of a loop, sizes of data, parameters: cost grows with it. */
    COUNT,
    /** An assumed size, such as the tokens of one tool result: a factor, not growth. */
    SIZE
}
