package dev.agentcost.analyzer.bound;

import dev.agentcost.analyzer.cost.Formula;
import dev.agentcost.analyzer.result.Driver;
import dev.agentcost.analyzer.result.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one loop.
 *
 * @param driver what decides that it goes on
 * @param passes how often control passes the guards and stays in the loop, at most; null where nothing limits it
 * @param guard the block of the guard that every turn passes, or -1 where several guards together or none limit the loop
 * @param headed whether the guard stands at the head, so that a turn begins only when it is passed
 * @param derivation why
 * @param remedy where a limit would go, or "" where there is one
 * @param asserted whether a flow fact gives the bound
 */
public record LoopBound(
        Driver driver,
        @Nullable Formula passes,
        int guard,
        boolean headed,
        List<Step> derivation,
        String remedy,
        boolean asserted) {

    /** How many turns begin, at most; null where nothing limits them. */
    public @Nullable Formula turns() {
        return passes == null || headed ? passes : passes.plus(Formula.ONE);
    }

    /** The same with another derivation. */
    LoopBound because(List<Step> reasons) {
        return new LoopBound(driver, passes, guard, headed, reasons, remedy, asserted);
    }
}
