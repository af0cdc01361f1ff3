package dev.agentcost.analyzer.ir;

import java.util.List;
import java.util.SortedMap;

/**
 * The lowered body of a method, constructor, initialiser or lambda.
 *
 * @param parameters names of the parameters, as {@link Expression.Local}s
 * @param blocks block 0 is the entry
 * @param localTypes static type of each local and parameter, with type arguments; "" where unknown
 * @param lambdas bodies of the lambdas written directly in this body
 * @param facts flow facts: {@code // agentcost: at most EXPR} by the line of the loop or call they stand at
 */
public record Body(
        List<String> parameters,
        List<Block> blocks,
        SortedMap<String, String> localTypes,
        List<Lambda> lambdas,
        List<FlowFact> facts) {

    /**
     * A lambda or method reference.
     *
     * @param type the functional interface, "" where unknown
     * @param line one-based line of its first token
     */
    public record Lambda(Body body, String type, int line) {}

    /**
     * A bound asserted in a comment.
     *
     * @param line line of the loop statement or method that it speaks of
     * @param text what stands behind {@code at most}
     */
    public record FlowFact(int line, String text) {}
}
