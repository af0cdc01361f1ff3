package dev.agentcost.analyzer.lower;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code break}, {@code continue} and {@code yield} lead.
 *
 * @param outer the next one outwards
 * @param labels labels of the statement
 * @param plain whether a {@code break} without label means it
 * @param breakBlock block behind the statement
 * @param continueBlock block that begins the next iteration, -1 where it is no loop
 * @param result for a switch expression the local that {@code yield} assigns, otherwise null
 * @param cleanup what was open round the statement
 */
record Target(
        @Nullable Target outer,
        Set<String> labels,
        boolean plain,
        int breakBlock,
        int continueBlock,
        dev.agentcost.analyzer.ir.Expression.@Nullable Local result,
        @Nullable Cleanup cleanup) {

    boolean isLoop() {
        return continueBlock >= 0;
    }
}
