package dev.agentcost.analyzer.catalog;

import java.util.List;
import java.util.OptionalLong;

/**
 * A loop inside a library that one call of the user's source starts: query the model, run the tools it asks for, query again.
 *
 * @param defaultTurns the library's own limit on turns where the source sets none; empty where it has none
 * @param capSetting the name of the setting ({@link Setting#name()}) that replaces the default
 * @param capProperties keys of configuration files that replace the default, too
 * @param noLimitReturns result types of methods whose loop nothing limits, whatever is set (a stream that asks again by itself)
 * @param extraCalls requests that are paid on top of the turns (a limit of 100 round trips is 101 requests in one
 *     library and 100 in another)
 * @param needsTools whether the loop turns only where tools were given
 * @param keepsContext whether each turn is appended to what the next turn sends
 * @param windowSetting the name of the setting whose value is the context that each turn sends, so that its window limits
 *     the loop; "" where the loop looks at no window
 * @param defaultWindow how many messages each turn sends at most where that setting is not made; empty where there is no limit
 * @param joins whether its turns count as turns of the loop that runs it, where one does (agents that share one count)
 */
public record HiddenLoop(
        OptionalLong defaultTurns,
        String capSetting,
        List<String> capProperties,
        List<String> noLimitReturns,
        int extraCalls,
        boolean needsTools,
        boolean keepsContext,
        String windowSetting,
        OptionalLong defaultWindow,
        boolean joins) {

    /** Takes a copy of the keys and names. */
    public HiddenLoop {
        capProperties = List.copyOf(capProperties);
        noLimitReturns = List.copyOf(noLimitReturns);
    }
}
