package dev.agentcost.analyzer.lower;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must run on every way out of a {@code try}: a finally block, the closing of a resource. It is written once for each way,
 * in the surroundings of the {@code try}, not in those of the jump.
 *
 * @param outer the next one outwards
 * @param handlers where exceptions go round the {@code try}
 * @param targets jump targets round it
 * @param scope locals round it
 * @param assigned names that it assigns
 * @param write writes it
 */
record Cleanup(
        @Nullable Cleanup outer,
        List<Integer> handlers,
        @Nullable Target targets,
        Scope scope,
        Set<String> assigned,
        Runnable write) {}
