package dev.agentcost.analyzer.catalog;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The limit of a context that prunes itself.
 *
 * @param unit what is counted
 * @param operand where the limit is given, or null where only the default holds
 * @param setting the name of a builder setting that gives the limit, or "" where there is none
 * @param defaultSize the library's default, in units; empty where it has none
 * @param times how many units one of the limit's are: 2 where an answer and what follows it count as one
 * @param plus how many more there may be
 * @param needs the name of the setting without which there is no window, "" where there always is one
 */
public record Window(
        Unit unit,
        @Nullable Operand operand,
        String setting,
        OptionalLong defaultSize,
        long times,
        long plus,
        String needs) {

    /** What a window counts. A window of messages bounds tokens only where each message is bounded. */
    public enum Unit {
        MESSAGES,
        TOKENS
    }
}
