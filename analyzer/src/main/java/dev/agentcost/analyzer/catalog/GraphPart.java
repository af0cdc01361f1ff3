package dev.agentcost.analyzer.catalog;

import org.jspecify.annotations.Nullable;

/**
 * The call declares a part of a graph of nodes that a library walks through, or walks through it. The graph is the
 * receiver, or what it was made from.
 *
 * @param part what is declared
 * @param name the operand with the node's name; for {@link Part#EDGE} and {@link Part#BRANCH} the node that they leave;
 *     null where there is none
 * @param to the operand with the node, the nodes, or the map whose values are the nodes that an edge leads to; null where
 *     there is none
 * @param action the operand with the code that is run: a function, or a graph or agent of its own; null where there is
 *     none
 * @param modelCall for {@link Part#AGENT}: what walking through the graph costs; null otherwise
 * @param idleSteps for {@link Part#RUN}: how many of the steps that the library limits run no node
 */
public record GraphPart(
        Part part,
        @Nullable Operand name,
        @Nullable Operand to,
        @Nullable Operand action,
        @Nullable ModelCall modelCall,
        long idleSteps) {

    /** What is declared. */
    public enum Part {
        /** A node with its code. */
        NODE,
        /** An edge that is always taken. */
        EDGE,
        /** Edges of which code chooses one. */
        BRANCH,
        /** Where the walk begins: an edge from the start. */
        ENTRY,
        /** A node after which the walk ends. */
        END,
        /** A whole graph that queries a model, runs the tools that it asks for and queries again. */
        AGENT,
        /** The walk itself; {@link MethodRow#runs()} says how many steps it has at most. */
        RUN
    }
}
